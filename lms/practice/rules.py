"""What makes a practice entry valid. Plain functions on plain values; the moment is passed in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from lms.practice.enums import Basis, EntryStatus

LONGEST_MINUTES = 12 * 60
LARGEST_GROUP = 100
MOST_TEMPLATES = 10
DEFAULT_SHARE = 10  # per cent of declared entries, where a provider has not set its own


@dataclass(frozen=True)
class Problem:
    """Why something cannot be: the field that it is about and a sentence for the person who typed it."""

    field: str
    words: str


@dataclass(frozen=True)
class Span:
    """A stretch of time that somebody was busy."""

    started_at: datetime
    minutes: int

    @property
    def ended_at(self) -> datetime:
        return self.started_at + timedelta(minutes=self.minutes)

    def overlaps(self, other: "Span") -> bool:
        """One that starts the moment the other ends does not overlap."""
        return self.started_at < other.ended_at and other.started_at < self.ended_at


def timed_span(started_at: datetime, stopped_at: datetime) -> Span:
    """What a clock measured, in whole minutes of the clock on the wall, at least one."""
    start = started_at.replace(second=0, microsecond=0)
    return Span(start, max(1, (stopped_at - start) // timedelta(minutes=1)))


def length_problems(minutes: int) -> list[Problem]:
    """A session lasts from 1 minute to 12 hours."""
    if minutes < 1:
        return [Problem("minutes", str(_("The length must be at least 1 minute")))]
    if minutes > LONGEST_MINUTES:
        return [
            Problem("minutes", str(_("The length must be 12 hours or less. Make one entry for each session or day")))
        ]
    return []


def time_problems(span: Span, *, at: datetime) -> list[Problem]:
    """Only what is over can be recorded. `at` is the present moment."""
    if span.started_at > at:
        return [Problem("started_at", str(_("The start is in the future. Record a session after it has taken place")))]
    if span.ended_at > at:
        return [Problem("minutes", str(_("With this start and length, the session is not over yet")))]
    return []


def group_problems(is_group: bool, group_size: int | None) -> list[Problem]:
    """A group has from 2 to 100 people and counts once, whatever its size; one person is no group."""
    if not is_group:
        return [Problem("group_size", str(_("Leave this empty for one person")))] if group_size is not None else []
    if group_size is None:
        return [Problem("group_size", str(_("Say how many people were in the group")))]
    if not 2 <= group_size <= LARGEST_GROUP:
        words = _("A group has from 2 to %(most)d people") % {"most": LARGEST_GROUP}
        return [Problem("group_size", str(words))]
    return []


def session_problems(span: Span, *, is_group: bool, group_size: int | None, at: datetime) -> list[Problem]:
    """Everything that is wrong with one session taken by itself."""
    length = length_problems(span.minutes)
    return [*(length or time_problems(span, at=at)), *group_problems(is_group, group_size)]


def first_overlap(span: Span, others: Iterable[Span]) -> Span | None:
    """The first of the other stretches that overlaps; nobody coaches twice at once."""
    return next((other for other in others if span.overlaps(other)), None)


def minutes_within(begin: datetime, end: datetime, spans: Iterable[Span]) -> int:
    """How many minutes of the stretches lie between two moments."""
    parts = (min(span.ended_at, end) - max(span.started_at, begin) for span in spans)
    return sum(max(0, part // timedelta(minutes=1)) for part in parts)


def is_impossible_day(minutes: int) -> bool:
    """Nobody coaches for more than 12 hours of one day; a length may be wrong."""
    return minutes > LONGEST_MINUTES


def is_with_coach(status: str) -> bool:
    """A draft or a returned entry: the coach may change it and send it."""
    return status in (EntryStatus.DRAFT, EntryStatus.RETURNED)


def is_with_verifier(status: str) -> bool:
    """A sent entry: the verifier may decide on it, and the coach may take it back."""
    return status == EntryStatus.SUBMITTED


def can_be_corrected(status: str, *, has_correction: bool) -> bool:
    """Only what is confirmed needs a correction, and each entry has at most one."""
    return status == EntryStatus.CONFIRMED and not has_correction


def is_drawn(lot: int, share: int) -> bool:
    """Whether the lot of an entry, 0 to 99, falls among the share (per cent) that is checked against a diary."""
    return lot < share


def diary_problems(basis: str, drawn: list[str]) -> list[Problem]:
    """A drawn entry is not confirmed on the coach's word alone. Who was there, or looked at the diary, may confirm it.

    drawn: references of the drawn entries among those that are to be confirmed
    """
    if basis != Basis.DECLARED_AND_SAMPLED or not drawn:
        return []
    words = _(
        "Drawn to be checked: %(references)s. Look at the diary, then choose “Diary checked”, or return the session."
    )
    return [Problem("basis", words % {"references": ", ".join(drawn)})]
