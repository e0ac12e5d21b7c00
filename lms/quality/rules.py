"""Rules of approving and answering, on plain values."""

import datetime


def overlap(
    first: tuple[datetime.date, datetime.date | None], second: tuple[datetime.date, datetime.date | None]
) -> bool:
    """Whether two spans of days share a day. Last days are included; None is until further notice."""
    (first_start, first_end), (second_start, second_end) = first, second
    return (first_end is None or second_start <= first_end) and (second_end is None or first_start <= second_end)


def ends_earlier(from_date: datetime.date, old_end: datetime.date | None, new_end: datetime.date) -> bool:
    """Whether an end lies within an approval and before its present end: ending shortens, it never lengthens."""
    return new_end >= from_date and (old_end is None or new_end < old_end)
