"""Who supervises in one's organisations, and what qualifies them."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from lms.core import clock
from lms.people.models import User
from lms.people.queries import has_role, holding
from lms.supervision import rules
from lms.supervision.models import SupervisionAgreement, SupervisorAbsence, SupervisorQualification
from lms.supervision.permissions import SUPPORTING_ROLES
from lms.supervision.queries.agreements import Support, organisations_managed_by, supervisors_in


def supervisors_managed_by(user: User) -> QuerySet[User]:
    """The supervisors, mentors and line managers of the organisations that one manages; never oneself."""
    return supervisors_in(organisations_managed_by(user)).exclude(pk=user.pk)


def supervisors_visible_to(user: User) -> QuerySet[User]:
    """Those whom one manages, and oneself if one is one."""
    seen = Q(pk__in=supervisors_managed_by(user).values("pk"))
    return User.objects.filter(seen | Q(pk=user.pk) if has_role(user, *SUPPORTING_ROLES) else seen)


def with_qualifications(supervisors: QuerySet[User]) -> QuerySet[User]:
    """Adds whether each holds a qualification today, which (`held_today`), and `absences_ahead`."""
    current = SupervisorQualification.objects.filter(holding(clock.today()))
    return supervisors.annotate(is_qualified=Exists(current.filter(person=OuterRef("pk")))).prefetch_related(
        Prefetch("supervisor_absences", queryset=_absences_from(clock.today()), to_attr="absences_ahead"),
        Prefetch("supervisor_qualifications", queryset=current.order_by("from_date", "id"), to_attr="held_today"),
    )


def qualifications_of(person: User) -> QuerySet[SupervisorQualification]:
    """All that were ever recorded of a supervisor, newest first."""
    return person.supervisor_qualifications.select_related("recorded_by").order_by("-from_date", "-id")


def qualifications_visible_to(user: User) -> QuerySet[SupervisorQualification]:
    """Those of the supervisors that one sees."""
    return SupervisorQualification.objects.filter(person__in=supervisors_visible_to(user)).select_related("person")


def qualifications_for(person: User, kind: str, *, on: date) -> list[SupervisorQualification]:
    """What qualifies a supervisor for one kind of support on a day."""
    return [row for row in qualifications_of(person).filter(holding(on)) if kind in row.kinds]


def standing_warnings(person: User, kind: str, *, on: date) -> list[str]:
    """What speaks against a supervisor on a day (rules.standing_warnings)."""
    return rules.standing_warnings(kind, [row.tier for row in qualifications_for(person, kind, on=on)])


def absences_visible_to(user: User) -> QuerySet[SupervisorAbsence]:
    """One's own, and those of the supervisors whom one manages."""
    return SupervisorAbsence.objects.filter(person__in=supervisors_visible_to(user)).select_related("person")


def absences_ahead_of(person: User) -> QuerySet[SupervisorAbsence]:
    """When somebody is or will be away."""
    return _absences_from(clock.today()).filter(person=person)


def absences_of_supporters(supports: Iterable[Support]) -> QuerySet[SupervisorAbsence]:
    """When the people who support a coach are or will be away: their coaches are told."""
    people = {support.supervisor.pk for support in supports}
    return _absences_from(clock.today()).filter(person__in=people).select_related("person")


def overlapping_absences(absence: SupervisorAbsence) -> QuerySet[SupervisorAbsence]:
    """Other absences of the same person on some of the same days."""
    others = SupervisorAbsence.objects.filter(person=absence.person).exclude(pk=absence.pk)
    others = others.filter(Q(to_date=None) | Q(to_date__gte=absence.from_date))
    return others.filter(from_date__lte=absence.to_date) if absence.to_date else others


def agreements_to_hand_over(manager: User, supervisor: User) -> QuerySet[SupervisionAgreement]:
    """The open agreements of a supervisor in the organisations that somebody manages."""
    rows = SupervisionAgreement.objects.filter(
        supervisor=supervisor, to_date=None, organisation_id__in=organisations_managed_by(manager)
    )
    return rows.select_related("coach", "organisation").order_by("coach__name", "id")


def _absences_from(day: date) -> QuerySet[SupervisorAbsence]:
    return SupervisorAbsence.objects.filter(Q(to_date=None) | Q(to_date__gte=day)).order_by("from_date", "id")
