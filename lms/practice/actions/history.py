"""What every step of an entry leaves behind: a row of its history and an event of the log."""

from datetime import datetime

from django.utils.translation import gettext as _

from lms.audit import actions as audit
from lms.core.errors import Refused
from lms.people.models import User
from lms.practice import rules
from lms.practice.models import EntryDecision, PracticeEntry


class EntryNotWaiting(Refused):
    """The entry does not wait for a decision: it was decided, or taken back."""


def one_at_a_time(coach: User) -> None:
    """Two forms of one coach sent at once could each miss the other's entry or take the same key."""
    User.objects.select_for_update().get(pk=coach.pk)


def waiting_entry(entry: PracticeEntry) -> PracticeEntry:
    locked = PracticeEntry.objects.select_for_update().get(pk=entry.pk)
    if not rules.is_with_verifier(locked.status):
        raise EntryNotWaiting(_("This entry does not wait for a decision. It was decided or taken back meanwhile."))
    return locked


def content(entry: PracticeEntry) -> dict:
    """What an entry says, in codes and numbers that name nobody."""
    return {
        "started_at": entry.started_at.isoformat(),
        "minutes": entry.minutes,
        "mode": entry.mode,
        "setting": entry.setting,
        "context": entry.context,
        "role": entry.role,
        "relation": entry.relation,
        "payment": entry.payment,
        "group_size": entry.group_size,
        "coaching_share": entry.coaching_share,
        "client": entry.client.code if entry.client else None,
        "is_supervised": entry.supervised_by_id is not None,
        "supersedes": str(entry.supersedes.key) if entry.supersedes else None,
    }


def decide(
    entry: PracticeEntry,
    decision: str,
    *,
    by: User,
    at: datetime,
    basis: str = "",
    reason: str = "",
    facts: dict | None = None,
) -> None:
    """Add a step to the entry's history and to the log."""
    EntryDecision.objects.create(
        entry=entry,
        decision=decision,
        by=by,
        basis=basis,
        reason=reason,
        content=content(entry),
        happened_at=at,
    )
    record(f"practice.entry_{decision}", entry, by=by, at=at, facts=({"basis": basis} if basis else {}) | (facts or {}))


def record(kind: str, entry: PracticeEntry, *, by: User, at: datetime, facts: dict | None = None) -> None:
    audit.record(
        kind,
        by=by,
        at=at,
        target=entry,
        subject=entry.coach,
        organisation=entry.organisation,
        facts=content(entry) | (facts or {}),
    )
