"""Summing a long logbook without changing what it counts for.

Entries that no clause of the given standards can tell apart become one fact: they fall on the same side of every window
and of every number that some clause compares with, and are of the same role, payment, relation and setting.
"""

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from lms.accreditation.rules.dates import months_before
from lms.accreditation.rules.parameters import Counting
from lms.accreditation.rules.values import Clause, Practised


@dataclass(frozen=True)
class Cuts:
    """Where the clauses of some standards draw a line, on one day. Each is in order.

    days: first days of windows. lengths: shortest minutes. shares: least per cent of coaching. groups: largest sizes.
    """

    days: tuple[datetime.date, ...]
    lengths: tuple[int, ...]
    shares: tuple[int, ...]
    groups: tuple[int, ...]


def cuts_of(clauses: Iterable[Clause], on: datetime.date) -> Cuts:
    asked = [clause.parameters for clause in clauses if isinstance(clause.parameters, Counting)]
    return Cuts(
        days=_ordered(months_before(on, row.within_months) for row in asked if row.within_months),
        lengths=_ordered(row.shortest_minutes for row in asked if row.shortest_minutes),
        shares=_ordered(row.coaching_share_from for row in asked if row.coaching_share_from),
        groups=_ordered(row.largest_group for row in asked if row.largest_group),
    )


def _ordered(values: Iterable) -> tuple:
    return tuple(sorted(set(values)))


class Summary:
    """One coach's logbook in sums. own_days: days of the coach's own from which some clause counts."""

    def __init__(self, cuts: Cuts, own_days: Iterable[datetime.date] = ()):
        self._cuts = cuts
        self._days = sorted({*cuts.days, *own_days})
        self._sums: dict[tuple, list] = {}  # shape → first day, minutes, entries, shortest
        self._latest: dict[tuple, datetime.date] = {}  # client and shape → last day

    def add(
        self,
        day: datetime.date,
        minutes: int,
        role: str,
        payment: str,
        relation: str,
        setting: str,
        group_size: int,
        coaching_share: int,
        client: str,
    ) -> None:
        cuts = self._cuts
        kind = (
            role,
            payment,
            relation,
            setting,
            _up_to(cuts.groups, group_size),
            _down_to(cuts.shares, coaching_share),
            _down_to(cuts.lengths, minutes),
        )
        shape = (bisect_right(self._days, day), kind)
        found = self._sums.get(shape)
        if found is None:
            self._sums[shape] = [day, minutes, 1]
        else:
            found[0] = min(found[0], day)
            found[1] += minutes
            found[2] += 1
        if client:
            latest = self._latest.get((client, kind))
            if latest is None or latest < day:
                self._latest[client, kind] = day

    def practice(self) -> tuple[Practised, ...]:
        """The sums; `on` is the first day of each."""
        return tuple(
            _fact(kind, on=first, minutes=minutes, entries=entries)
            for (_side, kind), (first, minutes, entries) in self._sums.items()
        )

    def clients(self) -> tuple[Practised, ...]:
        """For each client and kind of session the last day: in a window exactly if any of them is."""
        return tuple(
            _fact(kind, on=day, minutes=kind[6], client=client) for (client, kind), day in self._latest.items()
        )


def _fact(kind: tuple, **values) -> Practised:
    role, payment, relation, setting, group_size, coaching_share, shortest = kind
    return Practised(
        words="",
        role=role,
        payment=payment,
        relation=relation,
        setting=setting,
        group_size=group_size,
        coaching_share=coaching_share,
        shortest=shortest,
        **values,
    )


def _down_to(cuts: tuple[int, ...], value: int) -> int:
    """The largest line that a value reaches, 0 below all: what "at least" compares alike."""
    place = bisect_right(cuts, value)
    return cuts[place - 1] if place else 0


def _up_to(cuts: tuple[int, ...], size: int) -> int:
    """The smallest line that a group keeps under, one more than the last above all; 0 for one person."""
    if not size:
        return 0
    place = bisect_left(cuts, size)
    return cuts[place] if place < len(cuts) else (cuts[-1] + 1 if cuts else 2)
