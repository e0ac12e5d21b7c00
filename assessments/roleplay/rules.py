"""What an observation amounts to, which scenarios fit, when a draft is complete. Pure."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assessments.roleplay.enums import ExposureKind, GlobalJudgement, IdentityCheck, Shortfall

GOOD_ENOUGH = frozenset({GlobalJudgement.OUTSTANDING, GlobalJudgement.VERY_GOOD, GlobalJudgement.PASS})
# Where the observer cannot say "I know them" or name a document, they say in words how they know.
EXPLAINED_CHECKS = frozenset({IdentityCheck.COLLEAGUE, IdentityCheck.OTHER})

# The parts of an observation in the order in which they are written.
STEPS = ("judgement", "criteria", "feedback", "check")


@dataclass(frozen=True)
class Score:
    """The points given for a criterion, between its lowest and highest level."""

    points: int
    lowest: int
    highest: int
    is_critical: bool


@dataclass(frozen=True)
class PassRule:
    """A rubric version's own rule: whole per cent of all points, and the least points on each criterion."""

    minimum_percent: int
    minimum_points_each: int


@dataclass(frozen=True)
class Result:
    """What the scores amount to, and why it is not a pass where it is not."""

    points: int
    points_possible: int
    percent: int
    shortfalls: tuple[Shortfall, ...]

    @property
    def is_passed(self) -> bool:
        return not self.shortfalls

    @property
    def has_critical_failure(self) -> bool:
        return Shortfall.CRITICAL in self.shortfalls


def result_of(scores: Sequence[Score], rule: PassRule) -> Result:
    """Points, whole per cent rounded down, and shortfalls. A critical criterion at its lowest level fails the whole."""
    points = sum(score.points for score in scores)
    points_possible = sum(score.highest for score in scores)
    percent = 100 * points // points_possible
    checks = (
        (Shortfall.CRITICAL, any(score.is_critical and score.points == score.lowest for score in scores)),
        (Shortfall.EACH, any(score.points < rule.minimum_points_each for score in scores)),
        (Shortfall.PERCENT, percent < rule.minimum_percent),
    )
    return Result(points, points_possible, percent, tuple(shortfall for shortfall, holds in checks if holds))


def disagrees(judgement: str, *, is_passed: bool) -> bool:
    """Whether the global judgement and the result point different ways. Borderline agrees with either."""
    if judgement == GlobalJudgement.BORDERLINE:
        return False
    return (judgement in GOOD_ENOUGH) != is_passed


def offers(contexts: Collection[str], context: str) -> bool:
    """Whether a scenario fits a kind of service. One that names none fits all."""
    return not contexts or context in contexts


@dataclass(frozen=True)
class Sight:
    """One earlier meeting of a trainee with a scenario."""

    kind: ExposureKind
    at: datetime.datetime


def was_before(sight: Sight, *, observed_at: datetime.datetime, day_began_at: datetime.datetime) -> bool:
    """Whether a sight made the scenario familiar before a session.

    A coach who opens the card on the day of the session prepares for it; one who practised it at any time knows it.
    """
    return sight.at < (day_began_at if sight.kind == ExposureKind.OPENED else observed_at)


def next_step(*, is_judged: bool, is_scored: bool, has_feedback: bool) -> str:
    """The first part of a draft that is missing. The total belongs to the last one and is shown nowhere before."""
    missing = ((not is_judged, "judgement"), (not is_scored, "criteria"), (not has_feedback, "feedback"))
    return next((step for is_missing, step in missing if is_missing), STEPS[-1])


def needs_identity_note(check: str) -> bool:
    return check in EXPLAINED_CHECKS


def is_in_future(observed_at: datetime.datetime, *, at: datetime.datetime) -> bool:
    """A session is observed before it is written up."""
    return observed_at > at
