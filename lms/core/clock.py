"""The time of day, in one place, so that a test or a replay can set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.utils import timezone

_fixed: datetime | None = None


def now() -> datetime:
    """The present moment, aware, in UTC unless a test has set it."""
    return _fixed or timezone.now()


def today() -> date:
    """Today's date where the institution is (settings.TIME_ZONE)."""
    return timezone.localtime(now()).date()


@contextmanager
def fixed(at: datetime) -> Iterator[datetime]:
    """Hold the clock at `at`, in every thread: a browser test's server thread must see the same time."""
    global _fixed  # noqa: PLW0603 -- one clock for the process is the point
    before, _fixed = _fixed, at
    try:
        yield at
    finally:
        _fixed = before
