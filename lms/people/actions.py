"""Writing people: accounts, memberships, responsibilities, interests, invitations, erasure."""

import datetime
import hashlib
from functools import partial

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from lms.audit import actions as audit
from lms.core import clock
from lms.core.errors import Refused
from lms.core.privacy import PSEUDONYM, erase_fields
from lms.people import tasks
from lms.people.models import Interest, Invitation, Membership, Organisation, Remit, Responsibility, User

INVITATION_LIFE = datetime.timedelta(days=14)


class AlreadyMember(Refused):
    """The person holds this role in this organisation already."""


class AlreadyResponsible(Refused):
    """The responsibility exists already, or would be for oneself."""


class InvitationNotUsable(Refused):
    """The invitation was used, has expired or does not exist."""


class AlreadyInvited(Refused):
    """An open invitation to the same address and role exists."""


class OrganisationExists(Refused):
    """The name or short name is taken."""


class InRemit(Refused):
    """The overseer looks after this organisation already, or it would be itself."""


class AddressTaken(Refused):
    """Somebody has an account with this address already."""


@transaction.atomic
def open_account(*, email: str, name: str, by: User | None, at: datetime.datetime) -> User:
    """An account for somebody else, without a password: they set one through a link sent to the address.

    The address counts as verified, because that link is the only way in. Raises AddressTaken.
    """
    try:
        with transaction.atomic():
            person = User.objects.create_user(email=email, name=name)
    except IntegrityError as error:
        raise AddressTaken(_("Somebody has an account with %(email)s already.") % {"email": email}) from error
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    audit.record("people.account_opened", by=by, at=at, target=person, subject=person)
    return person


@transaction.atomic
def add_organisation(*, name: str, slug: str, kind: str, by: User | None, at: datetime.datetime) -> Organisation:
    """A training provider, employer, commissioner or accrediting body. Raises OrganisationExists."""
    try:
        with transaction.atomic():
            organisation = Organisation.objects.create(name=name, slug=slug, kind=kind)
    except IntegrityError as error:
        raise OrganisationExists(_("There is an organisation called %(name)s already.") % {"name": name}) from error
    audit.record("people.organisation_added", by=by, at=at, target=organisation, facts={"kind": kind})
    return organisation


@transaction.atomic
def give_remit(
    *,
    overseer: Organisation,
    organisation: Organisation,
    by: User | None,
    at: datetime.datetime,
    from_date: datetime.date | None = None,
) -> Remit:
    """Put an organisation in the remit of a commissioner or body from a day on (today unless given). Raises InRemit."""
    try:
        with transaction.atomic():
            remit = Remit.objects.create(
                overseer=overseer, organisation=organisation, from_date=from_date or clock.today()
            )
    except IntegrityError as error:
        raise InRemit(_("%(name)s is in this remit already.") % {"name": organisation.name}) from error
    audit.record(
        "people.remit_given",
        by=by,
        at=at,
        target=remit,
        organisation=organisation,
        facts={"overseer": str(overseer.key)},
    )
    return remit


def password_path(person: User) -> str:
    """Where somebody sets a first password. Good for PASSWORD_RESET_TIMEOUT; then the page offers a new link."""
    key = default_token_generator.make_token(person)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(person), "key": key})


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
def end_responsibility(
    *, responsibility: Responsibility, by: User, at: datetime.datetime, to_date: datetime.date
) -> Responsibility:
    """The last day of a responsibility. What was recorded under it stays."""
    responsibility.to_date = to_date
    responsibility.save(update_fields=["to_date", "updated_at"])
    audit.record(
        "people.responsibility_ended",
        by=by,
        at=at,
        target=responsibility,
        subject=responsibility.subject,
        organisation=responsibility.organisation,
        facts={"kind": responsibility.kind, "to_date": to_date.isoformat()},
    )
    return responsibility


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


def token_of(invitation: Invitation) -> str:
    """The secret of an invitation's link. Whoever has only the table cannot make it: it needs the installation's secret."""
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
    """Ask somebody to join in a role, by e-mail. Raises AlreadyInvited, AlreadyMember."""
    email = email.strip().lower()
    if Membership.objects.filter(person__email=email, organisation=organisation, role=role, to_date=None).exists():
        raise AlreadyMember(_("%(email)s already has this role.") % {"email": email}, field="email")
    same = Invitation.objects.filter(email=email, organisation=organisation, role=role, accepted_at=None)
    same.filter(expires_at__lt=at).delete()
    if same.exists():
        raise AlreadyInvited(
            _("%(email)s has an open invitation to this role. You can send it again from the list.") % {"email": email},
            field="email",
        )
    invitation = Invitation(email=email, name=name, organisation=organisation, role=role, invited_by=by)
    _send(invitation, at=at)
    audit.record("people.invited", by=by, at=at, target=invitation, organisation=organisation, facts={"role": role})
    return invitation


def _open_and_locked(invitation: Invitation) -> Invitation:
    """The row as it is now, held until the end of the transaction. Raises InvitationNotUsable."""
    locked = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("organisation")
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
    """Write the e-mail of an invitation. Nothing is sent when it was accepted or withdrawn before the worker came to it."""
    invitation = Invitation.objects.select_related("organisation", "invited_by").filter(pk=invitation_id).first()
    if invitation is None or invitation.accepted_at:
        return
    link = settings.PUBLIC_URL + reverse("people:join", args=[token_of(invitation)])
    send_mail(
        subject=_("Join %(organisation)s on %(site)s")
        % {"organisation": invitation.organisation.name, "site": settings.SITE_NAME},
        message=render_to_string(
            "people/mail/invitation.txt", {"invitation": invitation, "link": link, "SITE_NAME": settings.SITE_NAME}
        ),
        from_email=None,
        recipient_list=[invitation.email],
    )


def invitation_for(token: str, *, at: datetime.datetime) -> Invitation:
    """The open invitation that a link names. Raises InvitationNotUsable."""
    invitation = Invitation.objects.select_related("organisation").filter(token_hash=_hash(token)).first()
    if invitation is None or invitation.accepted_at or invitation.expires_at < at:
        raise InvitationNotUsable(_("This invitation was used or withdrawn, or has expired. Ask for a new one."))
    return invitation


@transaction.atomic
def accept_invitation(*, token: str, person: User, at: datetime.datetime) -> Membership:
    """Join through a link. The signed-in person's address must be the invited one. Raises InvitationNotUsable, AlreadyMember."""
    invitation = _open_and_locked(invitation_for(token, at=at))
    if person.email != invitation.email:
        raise InvitationNotUsable(
            _("This invitation is for %(email)s. Sign in with that address.") % {"email": invitation.email}
        )
    invitation.accepted_at, invitation.accepted_by = at, person
    invitation.save(update_fields=["accepted_at", "accepted_by", "updated_at"])
    return add_member(person=person, organisation=invitation.organisation, role=invitation.role, by=person, at=at)


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
