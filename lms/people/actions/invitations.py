"""Invitations: sent, sent again, withdrawn, accepted."""

import datetime
import hashlib
from functools import partial

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from lms.audit import actions as audit
from lms.core import mail
from lms.core.errors import Refused
from lms.people import queries, tasks
from lms.people.actions.ties import AlreadyMember, add_member
from lms.people.models import Invitation, Membership, Organisation, User


class InvitationNotUsable(Refused):
    """The invitation was used, has expired or does not exist."""


class AlreadyInvited(Refused):
    """An open invitation to the same address and role exists."""


class RoleNotYoursToGive(Refused):
    """The organisation cannot have this role, the giver may not give it, or it would be for themselves."""


INVITATION_LIFE = datetime.timedelta(days=14)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def token_of(invitation: Invitation) -> str:
    """The secret of an invitation's link. Making it takes the installation's secret; the table alone is not enough."""
    made_from = f"{invitation.key}:{invitation.latest_sent_at.astimezone(datetime.UTC).isoformat()}"
    return salted_hmac("lms.people.invitation", made_from, algorithm="sha256").hexdigest()


def _send(invitation: Invitation, *, at: datetime.datetime) -> None:
    """A new link from `at` on; an earlier one stops working. The e-mail goes after commit."""
    invitation.latest_sent_at, invitation.expires_at = at, at + INVITATION_LIFE
    invitation.token_hash = _hash(token_of(invitation))
    invitation.save()
    transaction.on_commit(partial(tasks.send_invitation.enqueue, invitation.pk))


@transaction.atomic
def invite(
    *, email: str, name: str, organisation: Organisation, role: str, by: User, at: datetime.datetime
) -> Invitation:
    """Ask somebody to join in a role, by e-mail. Raises RoleNotYoursToGive, AlreadyMember, AlreadyInvited."""
    email = email.strip().lower()
    _check_role_to_give(role, organisation, email, by)
    if Membership.objects.filter(person__email=email, organisation=organisation, role=role, to_date=None).exists():
        raise AlreadyMember(_("%(email)s already has this role.") % {"email": email}, field="email")
    same = Invitation.objects.filter(email=email, organisation=organisation, role=role, accepted_at=None)
    same.filter(expires_at__lt=at).delete()
    invitation = Invitation(email=email, name=name, organisation=organisation, role=role, invited_by=by)
    _send_first(invitation, at=at)
    audit.record("people.invited", by=by, at=at, target=invitation, organisation=organisation, facts={"role": role})
    return invitation


def _send_first(invitation: Invitation, *, at: datetime.datetime) -> None:
    """The database refuses a second open one: a look beforehand would miss one that is written at this instant."""
    try:
        with transaction.atomic():
            _send(invitation, at=at)
    except IntegrityError as error:
        words = _("%(email)s has an open invitation to this role. You can send it again from the list.")
        raise AlreadyInvited(words % {"email": invitation.email}, field="email") from error


def _check_role_to_give(role: str, organisation: Organisation, email: str, by: User) -> None:
    """A manager names the safeguarding lead, but must not become it: nobody gives themselves a role."""
    if role not in queries.roles_to_give(by, organisation):
        raise RoleNotYoursToGive(
            _("You cannot give this role at %(name)s.") % {"name": organisation.name}, field="role"
        )
    if email == by.email:
        raise RoleNotYoursToGive(_("Nobody gives themselves a role. Ask another manager to invite you."), field="email")


def _open_and_locked(invitation: Invitation) -> Invitation:
    """The row as it is now, held until the end of the transaction. Raises InvitationNotUsable."""
    locked = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("organisation", "invited_by")
        .filter(pk=invitation.pk)
        .first()
    )
    if locked is None or locked.accepted_at:
        raise InvitationNotUsable(_("This invitation was used or withdrawn in the meantime."))
    return locked


@transaction.atomic
def resend_invitation(*, invitation: Invitation, by: User, at: datetime.datetime) -> Invitation:
    """Send a new link, good for another 14 days; the earlier one stops working. Raises InvitationNotUsable."""
    locked = _open_and_locked(invitation)
    _send(locked, at=at)
    audit.record("people.invitation_sent_again", by=by, at=at, target=locked, organisation=locked.organisation)
    return locked


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: User, at: datetime.datetime) -> None:
    """Take an invitation back: its link stops working and its address is forgotten. Raises InvitationNotUsable."""
    locked = _open_and_locked(invitation)
    audit.record("people.invitation_withdrawn", by=by, at=at, target=locked, organisation=locked.organisation)
    locked.delete()


def mail_invitation(invitation_id: int) -> None:
    """Write the e-mail of an invitation; none when it was accepted or withdrawn before the worker came to it."""
    invitation = Invitation.objects.select_related("organisation", "invited_by").filter(pk=invitation_id).first()
    if invitation is None or invitation.accepted_at:
        return
    mail.send(
        to=invitation.email,
        subject=_("Join %(organisation)s on %(site)s")
        % {"organisation": invitation.organisation.name, "site": settings.SITE_NAME},
        template="people/mail/invitation.txt",
        path=reverse("people:join", args=[token_of(invitation)]),
        context={"invitation": invitation},
    )


def invitation_for(token: str, *, at: datetime.datetime) -> Invitation:
    """The open invitation that a link names. Raises InvitationNotUsable."""
    invitation = Invitation.objects.select_related("organisation").filter(token_hash=_hash(token)).first()
    if invitation is None or invitation.accepted_at or invitation.expires_at < at:
        raise InvitationNotUsable(_("This invitation was used or withdrawn, or has expired. Ask for a new one."))
    return invitation


@transaction.atomic
def accept_invitation(*, token: str, person: User, at: datetime.datetime) -> Membership:
    """Join through a link. The signed-in person's address must be the invited one.

    Raises InvitationNotUsable, AlreadyMember.
    """
    invitation = _open_and_locked(invitation_for(token, at=at))
    if person.email != invitation.email:
        raise InvitationNotUsable(
            _("This invitation is for %(email)s. Sign in with that address.") % {"email": invitation.email}
        )
    invitation.accepted_at, invitation.accepted_by = at, person
    invitation.save(update_fields=["accepted_at", "accepted_by", "updated_at"])
    audit.record(
        "people.invitation_accepted",
        by=person,
        at=at,
        target=invitation,
        subject=person,
        organisation=invitation.organisation,
        facts={"role": invitation.role},
        personal={"inviter": str(invitation.invited_by.key)},
    )
    return add_member(person=person, organisation=invitation.organisation, role=invitation.role, by=person, at=at)
