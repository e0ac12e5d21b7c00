"""Windows of calendar months. Every function takes days and gives days."""

import datetime
import itertools

from dateutil.relativedelta import relativedelta


def months_before(day: datetime.date, months: int) -> datetime.date:
    """31 May less 3 months is 28 (or 29) February."""
    return day - relativedelta(months=months)


def months_after(day: datetime.date, months: int) -> datetime.date:
    return day + relativedelta(months=months)


def whole_months(first: datetime.date, last: datetime.date) -> int:
    """Completed months between two days; 0 where the second is earlier."""
    if last < first:
        return 0
    between = relativedelta(last, first)
    return between.years * 12 + between.months


def periods_back(on: datetime.date, months: int, number: int) -> tuple[tuple[datetime.date, datetime.date], ...]:
    """The last periods up to a day, the latest first, each as its first and last day. They leave no gap."""
    ends = [months_before(on, months * index) for index in range(number + 1)]
    return tuple((earlier + datetime.timedelta(days=1), later) for later, earlier in itertools.pairwise(ends))
