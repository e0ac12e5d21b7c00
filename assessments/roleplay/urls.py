from django.urls import path

from assessments.roleplay import views

app_name = "roleplay"
urlpatterns = [
    path("", views.ObservationList.as_view(), name="observations"),
    path("to-assess/", views.ToAssess.as_view(), name="to_assess"),
    path("scenarios/", views.ScenarioList.as_view(), name="scenarios"),
    path("scenarios/<uuid:key>/", views.ScenarioCard.as_view(), name="scenario"),
    path("scenarios/<uuid:key>/practised/", views.ScenarioPractised.as_view(), name="practised"),
    path("people/<uuid:key>/observe/", views.Start.as_view(), name="start"),
    path("drafts/<uuid:key>/judgement/", views.JudgementPage.as_view(), name="judgement"),
    path("drafts/<uuid:key>/criteria/", views.CriteriaPage.as_view(), name="criteria"),
    path("drafts/<uuid:key>/feedback/", views.FeedbackPage.as_view(), name="feedback"),
    path("drafts/<uuid:key>/check/", views.CheckPage.as_view(), name="check"),
    path("drafts/<uuid:key>/discard/", views.Discard.as_view(), name="discard"),
    path("<uuid:key>/", views.ObservationPage.as_view(), name="observation"),
    path("<uuid:key>/recorded/", views.Recorded.as_view(), name="recorded"),
    path("<uuid:key>/acknowledge/", views.Acknowledge.as_view(), name="acknowledge"),
    path("<uuid:key>/supersede/", views.Supersede.as_view(), name="supersede"),
]
