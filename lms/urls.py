"""The address book: each room's pages under its own name."""

from django.urls import include, path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    # Wagtail has a sign-in form of its own, without our limits and second factor: nobody gets to see it.
    path("editor/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("editor/", include(wagtailadmin_urls)),
    path("concerns/", include("lms.concerns.urls")),
    path("people/", include("lms.people.urls")),
    path("practice/", include("lms.practice.urls")),
    path("supervision/", include("lms.supervision.urls")),
    path("portfolio/", include("lms.portfolio.urls")),
    path("observations/", include("assessments.roleplay.urls")),
    path("sign-offs/", include("assessments.signoff.urls")),
    path("learn/", include("lms.enrolment.urls")),
    path("quality/", include("lms.quality.urls")),
    path("standing/", include("lms.accreditation.urls")),
    path("", include("lms.credentials.urls")),
    path("files/", include("media.urls")),
    path("", include("lms.web.urls")),
]

handler400 = "lms.web.errors.bad_request"
handler403 = "lms.web.errors.forbidden"
handler404 = "lms.web.errors.not_found"
handler500 = "lms.web.errors.server_error"
