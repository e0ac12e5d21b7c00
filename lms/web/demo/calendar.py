"""Days of the demo, counted back from the day it is prepared."""

import datetime
from contextlib import contextmanager

from django.utils import timezone

from lms.core import clock

TUESDAY, FRIDAY = 1, 4  # as date.weekday() counts


def date(days_ago: int) -> datetime.date:
    """A day in the past, or ahead when negative."""
    return timezone.localdate() - datetime.timedelta(days=days_ago)


def moment(days_ago: int, hour: int = 10, minute: int = 0) -> datetime.datetime:
    """A time of day, where the institution is."""
    naive = datetime.datetime.combine(date(days_ago), datetime.time(hour, minute))
    return timezone.make_aware(naive)


def working_day(days_ago: int) -> int:
    """That many days ago, or the Friday before where it is a Saturday or Sunday."""
    return days_ago + max(date(days_ago).weekday() - FRIDAY, 0)


def from_tuesday(days_ago: tuple[int, ...]) -> tuple[int, ...]:
    """Days moved together, three at most, so that the first is a Tuesday. Pairs of days and whole weeks stay so."""
    ahead = (TUESDAY - date(days_ago[0]).weekday() + 3) % 7 - 3
    return tuple(day - ahead for day in days_ago)


@contextmanager
def on(days_ago: int, hour: int = 10, minute: int = 0):
    """Everything written inside was done, and recorded, at that moment."""
    with clock.fixed(moment(days_ago, hour, minute)) as at:
        yield at
