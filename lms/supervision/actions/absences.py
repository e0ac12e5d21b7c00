"""When a supervisor is away."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lms.audit import actions as audit
from lms.core.errors import NotYours, Refused
from lms.people.models import User
from lms.supervision import queries
from lms.supervision.models import SupervisorAbsence


class AbsenceNotValid(Refused):
    """It ends before it starts, or another absence of the person covers some of its days."""


@transaction.atomic
def record_absence(*, person: User, from_date: date, to_date: date | None, by: User, at: datetime) -> SupervisorAbsence:
    """Say from when to when somebody is away; with None until further notice. Raises NotYours, AbsenceNotValid."""
    _refuse_unless_visible(person, by)
    # Two absences of one person written at once could each miss the other.
    User.objects.select_for_update().get(pk=person.pk)
    row = SupervisorAbsence(person=person, from_date=from_date, to_date=to_date, recorded_by=by)
    _check(row)
    row.save()
    _record("supervision.absence_recorded", row, by=by, at=at)
    return row


@transaction.atomic
def end_absence(*, absence: SupervisorAbsence, to_date: date, by: User, at: datetime) -> SupervisorAbsence:
    """Give an absence its last day, earlier or later than it was. Raises NotYours, AbsenceNotValid."""
    locked = SupervisorAbsence.objects.select_for_update().get(pk=absence.pk)
    _refuse_unless_visible(locked.person, by)
    locked.to_date = to_date
    _check(locked)
    locked.save(update_fields=["to_date", "updated_at"])
    _record("supervision.absence_ended", locked, by=by, at=at)
    return locked


def _refuse_unless_visible(person: User, by: User) -> None:
    if not queries.supervisors_visible_to(by).contains(person):
        raise NotYours(_("Only the person and the managers of their provider can do this."))


def _check(row: SupervisorAbsence) -> None:
    if row.to_date and row.to_date < row.from_date:
        raise AbsenceNotValid(_("The last day cannot be before the first."), field="to_date")
    if queries.overlapping_absences(row).exists():
        raise AbsenceNotValid(_("Another absence covers some of these days. End that one first."), field="from_date")


def _record(kind: str, row: SupervisorAbsence, *, by: User, at: datetime) -> None:
    facts = {"from_date": row.from_date.isoformat(), "to_date": row.to_date.isoformat() if row.to_date else None}
    audit.record(kind, by=by, at=at, target=row, subject=row.person, facts=facts)
