"""Who reads which session, what waits for whom, what is confirmed as of a day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Q, QuerySet, Sum

from lms.core import clock
from lms.people.enums import Role
from lms.people.models import User
from lms.people.queries import organisations_where
from lms.practice.rules import LONGEST_MINUTES, Span, first_overlap
from lms.supervision.enums import SessionFormat, SessionStatus, SupervisionKind
from lms.supervision.models import SessionConfirmation, SupervisionSession


@dataclass(frozen=True)
class SessionFact:
    """That a session took place: all that a manager sees of it."""

    coach_name: str
    supervisor_name: str
    kind: str
    started_at: datetime
    minutes: int
    status: str
    format: str = SessionFormat.INDIVIDUAL

    @property
    def kind_words(self) -> str:
        return str(SupervisionKind(self.kind).label)

    @property
    def is_own_word(self) -> bool:
        """A peer group that nobody confirms."""
        return self.format == SessionFormat.PEER and self.status == SessionStatus.RECORDED

    @property
    def status_words(self) -> str:
        return str(SessionStatus(self.status).label)


@dataclass(frozen=True)
class KindTotal:
    """The sessions of one kind; kinds are never added up."""

    kind: str
    confirmed: int
    confirmed_minutes: int
    waiting: int

    @property
    def kind_words(self) -> str:
        return str(SupervisionKind(self.kind).label)


def sessions_visible_to(user: User) -> QuerySet[SupervisionSession]:
    """What was talked about is read by the coach and the supervisor alone."""
    return SupervisionSession.objects.filter(Q(coach=user) | Q(supervisor=user))


def sessions_in_full(user: User) -> QuerySet[SupervisionSession]:
    """What a person may see, with everything that a session's page shows."""
    return sessions_visible_to(user).select_related(
        "coach", "supervisor", "organisation", "superseded_by", "supersedes__supervisor"
    )


def sessions_of(coach: User) -> QuerySet[SupervisionSession]:
    """A coach's own sessions, with what their list shows."""
    return sessions_visible_to(coach).filter(coach=coach).select_related("supervisor", "superseded_by")


def latest_session_of(coach: User) -> SupervisionSession | None:
    """The coach's latest session: what the next one is most likely to resemble."""
    rows = SupervisionSession.objects.filter(coach=coach).select_related("coach", "supervisor", "organisation")
    return rows.order_by("-started_at", "-id").first()


def sessions_given_by(supervisor: User) -> QuerySet[SupervisionSession]:
    """The sessions that a supervisor gave, with what their list shows."""
    return sessions_visible_to(supervisor).filter(supervisor=supervisor).select_related("coach", "superseded_by")


def sessions_to_confirm(user: User) -> QuerySet[SupervisionSession]:
    """Recorded sessions that wait for this supervisor; those of peer groups wait for nobody."""
    return sessions_given_by(user).filter(status=SessionStatus.RECORDED).exclude(format=SessionFormat.PEER)


def session_facts_visible_to(user: User) -> QuerySet[dict]:
    """The values of a SessionFact for each session of organisations that one manages, without replaced ones."""
    managed = organisations_where(user, Role.MANAGER)
    return not_replaced(SupervisionSession.objects.filter(organisation_id__in=managed)).values(
        "kind",
        "started_at",
        "minutes",
        "status",
        "format",
        coach_name=F("coach__name"),
        supervisor_name=F("supervisor__name"),
    )


def confirmed_until(day: date) -> QuerySet[SupervisionSession]:
    """Everybody's sessions as they stood confirmed at the end of a day. Asked for it again, the answer is the same."""
    end = clock.end_of(day)
    return SupervisionSession.objects.filter(status=SessionStatus.CONFIRMED, confirmed_at__lt=end).exclude(
        superseded_by__status=SessionStatus.CONFIRMED, superseded_by__confirmed_at__lt=end
    )


def confirmed_sessions(person: User, kind: str, from_date: date, until: date) -> QuerySet[SupervisionSession]:
    """A coach's sessions of one kind from a day until another, as they stood confirmed at the end of the last day."""
    return confirmed_until(until).filter(coach=person, kind=kind, started_at__gte=clock.start_of(from_date))


def totals_of(coach: User) -> tuple[KindTotal, ...]:
    """A coach's confirmed time and waiting sessions, kind by kind, for the kinds they have any of."""
    confirmed = Q(status=SessionStatus.CONFIRMED)
    waiting = Q(status=SessionStatus.RECORDED) & ~Q(format=SessionFormat.PEER)
    rows = (
        not_replaced(SupervisionSession.objects.filter(coach=coach))
        .values("kind")
        .annotate(
            confirmed=Count("id", filter=confirmed),
            confirmed_minutes=Sum("minutes", filter=confirmed, default=0),
            waiting=Count("id", filter=waiting),
        )
    )
    found = {row["kind"]: KindTotal(**row) for row in rows}
    return tuple(found[kind] for kind in SupervisionKind.values if kind in found)


def confirmations_of(session: SupervisionSession) -> QuerySet[SessionConfirmation]:
    """What the supervisor said to a session, oldest first."""
    return session.confirmations.select_related("by").order_by("id")


def overlapping_session(coach: User, span: Span, *, besides: SupervisionSession) -> SupervisionSession | None:
    """Another supervision session of the coach at the same time; what `besides` corrects does not count."""
    near = not_replaced(
        SupervisionSession.objects.filter(
            coach=coach,
            started_at__gt=span.started_at - timedelta(minutes=LONGEST_MINUTES),
            started_at__lt=span.ended_at,
        )
    ).exclude(pk__in=[key for key in (besides.pk, besides.supersedes_id) if key])
    by_span = {Span(session.started_at, session.minutes): session for session in near.order_by("started_at")}
    return by_span.get(first_overlap(span, by_span))


def not_replaced(sessions: QuerySet[SupervisionSession]) -> QuerySet[SupervisionSession]:
    """Without those that a confirmed correction has replaced."""
    return sessions.exclude(superseded_by__status=SessionStatus.CONFIRMED)
