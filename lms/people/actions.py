"""Writing people: accounts, memberships, responsibilities, interests, invitations, erasure."""

import datetime
import hashlib
import secrets

from django.db import IntegrityError, transaction

from lms.audit import actions as audit
from lms.core import clock
from lms.core.errors import Refused
from lms.core.privacy import PSEUDONYM, erase_fields
from lms.people.models import Interest, Invitation, Membership, Organisation, Responsibility, User

INVITATION_LIFE = datetime.timedelta(days=14)


class AlreadyMember(Refused):
    """The person holds this role in this organisation already."""


class AlreadyResponsible(Refused):
    """The responsibility exists already, or would be for oneself."""


class InvitationNotUsable(Refused):
    """The invitation was used, has expired or does not exist."""


class AlreadyInvited(Refused):
    """An open invitation to the same address and role exists."""


@transaction.atomic
def add_member(
    *, person: User, organisation: Organisation, role: str, by: User | None, at: datetime.datetime, from_date=None
) -> Membership:
    """Give a person a role in an organisation from a day on (today unless given). Raises AlreadyMember."""
    try:
        with transaction.atomic():
            membership = Membership.objects.create(
                person=person, organisation=organisation, role=role, from_date=from_date or clock.today()
            )
    except IntegrityError as error:
        raise AlreadyMember(f"{person.name} already has this role at {organisation.name}") from error
    audit.record(
        "people.member_added",
        by=by,
        at=at,
        target=membership,
        subject=person,
        organisation=organisation,
        facts={"role": role},
    )
    return membership


@transaction.atomic
def end_membership(*, membership: Membership, by: User, at: datetime.datetime, to_date: datetime.date) -> Membership:
    """The last day of a membership. Earlier records stay visible to those who wrote them."""
    membership.to_date = to_date
    membership.save(update_fields=["to_date", "updated_at"])
    audit.record(
        "people.membership_ended",
        by=by,
        at=at,
        target=membership,
        subject=membership.person,
        organisation=membership.organisation,
        facts={"role": membership.role, "to_date": to_date.isoformat()},
    )
    return membership


@transaction.atomic
def give_responsibility(
    *,
    holder: User,
    subject: User,
    kind: str,
    organisation: Organisation,
    by: User | None,
    at: datetime.datetime,
    from_date: datetime.date | None = None,
) -> Responsibility:
    """Make `holder` supervisor, verifier … of `subject`. Raises AlreadyResponsible."""
    try:
        with transaction.atomic():
            row = Responsibility.objects.create(
                holder=holder,
                subject=subject,
                kind=kind,
                organisation=organisation,
                from_date=from_date or clock.today(),
            )
    except IntegrityError as error:
        raise AlreadyResponsible(
            f"{holder.name} has this responsibility already, or it would be for themselves"
        ) from error
    audit.record(
        "people.responsibility_given",
        by=by,
        at=at,
        target=row,
        subject=subject,
        organisation=organisation,
        facts={"kind": kind},
        personal={"holder": str(holder.key)},
    )
    return row


@transaction.atomic
def declare_interest(
    *, person: User, about: User, kind: str, note: str = "", is_over: bool = False, by: User, at: datetime.datetime
) -> Interest:
    """Record a tie that blocks assessing, or that it is over."""
    row = Interest.objects.create(person=person, about=about, kind=kind, note=note, is_over=is_over, happened_at=at)
    audit.record(
        "people.interest_declared", by=by, at=at, target=row, subject=about, facts={"kind": kind, "is_over": is_over}
    )
    return row


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(
    *, email: str, name: str, organisation: Organisation, role: str, by: User, at: datetime.datetime
) -> tuple[Invitation, str]:
    """Make an invitation; returns it and the link's token, which is stored nowhere. Raises AlreadyInvited."""
    token = secrets.token_urlsafe(32)
    Invitation.objects.filter(
        email=email.strip().lower(), organisation=organisation, role=role, accepted_at=None, expires_at__lt=at
    ).delete()
    try:
        with transaction.atomic():
            invitation = Invitation.objects.create(
                email=email.strip().lower(),
                name=name,
                organisation=organisation,
                role=role,
                token_hash=_hash(token),
                invited_by=by,
                expires_at=at + INVITATION_LIFE,
            )
    except IntegrityError as error:
        raise AlreadyInvited(f"{email} already has an open invitation to this role", field="email") from error
    audit.record("people.invited", by=by, at=at, target=invitation, organisation=organisation, facts={"role": role})
    return invitation, token


def invitation_for(token: str, *, at: datetime.datetime) -> Invitation:
    """The open invitation that a link names. Raises InvitationNotUsable."""
    invitation = Invitation.objects.select_related("organisation").filter(token_hash=_hash(token)).first()
    if invitation is None or invitation.accepted_at or invitation.expires_at < at:
        raise InvitationNotUsable("This invitation has been used or has expired. Ask for a new one.")
    return invitation


@transaction.atomic
def accept_invitation(*, token: str, person: User, at: datetime.datetime) -> Membership:
    """Join through a link. The signed-in person's address must be the invited one. Raises InvitationNotUsable."""
    invitation = invitation_for(token, at=at)
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if locked.accepted_at:
        raise InvitationNotUsable("This invitation has been used.")
    if person.email != locked.email:
        raise InvitationNotUsable(f"This invitation is for {locked.email}. Sign in with that address.")
    locked.accepted_at, locked.accepted_by = at, person
    locked.save(update_fields=["accepted_at", "accepted_by", "updated_at"])
    return add_member(person=person, organisation=locked.organisation, role=locked.role, by=person, at=at)


def erase_from_people(person: User) -> None:
    """This room's eraser: the account stays as a pseudonym that nobody can sign in to."""
    erase_fields(Interest.objects.filter(person=person))
    erase_fields(Interest.objects.filter(about=person))
    Invitation.objects.filter(email=person.email).update(email=f"erased-{person.key}@erased.invalid", name=PSEUDONYM)
    person.name = PSEUDONYM
    person.email = f"erased-{person.key}@erased.invalid"
    person.professional_registration = ""
    person.last_login = None
    person.is_active = False
    person.set_unusable_password()
    person.save()
    person.emailaddress_set.all().delete()
    person.authenticator_set.all().delete()
