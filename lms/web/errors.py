"""Pages for when something went wrong: what happened, what to do, and that nothing was lost."""

import sys
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from lms.core import unsent
from lms.web import kept_form


def bad_request(request, exception=None):
    is_too_large = isinstance(exception, RequestDataTooBig)
    return render(request, "errors/400.html", {"is_too_large": is_too_large}, status=400)


def forbidden(request, exception=None):
    return render(request, "errors/403.html", status=403)


def not_found(request, exception=None):
    return render(request, "errors/404.html", status=404)


def server_error(request):
    """Called while the fault is being handled. A database that was merely busy is no fault: try again.

    A real fault is shown without the request, so that no session, database or navigation is asked for: one of them may
    be what broke.
    """
    if _is_busy(sys.exception()):
        return busy(request)
    return HttpResponseServerError(render_to_string("errors/500.html", {"SITE_NAME": settings.SITE_NAME}))


def busy(request: HttpRequest) -> HttpResponse:
    """Another writer held the database for longer than we wait. Nothing was written; it can be sent again."""
    if request.method != "POST" or not _may_be_shown_again(request):
        return render(request, "errors/busy.html", status=503)
    heading = _("Please send this once more")
    why = _("Others were saving at the same moment, and we waited too long. Nothing is recorded yet.")
    return _kept(request, heading=heading, why=why, status=503)


def page_token_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page's token was missing, wrong or too old (a second sign-in makes a new one).

    What was typed on a page of our own is shown with a fresh token, ready to be sent again. A form that another site
    sent gets a plain refusal: showing it would let that site put words into a person's mouth.
    """
    if not _may_be_shown_again(request):
        return render(request, "errors/page_token_expired.html", status=403)
    heading = _("Please send this once more")
    why = _("The page had been open for too long, or you signed in again meanwhile. Nothing is recorded yet.")
    return _kept(request, heading=heading, why=why, status=403)


def _kept(request: HttpRequest, *, heading: str, why: str, status: int) -> HttpResponse:
    """What was sent, readable and ready to be sent again."""
    page = kept_form.context(
        request.get_full_path(),
        unsent.fields_of(request),
        heading=heading,
        why=why,
        lost_files=bool(request.FILES),
    )
    return render(request, "web/kept_form.html", page, status=status)


def _may_be_shown_again(request: HttpRequest) -> bool:
    """Whether the browser says that a page of ours sent the form, and it holds no secret.

    No page can forge these headers. Passwords and codes are typed below /accounts/.
    """
    sent_from = request.headers.get("Origin") or request.headers.get("Referer") or ""
    accounts = reverse("account_login").removesuffix("login/")
    return urlsplit(sent_from).netloc == request.get_host() and not request.path.startswith(accounts)


def _is_busy(fault: BaseException | None) -> bool:
    """SQLite says that it is locked; PostgreSQL gives a class of its own to conflicts (40) and locks not had (55)."""
    if not isinstance(fault, OperationalError):
        return False
    state = getattr(fault.__cause__, "sqlstate", None) or ""
    return "locked" in str(fault) or state.startswith(("40", "55"))
