"""Recording what qualifies a person to assess, and until when."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.signoff import queries
from assessments.signoff.models import AssessorQualification
from lms.audit import actions as audit
from lms.core.errors import NotYours, Refused
from lms.people.models import User


class NotYoursToGrant(NotYours):
    """The person is oneself, or no assessor of an organisation where one assures quality or manages."""


class AlreadyHeld(Refused):
    """The same qualification is recorded and still open."""


class DatesOutOfOrder(Refused):
    """The last day lies before the first."""


class QualificationOver(Refused):
    """The last day of the qualification has passed, or lies before the one that is given now."""


@transaction.atomic
def grant_qualification(
    *, person: User, code: str, title: str, from_date: date, to_date: date | None = None, by: User, at: datetime
) -> AssessorQualification:
    """Record that somebody saw the proof of a qualification. Raises NotYoursToGrant, DatesOutOfOrder, AlreadyHeld."""
    _refuse_unless_overseen(person, by)
    _refuse_out_of_order(from_date, to_date)
    try:
        with transaction.atomic():
            row = AssessorQualification.objects.create(
                person=person, code=code, title=title, from_date=from_date, to_date=to_date, checked_by=by
            )
    except IntegrityError as error:
        raise AlreadyHeld(_("This qualification is recorded already and still current."), field="code") from error
    _audit("signoff.qualification_granted", row, by=by, at=at)
    return row


@transaction.atomic
def end_qualification(
    *, qualification: AssessorQualification, to_date: date, by: User, at: datetime
) -> AssessorQualification:
    """Give a qualification its last day. Sign-offs made until then keep resting on it.

    Raises NotYoursToGrant, DatesOutOfOrder, QualificationOver: a longer one is a new qualification, with proof
    of its own.
    """
    locked = AssessorQualification.objects.select_for_update().get(pk=qualification.pk)
    _refuse_unless_overseen(locked.person, by)
    _refuse_out_of_order(locked.from_date, to_date)
    _refuse_later_end(locked, to_date, on=timezone.localdate(at))
    locked.to_date = to_date
    locked.save(update_fields=["to_date", "updated_at"])
    _audit("signoff.qualification_ended", locked, by=by, at=at)
    return locked


def _refuse_unless_overseen(person: User, by: User) -> None:
    if not queries.assessors_visible_to(by).filter(pk=person.pk).exists():
        raise NotYoursToGrant(_("Only a quality assurer or manager of their provider records it, never oneself."))


def _refuse_out_of_order(from_date: date, to_date: date | None) -> None:
    if to_date and to_date < from_date:
        raise DatesOutOfOrder(_("The last day cannot be before the first."), field="to_date")


def _refuse_later_end(row: AssessorQualification, to_date: date, *, on: date) -> None:
    if row.to_date and row.to_date < on:
        raise QualificationOver(_("This qualification has ended already. Record a new one instead."), field="to_date")
    if row.to_date and row.to_date < to_date:
        raise QualificationOver(_("It already ends earlier. Record a new one for a longer time."), field="to_date")


def _audit(kind: str, row: AssessorQualification, *, by: User, at: datetime) -> None:
    facts = {
        "code": row.code,
        "from_date": row.from_date.isoformat(),
        "to_date": row.to_date.isoformat() if row.to_date else None,
    }
    audit.record(kind, by=by, at=at, target=row, subject=row.person, facts=facts)
