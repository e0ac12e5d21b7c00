from django.urls import path

from lms.accreditation import views

app_name = "accreditation"
urlpatterns = [
    path("", views.OwnStanding.as_view(), name="standing"),
    path("standards/", views.Standards.as_view(), name="standards"),
    path("bodies/", views.Bodies.as_view(), name="bodies"),
    path("bodies/<slug:code>/", views.Body.as_view(), name="body"),
    path("bodies/<slug:code>/add/", views.AimAt.as_view(), name="aim_at"),
    path("bodies/<slug:code>/take-off/", views.GiveUpAim.as_view(), name="give_up_aim"),
    path("entries/<uuid:key>/", views.CountsFor.as_view(), name="counts_for"),
    path("coaches/", views.Coaches.as_view(), name="coaches"),
    path("coaches/<uuid:key>/<slug:code>/", views.CoachBody.as_view(), name="coach_body"),
    path("awards/", views.Awards.as_view(), name="awards"),
    path("awards/<uuid:key>/", views.Award.as_view(), name="award"),
    path("awards/<uuid:key>/<slug:step>/", views.ChangeStatus.as_view(), name="change_status"),
    path("changes/<uuid:key>/answer/", views.AnswerStatus.as_view(), name="answer"),
    path("<uuid:key>/", views.Standing.as_view(), name="standing_of"),
    path("<uuid:key>/request/", views.RequestAward.as_view(), name="request"),
]
