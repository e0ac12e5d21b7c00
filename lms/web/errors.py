"""Pages for when something went wrong: what happened, what to do, and that nothing was lost."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from lms.core import unsent
from lms.web import kept_form


def bad_request(request, exception=None):
    return render(request, "errors/400.html", status=400)


def forbidden(request, exception=None):
    return render(request, "errors/403.html", status=403)


def not_found(request, exception=None):
    return render(request, "errors/404.html", status=404)


def server_error(request):
    """Without the request, so that no session, database or navigation is asked for: one of them may be what broke."""
    return HttpResponseServerError(render_to_string("errors/500.html", {"SITE_NAME": settings.SITE_NAME}))


def page_token_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page's token was missing, wrong or too old (a second sign-in makes a new one).

    What was typed on a page of our own is shown with a fresh token, ready to be sent again. A form that another site
    sent gets a plain refusal: showing it would let that site put words into a person's mouth.
    """
    if not _came_from_here(request) or _holds_secrets(request):
        return render(request, "errors/page_token_expired.html", status=403)
    page = kept_form.context(
        request.get_full_path(),
        unsent.fields_of(request),
        heading=_("Please send this once more"),
        why=_("The page had been open for too long, or you signed in again meanwhile. Nothing is recorded yet."),
        lost_files=bool(request.FILES),
    )
    return render(request, "web/kept_form.html", page, status=403)


def _came_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that a page of ours sent the form. No page can forge these headers."""
    sent_from = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(sent_from).netloc == request.get_host()


def _holds_secrets(request: HttpRequest) -> bool:
    """Passwords and codes are typed below /accounts/; they are never shown again."""
    return request.path.startswith(reverse("account_login").removesuffix("login/"))
