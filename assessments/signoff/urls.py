from django.urls import path

from assessments.signoff import views

app_name = "signoff"
urlpatterns = [
    path("", views.SignOffList.as_view(), name="sign_offs"),
    path("to-sign-off/", views.ToSignOff.as_view(), name="to_sign_off"),
    path("to-countersign/", views.ToCountersign.as_view(), name="to_countersign"),
    path("to-sample/", views.ToRelease.as_view(), name="to_release"),
    path("assessors/", views.Assessors.as_view(), name="assessors"),
    path("assessors/<uuid:key>/", views.AssessorPage.as_view(), name="assessor"),
    path("assessors/<uuid:key>/qualification/", views.GrantQualification.as_view(), name="qualify"),
    path("qualifications/<uuid:key>/end/", views.EndQualification.as_view(), name="end_qualification"),
    path("people/<uuid:key>/sign-off/", views.Start.as_view(), name="start"),
    path("drafts/<uuid:key>/evidence/", views.EvidencePage.as_view(), name="evidence"),
    path("drafts/<uuid:key>/declaration/", views.DeclarationPage.as_view(), name="declaration"),
    path("drafts/<uuid:key>/check/", views.CheckPage.as_view(), name="check"),
    path("drafts/<uuid:key>/discard/", views.Discard.as_view(), name="discard"),
    path("<uuid:key>/", views.SignOffPage.as_view(), name="sign_off"),
    path("<uuid:key>/recorded/", views.Recorded.as_view(), name="recorded"),
    path("<uuid:key>/replace/", views.Supersede.as_view(), name="supersede"),
    path("<uuid:key>/withdraw/", views.Withdraw.as_view(), name="withdraw"),
    path("<uuid:key>/countersign/", views.Countersign.as_view(), name="countersign"),
    path("<uuid:key>/release/", views.Release.as_view(), name="release"),
]
