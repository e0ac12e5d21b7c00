"""Reading standards: which version holds for whom, and its clauses as the rules take them."""

import datetime
from functools import lru_cache
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.timezone import localdate

from lms.accreditation.enums import RequirementKind, StandardRoute
from lms.accreditation.models import Requirement, Standard, StandardVersion
from lms.accreditation.rules.reading import read_clause
from lms.accreditation.rules.values import Clause, StandardRules
from lms.enrolment.enums import EnrolmentStatus
from lms.enrolment.models import Enrolment

# What an assessor does to one person.
ASSESSING = (RequirementKind.OBSERVATIONS_PASSED, RequirementKind.COMPETENCIES_SIGNED_OFF)


def versions_in_force(on: datetime.date) -> QuerySet[StandardVersion]:
    """The versions that had begun and not ended on a day, the latest of each standard first."""
    begun = Q(effective_from_date__lte=on)
    not_ended = Q(effective_to_date=None) | Q(effective_to_date__gte=on)
    rows = StandardVersion.objects.filter(begun, not_ended).select_related("standard")
    return rows.order_by("standard__code", "-effective_from_date", "-pk")


def version_in_force(code: str, on: datetime.date) -> StandardVersion | None:
    return versions_in_force(on).filter(standard__code=code).first()


def version_for(enrolment: Enrolment) -> StandardVersion | None:
    """The version that a person is judged under: the one in force on the day they joined (ADR 0013).

    None for a programme that names no standard, or one that was not in force then.
    """
    return version_in_force(enrolment.cohort.version.standard_code, localdate(enrolment.joined_at))


def unassessed_learners(person: str, organisation: str) -> Q:
    """The condition on a row that its person learns with its organisation under standards that assess nobody alone.

    The arguments are the names of the row's links. A programme without a standard says nothing about assessment.
    """
    assessing = Requirement.objects.filter(kind__in=ASSESSING).values("standard_version__standard")
    unassessing = Standard.objects.filter(versions__isnull=False).exclude(pk__in=assessing).values("code")
    theirs = Enrolment.objects.filter(trainee=OuterRef(person)).exclude(status=EnrolmentStatus.WITHDRAWN)
    without = theirs.filter(cohort__provider=OuterRef(organisation), cohort__version__standard_code__in=unassessing)
    assessed = theirs.exclude(cohort__version__standard_code__in=unassessing)
    return Q(Exists(without)) & ~Q(Exists(assessed))


def versions_with_requirements() -> QuerySet[StandardVersion]:
    """Every version of a programme's standard with its clauses in order as `.clauses`, the newest first."""
    clauses = Prefetch("requirements", queryset=Requirement.objects.order_by("order"), to_attr="clauses")
    rows = StandardVersion.objects.exclude(route=StandardRoute.BODY).select_related("standard")
    return rows.prefetch_related(clauses).order_by("-effective_from_date", "route", "pk")


def rules_of(version: StandardVersion) -> StandardRules:
    """A version with its clauses for the evaluator."""
    return StandardRules(
        code=version.standard.code,
        label=version.label,
        title=version.title,
        route=version.route,
        clauses=_read_clauses(version.pk, version.key, version.source),
    )


@lru_cache(maxsize=32)
def _read_clauses(version_id: int, _version_key: UUID, source: str) -> tuple[Clause, ...]:
    """They never change, so each process reads them once."""
    rows = Requirement.objects.filter(standard_version=version_id).order_by("order")
    return tuple(read_clause(_as_written(row), standard_source=source) for row in rows)


def _as_written(row: Requirement) -> dict:
    """A requirement as its file wrote it, so that file and row are read by the same rules."""
    names = ("kind", "title", "force", "source", "locator", "grade", "parameters", "explanation", "how_to_meet")
    return {"key": row.code, "gates_award": row.is_gate, **{name: getattr(row, name) for name in names}}
