"""One evaluator for every standard: the clauses of a version, the facts of a person, a day, and nothing else."""

import datetime
from dataclasses import fields, replace

from lms.accreditation.rules.kinds import KINDS
from lms.accreditation.rules.values import (
    Approval,
    Clause,
    Fact,
    Facts,
    RequirementResult,
    Sentence,
    StandardRules,
    Standing,
    gettext_noop,
)

NOT_SET = gettext_noop("The number is set by %(set_by)s, and is not on record yet. Ask your provider.")


def evaluate(standard: StandardRules, facts: Facts, on: datetime.date) -> Standing:
    """A person's standing on a day. Facts of later days must not be among those given."""
    results = tuple(_result(clause, facts, on) for clause in standard.clauses)
    return Standing(standard=standard, on=on, results=results)


def _result(clause: Clause, facts: Facts, on: datetime.date) -> RequirementResult:
    measure = KINDS[clause.kind].measure(clause.parameters, facts, on)
    to_do = Sentence(NOT_SET, {"set_by": clause.parameters.set_by}) if measure.required is None else measure.to_do
    return RequirementResult(
        clause=clause,
        is_met=measure.is_met,
        measured=measure.measured,
        required=measure.required,
        unit=measure.unit,
        evidence=measure.evidence,
        left_out=measure.left_out,
        next_step=None if measure.is_met else to_do,
    )


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
