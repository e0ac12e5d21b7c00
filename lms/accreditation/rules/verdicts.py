"""What one record counts for: in full, in part, or not, clause by clause, with the reason."""

from dataclasses import dataclass
from enum import StrEnum

from lms.accreditation.rules.values import Clause, RequirementResult, Sentence, Standing


class Counts(StrEnum):
    FULL = "full"
    PART = "part"
    NOT = "not"


@dataclass(frozen=True)
class Verdict:
    """`minutes` is what counts of a record that counts in part. `why` is None where it counts in full."""

    clause: Clause
    counts: Counts
    minutes: int | None = None
    why: Sentence | None = None


def verdicts_on(standing: Standing, key: str) -> tuple[Verdict, ...]:
    """One for each clause that looked at the record with this key; clauses that look at other things say nothing."""
    found = (_verdict(result, key) for result in standing.results)
    return tuple(verdict for verdict in found if verdict)


def _verdict(result: RequirementResult, key: str) -> Verdict | None:
    for part in result.in_part:
        if part.fact.key == key:
            return Verdict(result.clause, Counts.PART, part.minutes, part.why)
    if any(fact.key == key for fact in result.evidence):
        return Verdict(result.clause, Counts.FULL)
    for left in result.left_out:
        if left.fact.key == key:
            return Verdict(result.clause, Counts.NOT, None, left.why)
    return None
