"""What we ask of allauth beyond its settings."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import user_email
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lms.core import clock
from lms.people.actions import InvitationNotUsable, invitation_for, settle_editing
from lms.people.models import Invitation

INVITATION_TOKEN = "invitation_token"  # noqa: S105 -- the name of a session value, not a secret


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by invitation, with the invited address and name.

    Whoever has the link reads that mailbox, so the address needs no second e-mail to be verified.
    """

    def is_open_for_signup(self, request):
        return _invitation(request) is not None

    def is_email_verified(self, request, email):
        invitation = _invitation(request)
        return invitation is not None and invitation.email == email.lower()

    def clean_email(self, email):
        """At sign-up only the invited address will do."""
        email = super().clean_email(email).lower()
        is_signing_up = self.request.resolver_match.url_name == "account_signup"
        invitation = _invitation(self.request) if is_signing_up else None
        if invitation and invitation.email != email:
            raise ValidationError(_("You were invited at %(email)s. Use that address.") % {"email": invitation.email})
        return email

    def login(self, request, user):
        super().login(request, user)
        settle_editing(person=user, on=clock.today())

    def save_user(self, request, user, form, commit=True):
        user = super().save_user(request, user, form, commit=False)
        user_email(user, user_email(user).lower())
        user.name = _invitation(request).name or user.email.split("@")[0]
        if commit:
            user.save()
        return user


def _invitation(request) -> Invitation | None:
    """The open invitation whose link this visitor followed."""
    try:
        return invitation_for(request.session.get(INVITATION_TOKEN, ""), at=clock.now())
    except InvitationNotUsable:
        return None
