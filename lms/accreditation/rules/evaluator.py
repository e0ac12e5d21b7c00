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
    counts, too_early = _from_the_day_of(first, clause, facts) if first else (facts, ())
    measure = KINDS[clause.kind].measure(clause.parameters, counts, on)
    to_do = Sentence(NOT_SET, {"set_by": clause.parameters.set_by}) if measure.required is None else measure.to_do
    return RequirementResult(
        clause=clause,
        is_met=measure.is_met,
        measured=measure.measured,
        required=measure.required,
        unit=measure.unit,
        evidence=measure.evidence,
        left_out=measure.left_out + too_early,
        in_part=measure.in_part,
        next_step=None if measure.is_met else to_do,
    )


def _from_the_day_of(first: RequirementResult, clause: Clause, facts: Facts) -> tuple[Facts, tuple[LeftOut, ...]]:
    """What counts from the day on which another clause was met, and what was too early for it."""
    met_on = max((fact.on for fact in first.evidence), default=None) if first.is_met else None
    why = Sentence(TOO_EARLY, {"title": first.clause.title})
    kept, too_early = {}, []
    for name in KINDS[clause.kind].looks_at:
        rows = getattr(facts, name)
        kept[name] = tuple(row for row in rows if met_on is not None and row.on >= met_on)
        too_early += [LeftOut(row, why) for row in rows if met_on is None or row.on < met_on]
    return replace(facts, **kept), tuple(too_early)


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
