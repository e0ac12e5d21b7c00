"""Acts of record by anyone but a trainee need a session that was opened, or lately confirmed, with a second factor."""

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from lms.core import unsent

# Where the person was going when they had to set up a second factor (session key, read by mfa/go_back.html).
AFTERWARDS = "after_second_factor"


def used_in(request: HttpRequest) -> bool:
    """Whether this session was opened or confirmed with an authenticator app, recovery code or passkey."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


@receiver(authenticator_added, dispatch_uid="set up is used")
def count_setting_up(request: HttpRequest, user, authenticator: Authenticator, **kwargs) -> None:
    """Whoever sets up an app or a passkey has just shown a code or key of it. Recovery codes are only shown to them."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, method="mfa", type=authenticator.type)


def asked_for(request: HttpRequest, *, keeps_typed: bool = True) -> HttpResponse | None:
    """None when the person may go on; otherwise the redirect to set up or to use a second factor, and back here.

    keeps_typed: whether a form's text may wait in the session meanwhile (core.unsent).
    """
    if settings.SKIP_SECOND_FACTOR or used_in(request):
        request.session.pop(AFTERWARDS, None)
        return None
    back = unsent.keep(request) if keeps_typed else unsent.leave(request)
    if not is_mfa_enabled(request.user):
        request.session[AFTERWARDS] = back  # setting one up takes several pages
        messages.info(request, _("To record this you need a second factor. Set one up here, then come back."))
        return redirect("mfa_index")
    return _to("mfa_reauthenticate", back)


def fresh_sign_in_asked_for(request: HttpRequest) -> HttpResponse | None:
    """None when the person proved who they are within the last five minutes; otherwise the redirect to do so."""
    if did_recently_reauthenticate(request):
        return None
    return _to("account_reauthenticate", unsent.keep(request))


def _to(page: str, back: str) -> HttpResponse:
    return redirect(f"{reverse(page)}?{urlencode({REDIRECT_FIELD_NAME: back})}")
