from django.urls import path

from lms.credentials import views

app_name = "credentials"
urlpatterns = [
    path("verify/", views.Verify.as_view(), name="verify"),
    path("verify/<str:code>/", views.VerifyCode.as_view(), name="verify_code"),
    path("credentials/", views.OwnCredentials.as_view(), name="mine"),
    path("credentials/<uuid:key>/", views.CredentialPage.as_view(), name="credential"),
    path("credentials/<uuid:key>/consent/", views.SetConsent.as_view(), name="consent"),
    path("credentials/<uuid:key>/certificate.pdf", views.Certificate.as_view(), name="certificate"),
    path("workforce/", views.LookUpPage.as_view(), name="workforce"),
    path("workforce/<uuid:key>/", views.LookUpFound.as_view(), name="found"),
    path("decisions/", views.Decisions.as_view(), name="decisions"),
    path("decisions/<uuid:key>/", views.Decide.as_view(), name="decide"),
    path("decisions/<uuid:key>/done/", views.Decided.as_view(), name="decided"),
]
