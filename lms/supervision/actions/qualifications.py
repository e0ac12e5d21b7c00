"""Recording what qualifies a person to supervise or mentor, and until when."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from lms.audit import actions as audit
from lms.core.errors import NotYours, Refused
from lms.people.models import User
from lms.supervision import queries, rules
from lms.supervision.models import SupervisorQualification


class NotYoursToRecord(NotYours):
    """The person is oneself, or supervises in no organisation that one manages."""


class QualificationNotValid(Refused):
    """Something is missing or at odds, or it has ended already."""


@dataclass(frozen=True, kw_only=True)
class Qualification:
    """What a manager has seen the proof of. `kinds` are codes; `tier` is 1 to 4 or None, with its source."""

    title: str
    awarding_body: str
    kinds: tuple[str, ...]
    from_date: date
    to_date: date | None = None
    tier: int | None = None
    tier_source: str = ""
    credential: str = ""


@transaction.atomic
def record_qualification(*, person: User, held: Qualification, by: User, at: datetime) -> SupervisorQualification:
    """Record that one saw the proof. Raises NotYoursToRecord, QualificationNotValid."""
    _refuse_unless_managed(person, by)
    given = asdict(held)
    checked = ("kinds", "tier", "tier_source", "credential", "from_date", "to_date")
    problems = rules.qualification_problems(**{name: given[name] for name in checked})
    if problems:
        raise QualificationNotValid(problems[0].words, field=problems[0].field)
    row = SupervisorQualification.objects.create(**given | {"kinds": sorted(held.kinds)}, person=person, recorded_by=by)
    _record("supervision.qualification_recorded", row, by=by, at=at)
    return row


@transaction.atomic
def end_qualification(
    *, qualification: SupervisorQualification, to_date: date, by: User, at: datetime
) -> SupervisorQualification:
    """Give it its last day; longer than it was is a new one. Raises NotYoursToRecord, QualificationNotValid."""
    locked = SupervisorQualification.objects.select_for_update().get(pk=qualification.pk)
    _refuse_unless_managed(locked.person, by)
    if to_date < locked.from_date:
        raise QualificationNotValid(_("The last day cannot be before the first."), field="to_date")
    if locked.to_date and locked.to_date < max(to_date, localtime(at).date()):
        raise QualificationNotValid(_("It ends earlier already. Record a new one for a longer time."), field="to_date")
    locked.to_date = to_date
    locked.save(update_fields=["to_date", "updated_at"])
    _record("supervision.qualification_ended", locked, by=by, at=at)
    return locked


def _refuse_unless_managed(person: User, by: User) -> None:
    if not queries.supervisors_managed_by(by).contains(person):
        raise NotYoursToRecord(_("Only a manager of their provider records it, never oneself."))


def _record(kind: str, row: SupervisorQualification, *, by: User, at: datetime) -> None:
    facts = {
        "kinds": row.kinds,
        "tier": row.tier,
        "credential": row.credential,
        "from_date": row.from_date.isoformat(),
        "to_date": row.to_date.isoformat() if row.to_date else None,
    }
    audit.record(kind, by=by, at=at, target=row, subject=row.person, facts=facts)
