from django.urls import path

from lms.concerns import views

app_name = "concerns"
urlpatterns = [
    path("", views.Concerns.as_view(), name="list"),
    path("raise/", views.RaiseConcern.as_view(), name="raise"),
    path("follow/", views.FollowConcern.as_view(), name="follow"),
    path("follow/add/", views.AddToConcern.as_view(), name="add"),
    path("<uuid:key>/", views.ConcernDetail.as_view(), name="detail"),
    path("<uuid:key>/note/", views.AddNote.as_view(), name="note"),
    path("<uuid:key>/answer/", views.AnswerReporter.as_view(), name="answer"),
    path("<uuid:key>/status/", views.ChangeStatus.as_view(), name="status"),
    path("<uuid:key>/pass-on/", views.PassOn.as_view(), name="pass_on"),
]
