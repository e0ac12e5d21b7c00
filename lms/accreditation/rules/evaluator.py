"""One evaluator for every standard: the clauses of a version, the facts of a person, a day, and nothing else."""

import datetime
from collections.abc import Iterable
from dataclasses import fields, replace
from graphlib import TopologicalSorter

from lms.accreditation.rules.kinds import KINDS
from lms.accreditation.rules.values import (
    Approval,
    Clause,
    Fact,
    Facts,
    LeftOut,
    Measure,
    RequirementResult,
    Sentence,
    StandardRules,
    Standing,
    gettext_noop,
)

TOO_EARLY = gettext_noop("It counts only from the day on which this was met: %(title)s.")
NOT_SET = gettext_noop("The number is set by %(set_by)s, and is not on record yet. Ask your provider.")


def evaluate(standard: StandardRules, facts: Facts, on: datetime.date) -> Standing:
    """A person's standing on a day. Facts of later days must not be among those given."""
    results: dict[str, RequirementResult] = {}
    for clause in in_order(standard.clauses):
        results[clause.code] = _result(clause, facts, on, results.get(clause.parameters.since))
    return Standing(standard=standard, on=on, results=tuple(results[clause.code] for clause in standard.clauses))


def in_order(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    """Clauses after those that they name in `since`. Raises graphlib.CycleError where that leads in a circle."""
    after = {clause.code: {clause.parameters.since} - {""} for clause in clauses}
    by_code = {clause.code: clause for clause in clauses}
    return tuple(by_code[code] for code in TopologicalSorter(after).static_order())


def _result(clause: Clause, facts: Facts, on: datetime.date, first: RequirementResult | None) -> RequirementResult:
    """first: the result of the clause that has to be met before anything counts, if there is one."""
    measure = KINDS[clause.kind].measure(clause.parameters, facts, on)
    if first:
        measure = _from_the_day_of(first, clause, facts, on, measure)
    to_do = Sentence(NOT_SET, {"set_by": clause.parameters.set_by}) if measure.required is None else measure.to_do
    return RequirementResult(
        clause=clause,
        is_met=measure.is_met,
        measured=measure.measured,
        required=measure.required,
        unit=measure.unit,
        evidence=measure.evidence,
        left_out=measure.left_out,
        in_part=measure.in_part,
        next_step=None if measure.is_met else to_do,
    )


def _from_the_day_of(
    first: RequirementResult, clause: Clause, facts: Facts, on: datetime.date, whole: Measure
) -> Measure:
    """The measure of what happened from the day on which another clause was met. whole: the measure of everything."""
    met_on = _day_met(first)

    def is_early(fact: Fact) -> bool:
        return met_on is None or fact.on < met_on

    kept = {
        name: tuple(fact for fact in getattr(facts, name) if not is_early(fact)) for name in KINDS[clause.kind].looks_at
    }
    measure = KINDS[clause.kind].measure(clause.parameters, replace(facts, **kept), on)
    why = Sentence(TOO_EARLY, {"title": first.clause.title})
    early = tuple(LeftOut(fact, why) for fact in whole.evidence if is_early(fact))
    early_anyway = tuple(left for left in whole.left_out if is_early(left.fact))
    return replace(measure, left_out=measure.left_out + early + early_anyway)


def _day_met(result: RequirementResult) -> datetime.date | None:
    """The day of the last record that was needed, or of the last one there is where the clause says so."""
    if not result.is_met:
        return None
    days = sorted(fact.on for fact in result.evidence)
    return days[-1] if result.clause.parameters.day == "last" else days[result.required - 1]


def of_this_cycle(facts: Facts, earlier_award: datetime.date | None) -> Facts:
    """What counts after an earlier award under the same standard: evidence of later days.

    An approval is no evidence of a person and stays.
    """
    if earlier_award is None:
        return facts
    later = {
        field.name: tuple(row for row in getattr(facts, field.name) if not _is_used(row, earlier_award))
        for field in fields(facts)
    }
    return replace(facts, **later)


def _is_used(row: object, earlier_award: datetime.date) -> bool:
    return isinstance(row, Fact) and not isinstance(row, Approval) and row.on <= earlier_award
