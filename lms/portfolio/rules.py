"""What makes the parts of a portfolio ready. Plain functions on plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from lms.portfolio.enums import FeedbackSource, MilestoneCode, ReflectionStatus
from lms.practice.rules import LONGEST_MINUTES, Problem

LONGEST_COURSE = 2000 * 60
LONGEST_LEARNING = 200 * 60
MOST_SESSIONS = 21
LONGEST_TELEPHONE = 40 * 60
RATINGS = (1, 2, 3, 4, 5)
A_WEEK = timedelta(days=7)


def can_be_changed(status: str) -> bool:
    """A draft may change; what was submitted stands."""
    return status == ReflectionStatus.DRAFT


def says_something(text: str) -> bool:
    """A reflection has words."""
    return bool(text.strip())


def day_problems(on_date: date, *, today: date) -> list[Problem]:
    """Only what has been can be recorded."""
    if on_date > today:
        return [Problem("on_date", _("This day has not come yet. Record it on the day or later"))]
    return []


def milestone_problems(code: str, minutes: int | None, provider: str) -> list[Problem]:
    """A course has a length; nothing else has one, nor a provider."""
    if code == MilestoneCode.COURSE:
        if minutes is None:
            return [Problem("minutes", _("Say how long the course was"))]
        return _length_problems(minutes, LONGEST_COURSE)
    found = [("minutes", minutes is not None), ("provider", bool(provider))]
    return [Problem(field, _("Leave this empty: only a course has it")) for field, is_there in found if is_there]


def learning_problems(minutes: int) -> list[Problem]:
    return _length_problems(minutes, LONGEST_LEARNING)


def _length_problems(minutes: int, longest: int) -> list[Problem]:
    if 1 <= minutes <= longest:
        return []
    words = _("The length must be from 1 minute to %(hours)d hours") % {"hours": longest // 60}
    return [Problem("minutes", words)]


def feedback_problems(source: str, *, names_client: bool, rating: int | None) -> list[Problem]:
    """A client stands behind a key of the logbook; a peer is not named at all."""
    problems = []
    if source == FeedbackSource.CLIENT and not names_client:
        words = _("Choose the client's key. If there is none, log a session with them first")
        problems.append(Problem("client", words))
    if source == FeedbackSource.PEER and names_client:
        problems.append(Problem("client", _("Leave this empty: a peer has no client key")))
    if rating is not None and rating not in RATINGS:
        problems.append(Problem("rating", _("A rating is from 1 to 5")))
    return problems


def commitment_problems(
    *, sessions: int, session_minutes: int, telephone_minutes: int, from_date: date, to_date: date | None
) -> list[Problem]:
    """Sessions and their length belong together, something is promised, and the end is not before the start."""
    problems = []
    if not 0 <= sessions <= MOST_SESSIONS:
        words = _("The number of sessions is from 0 to %(most)d") % {"most": MOST_SESSIONS}
        problems.append(Problem("sessions", words))
    if sessions and not 1 <= session_minutes <= LONGEST_MINUTES:
        problems.append(Problem("session_minutes", _("Say how long each session is, up to 12 hours")))
    if not sessions and session_minutes:
        problems.append(Problem("session_minutes", _("Leave this empty when you promise no sessions")))
    if not 0 <= telephone_minutes <= LONGEST_TELEPHONE:
        problems.append(Problem("telephone_minutes", _("Telephone time is at most 40 hours a week")))
    if not sessions and not telephone_minutes:
        problems.append(Problem("sessions", _("Promise at least one session or some time on the telephone")))
    if to_date is not None and to_date < from_date:
        problems.append(Problem("to_date", _("The last day is before the first")))
    return problems


def overlaps(first: tuple[date, date | None], second: tuple[date, date | None]) -> bool:
    """Whether two spans of days share one. An end of None is open."""
    return _begins_by_the_end_of(first, second) and _begins_by_the_end_of(second, first)


def _begins_by_the_end_of(first: tuple[date, date | None], second: tuple[date, date | None]) -> bool:
    return second[1] is None or first[0] <= second[1]


@dataclass(frozen=True)
class Spent:
    """Time that a volunteer gave on a day, from their logbook."""

    on: date
    minutes: int
    is_telephone: bool


@dataclass(frozen=True)
class Week:
    """What was promised and given from a Monday to a Sunday, in minutes. `days` had a session that was no call."""

    monday: date
    minutes: int
    promised: int
    days: int
    telephone: int
    telephone_promised: int

    @property
    def is_kept(self) -> bool:
        return self.minutes >= self.promised and self.telephone >= self.telephone_promised


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def weeks(
    spent: Iterable[Spent], *, promised: int, telephone_promised: int, first: date, until: date
) -> tuple[Week, ...]:
    """Each week from the one of `first` to the one of `until`, the latest first. Time on the telephone is apart.

    A volunteer's session of three hours may hold several entries, so minutes are compared and not entries.
    """
    found, rows = [], list(spent)
    monday = monday_of(until)
    while monday >= monday_of(first):
        here = [row for row in rows if monday <= row.on < monday + A_WEEK]
        met = [row for row in here if not row.is_telephone]
        found.append(
            Week(
                monday=monday,
                minutes=sum(row.minutes for row in met),
                promised=promised,
                days=len({row.on for row in met}),
                telephone=sum(row.minutes for row in here if row.is_telephone),
                telephone_promised=telephone_promised,
            )
        )
        monday -= A_WEEK
    return tuple(found)


@dataclass(frozen=True)
class NeedProgress:
    """How much of what is asked for is there. `late` is what came after the day on which it was due."""

    title: str
    how: str
    kind: str
    asked: int
    there: int
    late: int

    @property
    def missing(self) -> int:
        return max(self.asked - self.there, 0)

    @property
    def is_met(self) -> bool:
        return not self.missing


def due_on(last_taught: date | None, weeks_after: int | None) -> date | None:
    """Within four weeks of the last taught day: on the same day of the week four weeks later at the latest."""
    if last_taught is None or weeks_after is None:
        return None
    return last_taught + weeks_after * A_WEEK


def progress(title: str, how: str, kind: str, asked: int, days: Iterable[date], *, due: date | None) -> NeedProgress:
    """One need, by the days on which something was there. What came too late is named and not counted."""
    found = list(days)
    there = sum(due is None or day <= due for day in found)
    return NeedProgress(title, how, kind, asked, there, len(found) - there)
