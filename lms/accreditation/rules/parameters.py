"""What each kind of requirement may say, as typed parameters that are checked when a standard is loaded.

A number that the source does not give still says who set it: `set_by` ("the accrediting body", "the provider").
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields


class ParametersNotValid(ValueError):
    """A parameter is missing, unknown or of the wrong type. The text says which and why."""


def _words(value) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("write words")
    return value


def _number(value) -> int:
    if type(value) is not int or value < 1:
        raise ValueError("write a whole number above zero")
    return value


def _number_or_none(value) -> int | None:
    return None if value is None else _number(value)


def _percent(value) -> int:
    if _number(value) > 100:
        raise ValueError("write a per cent between 1 and 100")
    return value


def _flag(value) -> bool:
    if not isinstance(value, bool):
        raise ValueError("write true or false")
    return value


def _codes(value) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not value or not all(isinstance(code, str) for code in value):
        raise ValueError("write a list of codes")
    if len(set(value)) != len(value):
        raise ValueError("each code stands once")
    return tuple(value)


def _all_or_codes(value) -> tuple[str, ...] | None:
    return None if value == "all" else _codes(value)


def _first_or_last(value) -> str:
    if value not in ("first", "last"):
        raise ValueError("write first or last")
    return value


def says(read: Callable, **options):
    """A dataclass field with the reader that checks its value."""
    return field(metadata={"read": read}, **options)


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """What every kind may say besides its own: a note, and whether the value only stands for a demo body's.

    `since` names another clause of the standard: only what happened from the day on which that one was met counts.
    """

    since: str = says(_words, default="")
    set_by: str = says(_words, default="")
    note: str = says(_words, default="")
    demo_value: bool = says(_flag, default=False)


@dataclass(frozen=True, kw_only=True)
class SetBySomebody(Parameters):
    """A clause with a number or a list: who set it must be said."""

    set_by: str = says(_words)


@dataclass(frozen=True, kw_only=True)
class ProgrammeApproved(Parameters):
    valid_on: str = says(_words)


@dataclass(frozen=True, kw_only=True)
class TaughtMinutes(SetBySomebody):
    """The sources count days; the minutes of a day are the provider's, so the sum says that it is derived."""

    days: int = says(_number)
    minutes_per_day: int = says(_number)
    minutes: int = says(_number)
    minutes_source: str = says(_words, default="")

    def __post_init__(self):
        if self.minutes != self.days * self.minutes_per_day:
            raise ParametersNotValid("minutes is not days × minutes_per_day")


@dataclass(frozen=True, kw_only=True)
class ModulesCompleted(SetBySomebody):
    modules: tuple[str, ...] | None = says(_all_or_codes)


@dataclass(frozen=True, kw_only=True)
class KnowledgeChecksPassed(SetBySomebody):
    quizzes: tuple[str, ...] | None = says(_all_or_codes)
    pass_percent: int = says(_percent)


@dataclass(frozen=True, kw_only=True)
class ObservationsPassed(SetBySomebody):
    number: int | None = says(_number_or_none)
    rubric: str = says(_words)


@dataclass(frozen=True, kw_only=True)
class CompetenciesSignedOff(SetBySomebody):
    framework: str = says(_words)
    framework_version: int = says(_number)
    codes: tuple[str, ...] = says(_codes)
    codes_source: str = says(_words, default="")


@dataclass(frozen=True, kw_only=True)
class Counting(SetBySomebody):
    """Which practice entries count, and for how much. Without a word only the time as coach does, in full.

    payments: codes that count, None for all. relations_left_out, settings_left_out: codes that never count.
    shortest_minutes: shorter sessions do not count. coaching_share_from: sessions with a smaller per cent of coaching
    do not count. largest_group: larger groups do not count. group_percent: how much of a group session counts.
    within_months: how far back from the day asked about.
    """

    roles: tuple[str, ...] = says(_codes, default=("coach",))
    payments: tuple[str, ...] | None = says(_codes, default=None)
    relations_left_out: tuple[str, ...] = says(_codes, default=())
    settings_left_out: tuple[str, ...] = says(_codes, default=())
    shortest_minutes: int | None = says(_number, default=None)
    coaching_share_from: int | None = says(_percent, default=None)
    largest_group: int | None = says(_number, default=None)
    group_percent: int = says(_percent, default=100)
    within_months: int | None = says(_number, default=None)


@dataclass(frozen=True, kw_only=True)
class PracticeMinutes(Counting):
    minutes: int | None = says(_number_or_none)


@dataclass(frozen=True, kw_only=True)
class PracticeSessions(Counting):
    number: int | None = says(_number_or_none)


@dataclass(frozen=True, kw_only=True)
class DistinctClients(Counting):
    number: int | None = says(_number_or_none)


@dataclass(frozen=True, kw_only=True)
class ExperienceMonths(Counting):
    months: int | None = says(_number_or_none)


@dataclass(frozen=True, kw_only=True)
class Number(SetBySomebody):
    number: int | None = says(_number_or_none)
    within_months: int | None = says(_number, default=None)


@dataclass(frozen=True, kw_only=True)
class Supervision(SetBySomebody):
    minutes: int | None = says(_number_or_none)
    within_days: int = says(_number)


@dataclass(frozen=True, kw_only=True)
class SupervisionRatio(Counting):
    """One minute of supervision for so many minutes of practice, both in the window."""

    practice_per_supervision: int = says(_number)


@dataclass(frozen=True, kw_only=True)
class SupervisionEachPeriod(SetBySomebody):
    """So many minutes in each of the last periods, which are counted back from the day asked about."""

    minutes: int | None = says(_number_or_none)
    period_months: int = says(_number)
    periods: int = says(_number)


@dataclass(frozen=True, kw_only=True)
class MentoringMinutes(SetBySomebody):
    """mentoring: kind of mentoring. formats: codes that count, None for all."""

    mentoring: str = says(_words)
    minutes: int | None = says(_number_or_none)
    formats: tuple[str, ...] | None = says(_codes, default=None)


@dataclass(frozen=True, kw_only=True)
class MentoringMonths(SetBySomebody):
    mentoring: str = says(_words)
    months: int | None = says(_number_or_none)


@dataclass(frozen=True, kw_only=True)
class FeedbackSheets(Number):
    sources: tuple[str, ...] | None = says(_codes, default=None)


@dataclass(frozen=True, kw_only=True)
class LearningMinutes(SetBySomebody):
    minutes: int | None = says(_number_or_none)
    within_months: int | None = says(_number, default=None)
    topics: tuple[str, ...] | None = says(_codes, default=None)


@dataclass(frozen=True, kw_only=True)
class MilestonesReached(Number):
    """day: which record gives the day to clauses that count since this one. A training begins once (first); of several
    assessments the last one opens a log (last).
    """

    milestone: str = says(_words)
    day: str = says(_first_or_last, default="first")


@dataclass(frozen=True, kw_only=True)
class CourseMinutes(SetBySomebody):
    """Taught time that certificates show; `milestone` is the code of the courses that count."""

    milestone: str = says(_words)
    minutes: int | None = says(_number_or_none)


@dataclass(frozen=True, kw_only=True)
class ActivityClock(SetBySomebody):
    """Active or lapsed by the calendar: an activity within so many months of the start, then again and again."""

    start: str = says(_words)
    activity: str = says(_words)
    first_within_months: int = says(_number)
    then_every_months: int = says(_number)


def read_parameters(of: type[Parameters], given: Mapping) -> Parameters:
    """The parameters of a kind from its mapping. Raises ParametersNotValid."""
    known = {parameter.name: parameter for parameter in fields(of)}
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise ParametersNotValid(f"{', '.join(unknown)}: this kind does not know it; it knows {', '.join(known)}")
    missing = [name for name, parameter in known.items() if parameter.default is MISSING and name not in given]
    if missing:
        raise ParametersNotValid(f"{', '.join(missing)}: missing")
    return of(**{name: _read(known[name], value) for name, value in given.items()})


def _read(parameter, value):
    try:
        return parameter.metadata["read"](value)
    except ValueError as error:
        raise ParametersNotValid(f"{parameter.name}: {error}, not {value!r}") from error
