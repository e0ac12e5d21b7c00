"""Days of the demo, counted back from the day it is prepared."""

import datetime
from contextlib import contextmanager

from django.utils import timezone

from lms.core import clock


def date(days_ago: int) -> datetime.date:
    """A day in the past, or ahead when negative."""
    return timezone.localdate() - datetime.timedelta(days=days_ago)


def moment(days_ago: int, hour: int = 10, minute: int = 0) -> datetime.datetime:
    """A time of day, where the institution is."""
    naive = datetime.datetime.combine(date(days_ago), datetime.time(hour, minute))
    return timezone.make_aware(naive)


@contextmanager
def on(days_ago: int, hour: int = 10, minute: int = 0):
    """Everything written inside was done, and recorded, at that moment."""
    with clock.fixed(moment(days_ago, hour, minute)) as at:
        yield at
