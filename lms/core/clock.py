"""The time of day, in one place, so that a test or a replay can set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

from django.utils import timezone

_A_DAY = timedelta(days=1)
# The first and last day with another on either side, so that no time zone leads past what a date can hold.
_FIRST_DAY, _LAST_DAY = date.min + _A_DAY, date.max - _A_DAY

_fixed: datetime | None = None


def now() -> datetime:
    """The present moment, aware, in UTC unless a test has set it."""
    return _fixed or timezone.now()


def today() -> date:
    """Today's date where the institution is (settings.TIME_ZONE)."""
    return timezone.localtime(now()).date()


def start_of(day: date) -> datetime:
    """The first moment of a day where the institution is."""
    return timezone.make_aware(datetime.combine(min(max(day, _FIRST_DAY), _LAST_DAY), time.min))


def end_of(day: date) -> datetime:
    """The first moment after a day: `moment < end_of(day)` says "on that day or before"."""
    return start_of(min(day, _LAST_DAY) + _A_DAY)


@contextmanager
def fixed(at: datetime) -> Iterator[datetime]:
    """Hold the clock at `at`, in every thread: a browser test's server thread must see the same time."""
    global _fixed  # noqa: PLW0603 -- one clock for the process is the point
    before, _fixed = _fixed, at
    try:
        yield at
    finally:
        _fixed = before
