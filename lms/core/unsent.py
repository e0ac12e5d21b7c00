"""Typed text that cannot be taken yet, because the person must first sign in or prove again who they are.

It waits in their session and is shown afterwards, ready to be sent (web.views.Unsent). Files cannot wait: they are
chosen again on the form itself.
"""

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

PAGE = "web:unsent"
SESSION_KEY = "unsent_form"
OF_ONE_PAGE_ONLY = {"csrfmiddlewaretoken", "idempotency_key"}
MOST_CHARACTERS = 100_000  # a visitor without an account can fill a session too


def fields_of(request: HttpRequest) -> list[tuple[str, str]]:
    """Every field that was sent, in its order, without the tokens of the page that it came from."""
    return [(name, value) for name, values in request.POST.lists() if name not in OF_ONE_PAGE_ONLY for value in values]


def keep(request: HttpRequest) -> str:
    """Where to come back to after signing in: the page that was asked for or, after a form was sent, its kept text."""
    address = request.get_full_path()
    if request.method != "POST":
        return address
    fields = fields_of(request)
    if sum(len(value) for _name, value in fields) > MOST_CHARACTERS:
        messages.warning(request, _("What you sent is too long to keep. Go back and copy it before you go on."))
        return address
    request.session[SESSION_KEY] = {"address": address, "fields": fields}
    messages.info(request, _("Nothing is lost: what you typed is kept and shown to you after this step."))
    return reverse(PAGE)


def leave(request: HttpRequest) -> str:
    """Where to come back to, without keeping what was typed: the next person at this computer would be shown it."""
    if request.method == "POST":
        messages.warning(request, _("What you typed was not kept. Go back and copy it before you go on."))
    return request.get_full_path()


def kept(request: HttpRequest) -> dict | None:
    """{"address", "fields"} of the form that waits in this session, if any."""
    return request.session.get(SESSION_KEY)


def forget(request: HttpRequest) -> None:
    """Called when a form has come through. Writes nothing when nothing waits."""
    request.session.pop(SESSION_KEY, None)
