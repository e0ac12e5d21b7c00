"""Who supports whom, by agreement or by responsibility, and who may be named."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localtime

from lms.core import clock
from lms.people.enums import Role
from lms.people.models import Membership, Organisation, Responsibility, User
from lms.people.queries import holding, members, organisations_where
from lms.practice.rules import Problem
from lms.supervision import rules
from lms.supervision.enums import RESPONSIBILITIES, SupervisionKind
from lms.supervision.models import AgreementAcceptance, SupervisionAgreement, SupervisionSession
from lms.supervision.permissions import SUPPORTING_ROLES

# A responsibility given without an agreement stands for this kind. ICF mentor coaching is always agreed by name.
_KIND_OF = {
    responsibility: kind
    for kind, responsibility in RESPONSIBILITIES.items()
    if kind != SupervisionKind.ICF_MENTOR_COACHING
}
BOTH = 2


@dataclass(frozen=True)
class Support:
    """Somebody gives a coach one kind of support within an organisation: by agreement, or by responsibility alone."""

    supervisor: User
    coach: User
    kind: str
    organisation: Organisation
    agreement: SupervisionAgreement | None = field(default=None, compare=False)

    @property
    def is_accepted(self) -> bool:
        """Both sides have accepted the terms. An agreement read with the supports carries the number of acceptances."""
        return self.agreement is not None and self.agreement.accepted == BOTH

    @property
    def kind_words(self) -> str:
        return str(SupervisionKind(self.kind).label)

    @property
    def code(self) -> str:
        """How a form names it."""
        return f"{self.kind}.{self.supervisor.key}.{self.organisation.key}"


def organisations_managed_by(user: User) -> list[int]:
    """The organisations whose agreements somebody starts and ends."""
    return organisations_where(user, Role.MANAGER, Role.ADMIN)


def agreements_visible_to(user: User) -> QuerySet[SupervisionAgreement]:
    """One's own, on either side, and those of organisations whose people one manages."""
    managed = organisations_managed_by(user)
    return (
        SupervisionAgreement.objects.filter(Q(supervisor=user) | Q(coach=user) | Q(organisation_id__in=managed))
        .select_related("supervisor", "coach", "organisation")
        .annotate(accepted=Count("acceptances"))
    )


def acceptances_of(agreement: SupervisionAgreement) -> QuerySet[AgreementAcceptance]:
    """Who has accepted the terms, and when."""
    return agreement.acceptances.select_related("by").order_by("id")


def had_accepted_agreement(session: SupervisionSession) -> bool:
    """Whether both sides had accepted an agreement of this kind by the end of the day of a session."""
    day = localtime(session.started_at).date()
    by_then = Count("acceptances", filter=Q(acceptances__happened_at__lt=clock.end_of(day)))
    agreements = SupervisionAgreement.objects.filter(
        holding(day),
        coach=session.coach_id,
        supervisor=session.supervisor_id,
        organisation=session.organisation_id,
        kind=session.kind,
    )
    return agreements.annotate(accepted=by_then).filter(accepted=BOTH).exists()


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


def pairing_problems(supervisor: User, coach: User, kind: str, *, since: date) -> list[Problem]:
    """What stands against somebody giving a coach a kind of support from a day on (rules.pairing_problems)."""
    is_oneself = supervisor == coach
    other = None if is_oneself else _kind_at_odds(supervisor, coach, kind, Q(to_date=None) | Q(to_date__gte=since))
    return rules.pairing_problems(is_oneself=is_oneself, kind=kind, other_kind=other)


def was_line_manager(support: Support, *, on: date) -> bool:
    """Whether health-coaching supervision would come from the person who was the coach's line manager on a day."""
    if support.kind != SupervisionKind.HEALTH_COACHING:
        return False
    return bool(_kind_at_odds(support.supervisor, support.coach, support.kind, holding(on)))


def _kind_at_odds(supervisor: User, coach: User, kind: str, when: Q) -> str | None:
    """Line management for health-coaching supervision and the other way round, if they give it, in any organisation."""
    if kind not in rules.APART:
        return None
    [other] = [code for code in rules.APART if code != kind]
    rows = Responsibility.objects.filter(when, holder=supervisor, subject=coach, kind=RESPONSIBILITIES[other])
    return other if rows.exists() else None


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
    return members(organisation_ids, *SUPPORTING_ROLES)


def _supports(agreed: Q, responsible: Q) -> tuple[Support, ...]:
    agreements = SupervisionAgreement.objects.filter(agreed).select_related("supervisor", "coach", "organisation")
    found = [
        Support(row.supervisor, row.coach, row.kind, row.organisation, row)
        for row in agreements.annotate(accepted=Count("acceptances")).order_by("-from_date", "-id")
    ]
    covered = {(row.supervisor, row.coach, RESPONSIBILITIES[row.kind], row.organisation) for row in found}
    responsibilities = Responsibility.objects.filter(responsible, kind__in=_KIND_OF).select_related(
        "holder", "subject", "organisation"
    )
    found += [
        Support(row.holder, row.subject, _KIND_OF[row.kind], row.organisation)
        for row in responsibilities
        if (row.holder, row.subject, row.kind, row.organisation) not in covered
    ]
    return tuple(_in_order(found))


def _in_order(supports: Iterable[Support]) -> list[Support]:
    kinds = SupervisionKind.values
    # Of two agreements about the same support, the first is kept: the newer one.
    return sorted(
        dict.fromkeys(supports), key=lambda row: (kinds.index(row.kind), row.coach.name, row.supervisor.name, row.code)
    )
