"""Days as people type and read them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def day(days_ago: int = 0) -> date:
    """A day as people here count it; ahead when negative."""
    return datetime.now(LONDON).date() - timedelta(days=days_ago)


def month(months_ago: int) -> date:
    """The first day of an earlier calendar month, or of this one."""
    first = day().replace(day=1)
    for _ in range(months_ago):
        first = (first - timedelta(days=1)).replace(day=1)
    return first


def days_since(moment: date) -> int:
    return (day() - moment).days


def typed_day(days_ago: int = 0) -> str:
    return day(days_ago).isoformat()


def typed_moment(days_ago: int, hour: int) -> str:
    """What a browser puts into a field for a day and a time of day."""
    return f"{day(days_ago).isoformat()}T{hour:02d}:00"


def words_for(moment: date) -> str:
    """22 November 2026."""
    return f"{moment.day} {moment:%B %Y}"
