"""What a standing depends on, in a few characters: what was worked out is kept while this stays the same."""

import datetime
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate
from django.utils.translation import get_language

from lms.accreditation.queries.standings import with_asked_at
from lms.accreditation.rules.values import Standing
from lms.audit.queries import values_about_each
from lms.core.rows import RowsBy
from lms.enrolment.models import Enrolment
from lms.quality.models import ProgrammeApproval

KEPT = datetime.timedelta(hours=1)


@dataclass(frozen=True)
class State:
    """`code` is another one after every change. `asked_at`: the open wish for a decision, read in the same moment."""

    code: str
    asked_at: datetime.datetime | None


def state_of_standing(enrolment: Enrolment, at: datetime.datetime) -> State:
    """One query instead of a dozen. Every act of a person's own road is in the log with them as its subject.

    Approvals are about no person and are counted beside; the day moves the windows; the words are in a language.
    """
    (row,) = _state_rows(enrolment.pk)
    code = f"{enrolment.key}:{localdate(at)}:{row.about}:{row.approvals}:{get_language()}"
    return State(code, row.asked_at)


def _with_state(rows: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    approvals = ProgrammeApproval.objects.filter(programme_version__cohorts=OuterRef("cohort"))
    counted = approvals.order_by().values("programme_version").annotate(number=Count("pk")).values("number")
    return with_asked_at(rows.only("pk")).annotate(
        about=values_about_each(OuterRef("trainee__key")), approvals=Coalesce(Subquery(counted), 0)
    )


_state_rows = RowsBy(Enrolment, "id", _with_state)


def keep_standing(found: Standing | None, state: State) -> None:
    """Remember what the page of a standing worked out in a state."""
    cache.set(f"standing:{state.code}", found, KEPT.total_seconds())


def kept_standing(enrolment: Enrolment, at: datetime.datetime) -> Standing | None:
    """The standing, if its page was read since anything about it changed: for the desk, which works out nothing."""
    return cache.get(f"standing:{state_of_standing(enrolment, at).code}")
