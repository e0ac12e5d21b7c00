"""A supervisor's coaches: when each was seen, what is due, how much practice there is to the supervision."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Max, Q, Sum
from django.utils.timezone import localtime

from lms.core import clock
from lms.people.models import User
from lms.practice.enums import EntryStatus
from lms.practice.models import PracticeEntry
from lms.supervision import rules
from lms.supervision.enums import DueState, SessionFormat, SessionStatus, SupervisionKind
from lms.supervision.models import AgreedAction, SupervisionSession
from lms.supervision.queries.agreed import overdue
from lms.supervision.queries.agreements import Support, supports_given_by
from lms.supervision.queries.sessions import not_replaced


@dataclass(frozen=True)
class Caseload:
    """One coach of a supervisor, for one kind of support within one organisation.

    `latest_at` is the latest session with this supervisor that was not declined. `minutes` are those confirmed with
    this supervisor in the last twelve months, `all_minutes` those of this kind with any, `practice_minutes` the
    practice confirmed in the same time; practice is set against health-coaching supervision only.
    """

    support: Support
    latest_at: datetime | None
    due_date: date | None
    state: DueState
    minutes: int = 0
    all_minutes: int = 0
    practice_minutes: int = 0
    open_actions: int = 0
    overdue_actions: int = 0

    @property
    def practice_per_hour(self) -> float | None:
        """Hours of practice to one hour of supervision; None without either."""
        return rules.practice_per_hour(self.practice_minutes, self.all_minutes)


def caseload_of(supervisor: User, *, on: date) -> tuple[Caseload, ...]:
    """Each coach and kind of a supervisor on a day, what is due first."""
    supports = supports_given_by(supervisor, on=on)
    sessions, practice = _sessions(supervisor, supports, on=on), _practice_minutes(supports, on=on)
    agreed = _actions(supervisor, on=on)
    rows = [
        _row(support, sessions.get(_place(support), {}) | agreed.get(_place(support), {}), practice, on=on)
        for support in supports
    ]
    return tuple(sorted(rows, key=lambda row: (row.due_date is None, row.due_date or on)))


def _row(support: Support, found: dict, practice: dict, *, on: date) -> Caseload:
    latest, agreement = found.get("latest"), support.agreement
    due = agreement and rules.due_date(
        latest=latest and localtime(latest).date(), start=agreement.from_date, every_weeks=agreement.every_weeks
    )
    is_set_against_practice = support.kind == SupervisionKind.HEALTH_COACHING
    return Caseload(
        support=support,
        latest_at=latest,
        due_date=due,
        state=rules.due_state(due, on=on),
        minutes=found.get("own", 0),
        all_minutes=found.get("whole", 0),
        practice_minutes=practice.get(_place(support)[:2], 0) if is_set_against_practice else 0,
        open_actions=found.get("open", 0),
        overdue_actions=found.get("overdue", 0),
    )


def _place(support: Support) -> tuple[int, int, str]:
    return support.coach.pk, support.organisation.pk, support.kind


def _sessions(supervisor: User, supports: tuple[Support, ...], *, on: date) -> dict[tuple[int, int, str], dict]:
    """The latest session and the minutes of each coach, organisation and kind."""
    own = Q(supervisor=supervisor)
    counted = Q(status=SessionStatus.CONFIRMED, started_at__gte=clock.start_of(on - rules.YEAR))
    rows = (
        not_replaced(SupervisionSession.objects.filter(_about(supports)))
        .exclude(status=SessionStatus.DECLINED)
        .exclude(format=SessionFormat.PEER)
        .values("coach", "organisation", "kind")
        .annotate(
            latest=Max("started_at", filter=own),
            own=Sum("minutes", filter=own & counted, default=0),
            whole=Sum("minutes", filter=counted, default=0),
        )
    )
    return {(row["coach"], row["organisation"], row["kind"]): row for row in rows}


def _actions(supervisor: User, *, on: date) -> dict[tuple[int, int, str], dict]:
    """How much each coach still has to do of what they agreed with this supervisor, and how much of it is overdue."""
    place = {"coach": F("session__coach"), "organisation": F("session__organisation"), "kind": F("session__kind")}
    rows = (
        AgreedAction.objects.filter(session__supervisor=supervisor, done_date=None)
        .values(**place)
        .annotate(open=Count("id"), overdue=Count("id", filter=overdue(on)))
    )
    return {(row["coach"], row["organisation"], row["kind"]): row for row in rows}


def _practice_minutes(supports: tuple[Support, ...], *, on: date) -> dict[tuple[int, int], int]:
    """The minutes of practice of each coach with each organisation that stand confirmed and began in the last year."""
    coached = tuple(support for support in supports if support.kind == SupervisionKind.HEALTH_COACHING)
    rows = (
        PracticeEntry.objects.filter(
            _about(coached), status=EntryStatus.CONFIRMED, started_at__gte=clock.start_of(on - rules.YEAR)
        )
        .exclude(superseded_by__status=EntryStatus.CONFIRMED)
        .values("coach", "organisation")
        .annotate(whole=Sum("minutes"))
    )
    return {(row["coach"], row["organisation"]): row["whole"] for row in rows}


def _about(supports: tuple[Support, ...]) -> Q:
    return Q(
        coach__in={support.coach.pk for support in supports},
        organisation__in={support.organisation.pk for support in supports},
    )
