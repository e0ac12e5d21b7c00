"""What a verifier does with the entries that wait for them: confirm, return."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from lms.core.errors import NotYours
from lms.people.models import User
from lms.practice import permissions, tasks
from lms.practice.actions.history import decide, waiting_entry
from lms.practice.enums import Decision, EntryStatus
from lms.practice.models import PracticeEntry


@transaction.atomic
def confirm_entry(*, entry: PracticeEntry, by: User, at: datetime, basis: str) -> PracticeEntry:
    """The named verifier stands behind the session and says how they know. From here on the entry never changes.

    Raises EntryNotWaiting, NotYours.
    """
    locked = waiting_entry(entry)
    _only_its_verifier(locked, by)
    locked.status, locked.confirmed_at = EntryStatus.CONFIRMED, at
    locked.save(update_fields=["status", "confirmed_at", "updated_at"])
    decide(locked, Decision.CONFIRMED, by=by, at=at, basis=basis)
    return locked


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
