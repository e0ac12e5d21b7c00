"""What a credential says about how somebody was assessed, read off the standing that was decided on."""

from dataclasses import dataclass

from lms.accreditation.rules.values import Observed, Signed, Standing, Unit


@dataclass(frozen=True)
class Assessment:
    """`contexts` and `assessors` are empty and 0 where the standard asks no individual assessment.

    Minutes are None where the standard does not ask for them.
    """

    contexts: tuple[str, ...]
    assessors: int
    observations: int
    competencies: int
    practice_minutes: int | None
    taught_minutes: int | None


def assessment_in(standing: Standing) -> Assessment:
    """The contexts and the people of the evidence that counted, and the minutes that were measured."""
    facts = [fact for result in standing.results for fact in result.evidence]
    assessed = [fact for fact in facts if isinstance(fact, Observed | Signed)]
    return Assessment(
        contexts=tuple(dict.fromkeys(fact.context for fact in assessed if fact.context)),
        assessors=len({fact.attested_by.key for fact in assessed if fact.attested_by}),
        observations=sum(isinstance(fact, Observed) for fact in facts),
        competencies=sum(isinstance(fact, Signed) for fact in facts),
        practice_minutes=_minutes(standing, "practice_minutes"),
        taught_minutes=_minutes(standing, "taught_minutes"),
    )


def _minutes(standing: Standing, kind: str) -> int | None:
    return next(
        (row.measured for row in standing.results if row.clause.kind == kind and row.unit == Unit.MINUTES), None
    )
