from django.urls import path

from lms.supervision import views

app_name = "supervision"
urlpatterns = [
    path("", views.Sessions.as_view(), name="sessions"),
    path("new/", views.SessionNew.as_view(), name="new"),
    path("to-confirm/", views.ToConfirm.as_view(), name="to_confirm"),
    path("coaches/", views.Coaches.as_view(), name="coaches"),
    path("diary/", views.Diary.as_view(), name="diary"),
    path("took-place/", views.Facts.as_view(), name="facts"),
    path("agreements/", views.Agreements.as_view(), name="agreements"),
    path("agreements/new/", views.AgreementStart.as_view(), name="agreement_start"),
    path("agreements/<uuid:key>/accept/", views.AgreementAccept.as_view(), name="agreement_accept"),
    path("agreements/<uuid:key>/terms/", views.AgreementTerms.as_view(), name="agreement_terms"),
    path("agreements/<uuid:key>/end/", views.AgreementEnd.as_view(), name="agreement_end"),
    path("agreements/<uuid:key>/", views.AgreementPage.as_view(), name="agreement"),
    path("supervisors/", views.Supervisors.as_view(), name="supervisors"),
    path("supervisors/<uuid:key>/", views.SupervisorPage.as_view(), name="supervisor"),
    path("supervisors/<uuid:key>/qualification/", views.QualificationNew.as_view(), name="qualify"),
    path("supervisors/<uuid:key>/absence/", views.AbsenceNew.as_view(), name="absence_new"),
    path("supervisors/<uuid:key>/hand-over/", views.HandOver.as_view(), name="hand_over"),
    path("absences/<uuid:key>/end/", views.AbsenceEnd.as_view(), name="absence_end"),
    path("qualifications/<uuid:key>/end/", views.QualificationEnd.as_view(), name="end_qualification"),
    path("actions/<uuid:key>/", views.ActionDone.as_view(), name="action"),
    path("<uuid:key>/actions/new/", views.ActionNew.as_view(), name="action_new"),
    path("<uuid:key>/", views.SessionPage.as_view(), name="session"),
    path("<uuid:key>/change/", views.SessionChange.as_view(), name="change"),
    path("<uuid:key>/correct/", views.SessionCorrect.as_view(), name="correct"),
    path("<uuid:key>/confirm/", views.SessionConfirm.as_view(), name="confirm"),
    path("<uuid:key>/decline/", views.SessionDecline.as_view(), name="decline"),
    path("<uuid:key>/done/", views.SessionDone.as_view(), name="done"),
]
