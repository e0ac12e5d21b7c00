"""Which practice entries count towards a clause, with how many of their minutes, and why not."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lms.accreditation.rules.dates import months_before
from lms.accreditation.rules.parameters import Counting
from lms.accreditation.rules.values import InPart, LeftOut, Practised, Sentence, gettext_noop


@dataclass(frozen=True)
class Counted:
    """What of a logbook counts. `hundredths` are hundredths of minutes: shares add up before anything is rounded."""

    evidence: tuple[Practised, ...]
    in_part: tuple[InPart, ...]
    left_out: tuple[LeftOut, ...]
    hundredths: int

    @property
    def minutes(self) -> int:
        return self.hundredths // 100

    @property
    def entries(self) -> int:
        return sum(entry.entries for entry in self.evidence)


def counted(asked: Counting, entries: Iterable[Practised], on: datetime.date) -> Counted:
    """Every entry is in `evidence` or in `left_out`, never in both; those in part are in `evidence` too."""
    evidence, in_part, left_out, hundredths = [], [], [], 0
    for entry in entries:
        why = why_not(asked, entry, on)
        if why:
            left_out.append(LeftOut(entry, why))
            continue
        percent = asked.group_percent if entry.group_size else 100
        if percent < 100:
            in_part.append(InPart(entry, entry.minutes * percent // 100, _in_part(percent)))
        evidence.append(entry)
        hundredths += entry.minutes * percent
    return Counted(tuple(evidence), tuple(in_part), tuple(left_out), hundredths)


def why_not(asked: Counting, entry: Practised, on: datetime.date) -> Sentence | None:
    """The first reason why an entry does not count, or None when it does."""
    return next((why for check in _CHECKS if (why := check(asked, entry, on))), None)


def _in_part(percent: int) -> Sentence:
    return Sentence(gettext_noop("Of a group session %(percent)d %% counts."), {"percent": percent})


def _role(asked: Counting, entry: Practised, _on: datetime.date) -> Sentence | None:
    if entry.role in asked.roles:
        return None
    if asked.roles == ("coach",):
        return Sentence(gettext_noop("You were not the coach in this session, so it does not count here."))
    return Sentence(gettext_noop("Your part in this session does not count here."))


def _payment(asked: Counting, entry: Practised, _on: datetime.date) -> Sentence | None:
    if asked.payments is None or entry.payment in asked.payments:
        return None
    return Sentence(gettext_noop("It was not paid, and only paid sessions count here."))


def _relation(asked: Counting, entry: Practised, _on: datetime.date) -> Sentence | None:
    if entry.relation not in asked.relations_left_out:
        return None
    return Sentence(gettext_noop("Sessions with friends, family or people on your programme do not count here."))


def _setting(asked: Counting, entry: Practised, _on: datetime.date) -> Sentence | None:
    if entry.setting not in asked.settings_left_out:
        return None
    return Sentence(gettext_noop("Practice in class does not count here."))


def _length(asked: Counting, entry: Practised, _on: datetime.date) -> Sentence | None:
    if asked.shortest_minutes is None or entry.length >= asked.shortest_minutes:
        return None
    text = gettext_noop("It was shorter than %(shortest)d minutes.")
    return Sentence(text, {"shortest": asked.shortest_minutes})


def _share(asked: Counting, entry: Practised, _on: datetime.date) -> Sentence | None:
    if asked.coaching_share_from is None or entry.coaching_share >= asked.coaching_share_from:
        return None
    text = gettext_noop("Less than %(percent)d %% of the time was coaching.")
    return Sentence(text, {"percent": asked.coaching_share_from})


def _group(asked: Counting, entry: Practised, _on: datetime.date) -> Sentence | None:
    if asked.largest_group is None or entry.group_size <= asked.largest_group:
        return None
    text = gettext_noop("The group was larger than %(largest)d people.")
    return Sentence(text, {"largest": asked.largest_group})


def _recent(asked: Counting, entry: Practised, on: datetime.date) -> Sentence | None:
    if asked.within_months is None or entry.on >= months_before(on, asked.within_months):
        return None
    text = gettext_noop("It was more than %(months)d months ago.")
    return Sentence(text, {"months": asked.within_months})


_CHECKS: tuple[Callable[[Counting, Practised, datetime.date], Sentence | None], ...] = (
    _role,
    _payment,
    _relation,
    _setting,
    _length,
    _share,
    _group,
    _recent,
)
