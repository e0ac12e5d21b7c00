"""Reading supervision: who supports whom, who reads which session, what is confirmed as of a day."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Max, Q, QuerySet, Sum

from lms.core import clock
from lms.people.enums import Role
from lms.people.models import Membership, Organisation, Responsibility, User
from lms.people.queries import holding, members, organisations_where
from lms.practice.rules import LONGEST_MINUTES, Span, first_overlap
from lms.supervision.enums import RESPONSIBILITIES, SessionStatus, SupervisionKind
from lms.supervision.models import SessionConfirmation, SupervisionAgreement, SupervisionSession

# A responsibility given without an agreement stands for this kind. ICF mentor coaching is always agreed by name.
_KIND_OF = {
    responsibility: kind
    for kind, responsibility in RESPONSIBILITIES.items()
    if kind != SupervisionKind.ICF_MENTOR_COACHING
}


@dataclass(frozen=True)
class Support:
    """Somebody gives a coach one kind of support within an organisation, by agreement or by responsibility."""

    supervisor: User
    coach: User
    kind: str
    organisation: Organisation

    @property
    def kind_words(self) -> str:
        return str(SupervisionKind(self.kind).label)

    @property
    def code(self) -> str:
        """How a form names it."""
        return f"{self.kind}.{self.supervisor.key}.{self.organisation.key}"


@dataclass(frozen=True)
class Caseload:
    """One coach of a supervisor, for one kind: the latest confirmed session and all confirmed minutes."""

    support: Support
    latest_at: datetime | None
    minutes: int


@dataclass(frozen=True)
class SessionFact:
    """That a session took place: all that a manager sees of it."""

    coach_name: str
    supervisor_name: str
    kind: str
    started_at: datetime
    minutes: int
    status: str

    @property
    def kind_words(self) -> str:
        return str(SupervisionKind(self.kind).label)

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
    """Recorded sessions that wait for this supervisor."""
    return sessions_given_by(user).filter(status=SessionStatus.RECORDED)


def session_facts_visible_to(user: User) -> QuerySet[dict]:
    """The values of a SessionFact for each session of organisations that one manages, without replaced ones."""
    managed = organisations_where(user, Role.MANAGER)
    return _not_replaced(SupervisionSession.objects.filter(organisation_id__in=managed)).values(
        "kind", "started_at", "minutes", "status", coach_name=F("coach__name"), supervisor_name=F("supervisor__name")
    )


def confirmed_sessions(person: User, kind: str, from_date: date, until: date) -> QuerySet[SupervisionSession]:
    """A coach's sessions of one kind from a day until another, as they stood confirmed at the end of the last day.

    Asked for the same days, the answer is the same for ever.
    """
    end = clock.end_of(until)
    return SupervisionSession.objects.filter(
        coach=person,
        kind=kind,
        status=SessionStatus.CONFIRMED,
        started_at__gte=clock.start_of(from_date),
        confirmed_at__lt=end,
    ).exclude(superseded_by__status=SessionStatus.CONFIRMED, superseded_by__confirmed_at__lt=end)


def totals_of(coach: User) -> tuple[KindTotal, ...]:
    """A coach's confirmed time and waiting sessions, kind by kind, for the kinds they have any of."""
    confirmed, waiting = Q(status=SessionStatus.CONFIRMED), Q(status=SessionStatus.RECORDED)
    rows = (
        _not_replaced(SupervisionSession.objects.filter(coach=coach))
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
    near = _not_replaced(
        SupervisionSession.objects.filter(
            coach=coach,
            started_at__gt=span.started_at - timedelta(minutes=LONGEST_MINUTES),
            started_at__lt=span.ended_at,
        )
    ).exclude(pk__in=[key for key in (besides.pk, besides.supersedes_id) if key])
    by_span = {Span(session.started_at, session.minutes): session for session in near.order_by("started_at")}
    return by_span.get(first_overlap(span, by_span))


def organisations_managed_by(user: User) -> list[int]:
    """The organisations whose agreements somebody starts and ends."""
    return organisations_where(user, Role.MANAGER, Role.ADMIN)


def agreements_visible_to(user: User) -> QuerySet[SupervisionAgreement]:
    """One's own, on either side, and those of organisations whose people one manages."""
    managed = organisations_managed_by(user)
    return SupervisionAgreement.objects.filter(
        Q(supervisor=user) | Q(coach=user) | Q(organisation_id__in=managed)
    ).select_related("supervisor", "coach", "organisation")


def supports_of(coach: User, *, on: date) -> tuple[Support, ...]:
    """Who supports a coach on a day, each kind apart."""
    return _supports(Q(coach=coach) & holding(on), Q(subject=coach) & holding(on))


def supports_ever_of(coach: User, *, until: date) -> tuple[Support, ...]:
    """Who has supported a coach up to a day, ended or not: a session of last month may be recorded today."""
    started = Q(from_date__lte=until)
    return _supports(Q(coach=coach) & started, Q(subject=coach) & started)


def supports_given_by(supervisor: User, *, on: date) -> tuple[Support, ...]:
    """Whom a supervisor supports on a day, each kind apart."""
    return _supports(Q(supervisor=supervisor) & holding(on), Q(holder=supervisor) & holding(on))


def caseload_of(supervisor: User, *, on: date) -> tuple[Caseload, ...]:
    """Each coach and kind of a supervisor on a day, with the latest confirmed session of that kind."""
    rows = (
        _not_replaced(sessions_given_by(supervisor).filter(status=SessionStatus.CONFIRMED))
        .values("coach", "kind")
        .annotate(latest=Max("started_at"), whole=Sum("minutes"))
    )
    found = {(row["coach"], row["kind"]): (row["latest"], row["whole"]) for row in rows}
    return tuple(
        Caseload(support, *found.get((support.coach.pk, support.kind), (None, 0)))
        for support in supports_given_by(supervisor, on=on)
    )


def trainees_managed_by(user: User) -> QuerySet[Membership]:
    """The trainees for whom a manager may make agreements, each with the organisation it would be in."""
    managed = organisations_managed_by(user)
    return (
        Membership.objects.filter(holding(clock.today()), organisation_id__in=managed, role=Role.TRAINEE)
        .select_related("person", "organisation")
        .order_by("person__name", "organisation__name")
    )


def possible_supervisors(user: User) -> QuerySet[User]:
    """The people whom a manager may name as supervisor, mentor or line manager."""
    return supervisors_in(organisations_managed_by(user))


def supervisors_in(organisation_ids: Collection[int]) -> QuerySet[User]:
    """The people who can support a coach in one of the organisations, by their role there."""
    return members(organisation_ids, Role.SUPERVISOR, Role.MENTOR, Role.EMPLOYER)


def _not_replaced(sessions: QuerySet[SupervisionSession]) -> QuerySet[SupervisionSession]:
    return sessions.exclude(superseded_by__status=SessionStatus.CONFIRMED)


def _supports(agreed: Q, responsible: Q) -> tuple[Support, ...]:
    agreements = SupervisionAgreement.objects.filter(agreed).select_related("supervisor", "coach", "organisation")
    found = [Support(row.supervisor, row.coach, row.kind, row.organisation) for row in agreements]
    covered = {(row.supervisor, row.coach, RESPONSIBILITIES[row.kind], row.organisation) for row in found}
    rows = Responsibility.objects.filter(responsible, kind__in=_KIND_OF)
    responsibilities = rows.select_related("holder", "subject", "organisation")
    found += [
        Support(row.holder, row.subject, _KIND_OF[row.kind], row.organisation)
        for row in responsibilities
        if (row.holder, row.subject, row.kind, row.organisation) not in covered
    ]
    return tuple(_in_order(found))


def _in_order(supports: Iterable[Support]) -> list[Support]:
    kinds = SupervisionKind.values
    return sorted(set(supports), key=lambda row: (kinds.index(row.kind), row.coach.name, row.supervisor.name, row.code))
