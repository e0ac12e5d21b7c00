"""What a learner has to read, and what counts as done and as attended."""

import datetime
from collections.abc import Collection, Iterable, Mapping

from lms.competencies.enums import ServiceContext

# A reload writes nothing; "last opened" on a manager's list is right to the quarter of an hour.
REMEMBER_AGAIN_AFTER = datetime.timedelta(minutes=15)


def is_optional(contexts: Collection[str], context: str) -> bool:
    """Whether a lesson for these kinds of service is extra for a learner in another. No contexts means everybody's.

    On the skills route a learner's context is their usual role, so every lesson of the programme is theirs.
    """
    return bool(contexts) and context != ServiceContext.SKILLS and context not in contexts


def context_fits(route: str, context: str) -> bool:
    """Whether a learner on a route may learn for a kind of service: the skills route is for one's usual role alone."""
    return (route == "skills") == (context == ServiceContext.SKILLS)


def counted_minutes(attended: Mapping[str, int], taught: Mapping[str, int]) -> int:
    """Taught minutes attended, module by module: a half-day taken twice counts once. Minutes without breaks.

    attended: module code → minutes at all its sessions; taught: module code → minutes the programme teaches it.
    NHS England 2020, section 3.1: the minimum is in taught days, so repeating one does not make another.
    """
    return sum(min(minutes, taught.get(code, 0)) for code, minutes in attended.items())


def finished_modules(required: Mapping[str, Collection[str]], done: Collection[str]) -> list[str]:
    """The modules whose every required lesson is done. required: module code → codes of its required lessons."""
    return [module for module, lessons in required.items() if lessons and set(lessons) <= set(done)]


def next_lesson(codes: Iterable[str], done: Collection[str], latest: str) -> str | None:
    """Where to go on: the lesson opened last, or when that is done the first one not done; None when all are done.

    latest: a code, or "" before the first lesson is opened.
    """
    if latest and latest not in done:
        return latest
    return next((code for code in codes if code not in done), None)


def is_visit_due(code: str, latest: str, latest_opened_at: datetime.datetime | None, at: datetime.datetime) -> bool:
    """Whether opening a lesson tells anything new: another lesson than the last, or the same after a while."""
    return code != latest or latest_opened_at is None or at - latest_opened_at > REMEMBER_AGAIN_AFTER


def is_open_to_join(to_date: datetime.date, on: datetime.date) -> bool:
    """A join code works until the cohort's last day."""
    return on <= to_date


def attendance_problem(minutes: int, session_minutes: int, starts_at: datetime.datetime, at: datetime.datetime) -> str:
    """The code of what is wrong with a register entry, or "". Minutes are taught minutes, without breaks."""
    if at < starts_at:
        return "not_begun"
    if not 0 <= minutes <= session_minutes:
        return "out_of_range"
    return ""
