"""What a verifier does with the entries that wait for them: confirm one or several, return."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from lms.core import ids
from lms.core.errors import NotYours, Refused
from lms.people.models import User
from lms.practice import permissions, queries, rules, tasks
from lms.practice.actions.history import decide, waiting_entry
from lms.practice.enums import Decision, EntryStatus
from lms.practice.models import PracticeEntry


class DrawnForDiary(Refused):
    """The entry was drawn to be checked against a diary, so the coach's word alone is not enough."""


@dataclass(frozen=True)
class ReadEntry:
    """An entry as the verifier has read it: which one, and when it last changed before that."""

    key: UUID
    updated_at: datetime

    @property
    def reference(self) -> str:
        """The reference of an entry that may not be there any more."""
        return ids.reference("P", self.key)


@dataclass(frozen=True)
class ConfirmedTogether:
    """What became of entries confirmed at once: those that are confirmed, and those left since they had changed."""

    confirmed: tuple[PracticeEntry, ...]
    left: tuple[ReadEntry, ...]


@transaction.atomic
def confirm_entry(*, entry: PracticeEntry, by: User, at: datetime, basis: str) -> PracticeEntry:
    """The named verifier stands behind the session and says how they know. From here on the entry never changes.

    Raises DrawnForDiary, EntryNotWaiting, NotYours.
    """
    locked = waiting_entry(entry)
    _only_its_verifier(locked, by)
    _confirm([locked], by=by, at=at, basis=basis)
    return locked


@transaction.atomic
def confirm_entries(*, entries: Iterable[ReadEntry], by: User, at: datetime, basis: str) -> ConfirmedTogether:
    """Confirm several entries on one basis, each by an act of its own; what changed since it was read is left.

    Raises DrawnForDiary, and confirms none then.
    """
    read = list(dict.fromkeys(entries))
    waiting = _waiting_as_read(read, by)
    confirmed = [waiting[entry] for entry in read if entry in waiting]
    _confirm(confirmed, by=by, at=at, basis=basis)
    return ConfirmedTogether(tuple(confirmed), tuple(entry for entry in read if entry not in waiting))


def _waiting_as_read(read: list[ReadEntry], by: User) -> dict[ReadEntry, PracticeEntry]:
    mine = queries.entries_to_confirm(by).filter(key__in=[entry.key for entry in read])
    locked = (
        PracticeEntry.objects.select_for_update(of=("self",))
        .filter(pk__in=list(mine.values_list("pk", flat=True)))
        .select_related("coach", "organisation", "client", "supersedes")
        .order_by("pk")
    )
    as_read = {
        ReadEntry(entry.key, entry.updated_at): entry for entry in locked if rules.is_with_verifier(entry.status)
    }
    return {entry: as_read[entry] for entry in read if entry in as_read}


def _confirm(entries: list[PracticeEntry], *, by: User, at: datetime, basis: str) -> None:
    drawn = queries.drawn_among(entries)
    problems = rules.diary_problems(basis, [entry.reference for entry in entries if entry.pk in drawn])
    if problems:
        raise DrawnForDiary(problems[0].words, field=problems[0].field)
    for entry in entries:
        entry.status, entry.confirmed_at = EntryStatus.CONFIRMED, at
        entry.save(update_fields=["status", "confirmed_at", "updated_at"])
        decide(entry, Decision.CONFIRMED, by=by, at=at, basis=basis, facts={"is_drawn": entry.pk in drawn})


@transaction.atomic
def return_entry(*, entry: PracticeEntry, by: User, at: datetime, reason: str) -> PracticeEntry:
    """The named verifier sends the entry back and says why; the coach is told by e-mail.

    Raises EntryNotWaiting, NotYours.
    """
    locked = waiting_entry(entry)
    _only_its_verifier(locked, by)
    locked.status = EntryStatus.RETURNED
    locked.save(update_fields=["status", "updated_at"])
    decide(locked, Decision.RETURNED, by=by, at=at, reason=reason)
    transaction.on_commit(partial(tasks.tell_coach_of_return.enqueue, locked.pk))
    return locked


def _only_its_verifier(entry: PracticeEntry, by: User) -> None:
    if not permissions.can_confirm_entry(by, entry):
        raise NotYours(_("Only the verifier whom this entry names can decide on it."))
