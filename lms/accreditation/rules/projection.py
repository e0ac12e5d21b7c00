"""Looking ahead from a standing: when a number is reached at the present pace, and what keeps a clause met.

A forecast says what follows if nothing but what is on record and planned happens. It never changes a standing.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial

from lms.accreditation.rules.dates import months_after, months_before
from lms.accreditation.rules.evaluator import evaluate
from lms.accreditation.rules.values import (
    Clause,
    Fact,
    Facts,
    Practised,
    RequirementResult,
    StandardRules,
    Standing,
    Supervised,
)

PACE_DAYS = 91  # a quarter: long enough to even out a holiday, short enough to follow a change of job
_RECURRING = ("supervision_ratio", "supervision_each_period", "supervision")


@dataclass(frozen=True)
class Forecast:
    """`minutes_a_week` at which a number is being reached, and the day. None: nothing was added in the last quarter."""

    minutes_a_week: int
    reached_on: datetime.date | None


@dataclass(frozen=True)
class Shortfall:
    """The first day on which a clause that is met now will not be, and how many minutes before it prevent that."""

    on: datetime.date
    missing: int

    @property
    def last_day(self) -> datetime.date:
        return self.on - datetime.timedelta(days=1)


@dataclass(frozen=True)
class Ahead:
    """What is to come for one clause: the forecast of a number, or the next shortfall of something that recurs."""

    clause: Clause
    forecast: Forecast | None = None
    shortfall: Shortfall | None = None


def look_ahead(standing: Standing, facts: Facts) -> tuple[Ahead, ...]:
    """For each clause of a standing about which something can be said."""
    found = (_ahead(standing, result, facts) for result in standing.results)
    return tuple(ahead for ahead in found if ahead.forecast or ahead.shortfall)


def _ahead(standing: Standing, result: RequirementResult, facts: Facts) -> Ahead:
    short = next_shortfall(standing.standard, result.clause, facts, standing.on) if result.is_met else None
    return Ahead(result.clause, forecast(result, standing.on), short)


def forecast(result: RequirementResult, on: datetime.date) -> Forecast | None:
    """At the pace of the last quarter. None for what is met, and for what is not minutes of practice."""
    if result.is_met or result.required is None or result.clause.kind != "practice_minutes":
        return None
    since = on - datetime.timedelta(days=PACE_DAYS)
    in_part = {part.fact: part.minutes for part in result.in_part}
    added = sum(
        in_part.get(fact, fact.minutes)
        for fact in result.evidence
        if isinstance(fact, Practised) and since < fact.on <= on
    )
    if not added:
        return Forecast(0, None)
    days = -(-(result.required - result.measured) * PACE_DAYS // added)
    return Forecast(added * 7 // PACE_DAYS, on + datetime.timedelta(days=days))


def next_shortfall(standard: StandardRules, clause: Clause, facts: Facts, on: datetime.date) -> Shortfall | None:
    """For a recurring clause: the first later day on which what is on record today no longer suffices.

    Only the days on which a session leaves the window can be such days, so only they are looked at.
    """
    if clause.kind not in _RECURRING:
        return None
    for day in _days_that_matter(clause, facts.supervision, on):
        result = _result_on(standard, clause, facts, day)
        if result.required is not None and result.measured < result.required:
            return Shortfall(day, _missing(clause, facts, result, day))
    return None


def what_if(standard: StandardRules, facts: Facts, planned: Iterable[Fact], on: datetime.date) -> Standing:
    """The standing on a later day as if what is planned had taken place and were confirmed."""
    planned = tuple(planned)
    practice = tuple(fact for fact in planned if isinstance(fact, Practised) and fact.on <= on)
    supervision = tuple(fact for fact in planned if isinstance(fact, Supervised) and fact.on <= on)
    with_plan = replace(facts, practice=facts.practice + practice, supervision=facts.supervision + supervision)
    return evaluate(standard, with_plan, on)


def _days_that_matter(clause: Clause, sessions: Iterable[Supervised], on: datetime.date) -> list[datetime.date]:
    """The first days on which a session has left a window, after the day asked about."""
    days = {leaves(session.on) for session in sessions for leaves in _windows(clause)}
    return sorted(day for day in days if day > on)


def _windows(clause: Clause) -> list[Callable[[datetime.date], datetime.date]]:
    """For each window of a clause: a day → the first day of whose window it is no longer part."""
    asked = clause.parameters
    if clause.kind == "supervision":
        return [lambda day: day + datetime.timedelta(days=asked.within_days + 1)]
    if clause.kind == "supervision_each_period":
        spans = [asked.period_months * number for number in range(1, asked.periods + 1)]
        return [partial(_out_of_period, months=months) for months in spans]
    return [partial(_out_of_window, months=asked.within_months)] if asked.within_months else []


def _out_of_window(day: datetime.date, months: int) -> datetime.date:
    """A window reaches back to the same day so many months ago, that day included."""
    out = months_after(day, months)
    while months_before(out, months) <= day:
        out += datetime.timedelta(days=1)
    return out


def _out_of_period(day: datetime.date, months: int) -> datetime.date:
    """A period begins on the day after the same day so many months ago."""
    out = months_after(day, months)
    while months_before(out, months) < day:
        out += datetime.timedelta(days=1)
    return out


def _result_on(standard: StandardRules, clause: Clause, facts: Facts, day: datetime.date) -> RequirementResult:
    needed = tuple(row for row in standard.clauses if row.code in (clause.code, clause.parameters.since))
    standing = evaluate(replace(standard, clauses=needed), facts, day)
    return next(row for row in standing.results if row.clause.code == clause.code)


def _missing(clause: Clause, facts: Facts, result: RequirementResult, day: datetime.date) -> int:
    """Minutes to add: for a clause of periods, what the latest period lacks."""
    if clause.kind != "supervision_each_period":
        return (result.required or 0) - result.measured
    since = months_before(day, clause.parameters.period_months)
    latest = sum(session.minutes for session in facts.supervision if since < session.on <= day)
    return max(0, (clause.parameters.minutes or 0) - latest)
