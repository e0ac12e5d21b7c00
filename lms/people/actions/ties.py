"""Memberships, responsibilities and interests: what ties people to organisations and to each other."""

import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from lms.audit import actions as audit
from lms.core.errors import Refused
from lms.people import queries
from lms.people.actions.editing import EDITING_ROLES, settle_editing
from lms.people.enums import Role
from lms.people.models import Interest, Membership, Organisation, Responsibility, User


class AlreadyMember(Refused):
    """The person holds this role in this organisation already."""


class NotToBeEnded(Refused):
    """The tie has ended already, would end before it began, or nobody would be left to manage the organisation."""


class NotToBeChosen(Refused):
    """The giver does not manage the organisation, or one of the two has no place in it."""


class AlreadyResponsible(Refused):
    """The responsibility exists already, or would be for oneself."""


@transaction.atomic
def add_member(
    *, person: User, organisation: Organisation, role: str, by: User | None, at: datetime.datetime, from_date=None
) -> Membership:
    """Give a person a role in an organisation from a day on (today unless given). Raises AlreadyMember."""
    try:
        with transaction.atomic():
            membership = Membership.objects.create(
                person=person, organisation=organisation, role=role, from_date=from_date or localdate(at)
            )
    except IntegrityError as error:
        raise AlreadyMember(
            _("%(name)s already has this role at %(organisation)s.")
            % {"name": person.name, "organisation": organisation.name}
        ) from error
    audit.record(
        "people.member_added",
        by=by,
        at=at,
        target=membership,
        subject=person,
        organisation=organisation,
        facts={"role": role},
    )
    if role in EDITING_ROLES:
        settle_editing(person=person, on=localdate(at))
    return membership


@transaction.atomic
def end_membership(*, membership: Membership, by: User, at: datetime.datetime, to_date: datetime.date) -> Membership:
    """Name the last day of a membership. Earlier records stay visible to those who wrote them.

    Where it is the person's only role there, what they are responsible for, and who is for them, ends on the same day.
    Raises NotToBeEnded.
    """
    locked = Membership.objects.select_for_update(of=("self",)).select_related("person", "organisation")
    membership = locked.get(pk=membership.pk)
    _check_end(membership, to_date, at=at)
    _check_may_end(membership, by)
    _check_somebody_manages_after(membership, to_date)
    _end(membership, to_date)
    audit.record(
        "people.membership_ended",
        by=by,
        at=at,
        target=membership,
        subject=membership.person,
        organisation=membership.organisation,
        facts={"role": membership.role, "to_date": to_date.isoformat()},
    )
    for responsibility in _left_without_a_role(membership, to_date):
        end_responsibility(responsibility=responsibility, by=by, at=at, to_date=max(to_date, responsibility.from_date))
    if membership.role in EDITING_ROLES:
        settle_editing(person=membership.person, on=localdate(at))
    return membership


def _check_end(tie: Membership | Responsibility, to_date: datetime.date, *, at: datetime.datetime) -> None:
    if tie.to_date and tie.to_date < localdate(at):
        raise NotToBeEnded(_("This ended already."), field="to_date")
    if to_date < tie.from_date:
        raise NotToBeEnded(
            _("This began on %(day)s: it cannot end before.") % {"day": date_format(tie.from_date)}, field="to_date"
        )


def _end(tie: Membership | Responsibility, to_date: datetime.date) -> None:
    tie.to_date = to_date
    tie.save(update_fields=["to_date", "updated_at"])


def _check_may_end(membership: Membership, by: User) -> None:
    """Who may give a role may end it, and everybody may leave."""
    if by != membership.person and membership.role not in queries.roles_to_give(by, membership.organisation):
        raise NotToBeEnded(_("Only somebody who may give this role can end it."))


def _check_somebody_manages_after(membership: Membership, to_date: datetime.date) -> None:
    """Somebody goes on managing; and an administrator is followed by one, since nobody else can give that role."""
    if membership.role not in queries.MANAGING_ROLES:
        return
    needed = (Role.ADMIN,) if membership.role == Role.ADMIN else queries.MANAGING_ROLES
    others = Membership.objects.filter(organisation=membership.organisation, role__in=needed)
    day_after = to_date + datetime.timedelta(days=1)
    if not others.exclude(pk=membership.pk).filter(queries.holding(day_after)).exists():
        raise NotToBeEnded(_("Nobody else has this role here. Give it to somebody first."))


def _left_without_a_role(membership: Membership, to_date: datetime.date) -> list[Responsibility]:
    """The responsibilities in the organisation that lose their ground when this membership ends."""
    day_after = to_date + datetime.timedelta(days=1)
    here = Membership.objects.filter(person=membership.person, organisation=membership.organisation)
    if here.filter(queries.holding(day_after)).exists():
        return []
    rows = Responsibility.objects.filter(queries.holding(day_after), organisation=membership.organisation)
    return list(rows.filter(Q(holder=membership.person) | Q(subject=membership.person)))


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
    """Make `holder` supervisor, verifier … of `subject`. Raises NotToBeChosen, AlreadyResponsible.

    `by` is None for what the installation sets up itself, where nobody chooses.
    """
    if holder == subject:
        raise AlreadyResponsible(_("Nobody can have this responsibility for themselves."), field="holder")
    if by:
        _check_choice(holder, subject, organisation, by)
    try:
        with transaction.atomic():
            row = Responsibility.objects.create(
                holder=holder,
                subject=subject,
                kind=kind,
                organisation=organisation,
                from_date=from_date or localdate(at),
            )
    except IntegrityError as error:
        raise AlreadyResponsible(
            _("%(name)s has this responsibility already.") % {"name": holder.name}, field="holder"
        ) from error
    _record_responsibility("people.responsibility_given", row, by=by, at=at)
    return row


def _check_choice(holder: User, subject: User, organisation: Organisation, by: User) -> None:
    if holder == by:
        raise NotToBeChosen(_("Nobody gives themselves a responsibility. Ask another manager."), field="holder")
    if not queries.organisations_shared_with(by, subject).contains(organisation):
        words = _("You do not manage %(organisation)s, or %(name)s has no role there.")
        raise NotToBeChosen(words % {"organisation": organisation.name, "name": subject.name}, field="organisation")
    if not queries.may_look_after(subject, [organisation.pk]).contains(holder):
        words = _("%(name)s cannot be given this at %(organisation)s: give them a role there first.")
        raise NotToBeChosen(words % {"name": holder.name, "organisation": organisation.name}, field="holder")


@transaction.atomic
def end_responsibility(
    *, responsibility: Responsibility, by: User, at: datetime.datetime, to_date: datetime.date
) -> Responsibility:
    """Name the last day of a responsibility. Raises NotToBeEnded."""
    locked = Responsibility.objects.select_for_update(of=("self",)).select_related("holder", "subject", "organisation")
    row = locked.get(pk=responsibility.pk)
    _check_end(row, to_date, at=at)
    _end(row, to_date)
    _record_responsibility("people.responsibility_ended", row, by=by, at=at, to_date=to_date.isoformat())
    return row


def _record_responsibility(event: str, row: Responsibility, *, by: User | None, at: datetime.datetime, **facts) -> None:
    audit.record(
        event,
        by=by,
        at=at,
        target=row,
        subject=row.subject,
        organisation=row.organisation,
        facts={"kind": row.kind, **facts},
        personal={"holder": str(row.holder.key)},
    )


@transaction.atomic
def declare_interest(
    *, person: User, about: User, kind: str, by: User, at: datetime.datetime, note: str = ""
) -> Interest:
    """Record a tie that blocks assessing, whoever of the two declares it."""
    return _write_interest(person=person, about=about, kind=kind, note=note, is_over=False, by=by, at=at)


@transaction.atomic
def end_interest(*, interest: Interest, by: User, at: datetime.datetime) -> Interest:
    """Record that a declared tie is over, by a new row."""
    return _write_interest(
        person=interest.person, about=interest.about, kind=interest.kind, note="", is_over=True, by=by, at=at
    )


def _write_interest(*, about: User, kind: str, is_over: bool, by: User, at: datetime.datetime, **more) -> Interest:
    row = Interest.objects.create(about=about, kind=kind, is_over=is_over, happened_at=at, **more)
    audit.record(
        "people.interest_declared", by=by, at=at, target=row, subject=about, facts={"kind": kind, "is_over": is_over}
    )
    return row
