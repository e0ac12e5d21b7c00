from django.urls import path

from lms.accreditation import views

app_name = "accreditation"
urlpatterns = [
    path("", views.OwnStanding.as_view(), name="standing"),
    path("standards/", views.Standards.as_view(), name="standards"),
    path("awards/", views.Awards.as_view(), name="awards"),
    path("awards/<uuid:key>/", views.Award.as_view(), name="award"),
    path("awards/<uuid:key>/<slug:step>/", views.ChangeStatus.as_view(), name="change_status"),
    path("changes/<uuid:key>/answer/", views.AnswerStatus.as_view(), name="answer"),
    path("<uuid:key>/", views.Standing.as_view(), name="standing_of"),
    path("<uuid:key>/request/", views.RequestAward.as_view(), name="request"),
]
