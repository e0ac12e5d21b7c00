"""What a coach does with their logbook: client keys, drafts, sending, taking back, correcting."""

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from lms.audit import actions as audit
from lms.core.errors import NotYours, Refused
from lms.core.templatetags.words import moment
from lms.people.models import Organisation, User
from lms.practice import permissions, queries, rules, tasks
from lms.practice.actions.history import decide, one_at_a_time, record, waiting_entry
from lms.practice.actions.templates import remove_template
from lms.practice.enums import CoachRole, Decision, EntryStatus, Payment, Relation
from lms.practice.models import PracticeClient, PracticeEntry, SessionClock


class EntryNotValid(Refused):
    """The session cannot have taken place as written, or names somebody who may not be named."""


class EntryNotOpen(Refused):
    """The entry was sent or confirmed meanwhile, so the coach can no longer change, send or discard it."""


class EntryNotCorrectable(Refused):
    """Only a confirmed entry is corrected, and only once; a second correction corrects the first."""


@dataclass(frozen=True, kw_only=True)
class NewClient:
    """A client whom the coach logs for the first time: the key is made with the entry."""

    consent: str


@dataclass(frozen=True, kw_only=True)
class EntryDetails:
    """What a coach says about one session. `group_size` is None for one person."""

    started_at: datetime
    minutes: int
    mode: str
    setting: str
    context: str
    role: str = CoachRole.COACH
    relation: str = Relation.PATIENT
    payment: str = Payment.EMPLOYED
    group_size: int | None = None
    coaching_share: int = 100
    client: PracticeClient | NewClient | None = None
    supervised_by: User | None = None
    verifier: User | None = None
    note: str = ""


@transaction.atomic
def make_client(*, by: User, at: datetime, consent: str) -> PracticeClient:
    """Give the coach their next client key."""
    one_at_a_time(by)
    client = PracticeClient.objects.create(coach=by, code=queries.next_client_code(by), consent=consent)
    audit.record("practice.client_made", by=by, at=at, target=client, facts={"consent": consent})
    return client


@transaction.atomic
def log_entry(
    *, by: User, at: datetime, organisation: Organisation, details: EntryDetails, is_timed: bool = False
) -> PracticeEntry:
    """Write a draft into one's own logbook. Raises EntryNotValid.

    is_timed: the coach's clock measured it; the clock has done its work then
    """
    entry = PracticeEntry(coach=by, organisation=organisation)
    _fill(entry, details, by=by, at=at)
    if is_timed:
        SessionClock.objects.filter(coach=by, stopped_at__isnull=False).delete()
    record("practice.entry_logged", entry, by=by, at=at)
    return entry


@transaction.atomic
def log_and_submit(
    *, by: User, at: datetime, organisation: Organisation, details: EntryDetails, is_timed: bool = False
) -> PracticeEntry:
    """Write an entry and send it to its verifier at once. With a warning about it, it stays a draft to look at again.

    Raises EntryNotValid.
    """
    entry = log_entry(by=by, at=at, organisation=organisation, details=details, is_timed=is_timed)
    if queries.warnings_about([entry], by):
        return entry
    return submit_entry(entry=entry, by=by, at=at)


@transaction.atomic
def change_draft(*, entry: PracticeEntry, by: User, at: datetime, details: EntryDetails) -> PracticeEntry:
    """Write an entry anew before it is sent, or after it came back. Raises EntryNotOpen, EntryNotValid, NotYours."""
    locked = _open_entry(entry, by)
    _fill(locked, details, by=by, at=at)
    record("practice.entry_changed", locked, by=by, at=at)
    return locked


@transaction.atomic
def discard_draft(*, entry: PracticeEntry, by: User, at: datetime) -> None:
    """Take away a draft that was never sent, and its templates: nobody but its coach has seen them.

    Raises EntryNotOpen, NotYours.
    """
    locked = _open_entry(entry, by)
    if locked.decisions.exists():
        raise EntryNotOpen(_("This entry was sent before, so it stays in your logbook. You can change it."))
    for template in locked.templates.all():
        remove_template(template=template, by=by, at=at)
    record("practice.entry_discarded", locked, by=by, at=at)
    locked.delete()


@transaction.atomic
def submit_entry(*, entry: PracticeEntry, by: User, at: datetime) -> PracticeEntry:
    """Send an entry to its verifier, who is told by e-mail. Raises EntryNotOpen, EntryNotValid, NotYours."""
    locked = _open_entry(entry, by)
    if locked.verifier_id is None:
        raise EntryNotValid(_("Choose who will confirm this entry before you send it."))
    _check_session(locked, at=at)
    _check_verifier(locked, at=at)
    locked.status, locked.submitted_at = EntryStatus.SUBMITTED, at
    locked.save(update_fields=["status", "submitted_at", "updated_at"])
    decide(locked, Decision.SUBMITTED, by=by, at=at)
    transaction.on_commit(partial(tasks.tell_verifier.enqueue, locked.pk))
    return locked


@transaction.atomic
def take_back_entry(*, entry: PracticeEntry, by: User, at: datetime) -> PracticeEntry:
    """The coach makes a sent entry a draft again, before it is decided. Raises EntryNotWaiting, NotYours."""
    locked = waiting_entry(entry)
    _only_its_coach(locked, by)
    locked.status = EntryStatus.DRAFT
    locked.save(update_fields=["status", "updated_at"])
    decide(locked, Decision.TAKEN_BACK, by=by, at=at)
    return locked


@transaction.atomic
def correct_entry(*, entry: PracticeEntry, by: User, at: datetime, details: EntryDetails) -> PracticeEntry:
    """Write the draft that will replace a confirmed entry once it is confirmed itself; both stay to be seen.

    Raises EntryNotCorrectable, EntryNotValid, NotYours.
    """
    locked = PracticeEntry.objects.select_for_update().get(pk=entry.pk)
    _only_its_coach(locked, by)
    has_correction = PracticeEntry.objects.filter(supersedes=locked).exists()
    if not rules.can_be_corrected(locked.status, has_correction=has_correction):
        raise EntryNotCorrectable(_("This entry is not confirmed, or a correction of it exists already."))
    correction = PracticeEntry(coach=by, organisation=locked.organisation, supersedes=locked)
    _fill(correction, details, by=by, at=at)
    record("practice.entry_corrected", correction, by=by, at=at)
    return correction


def _open_entry(entry: PracticeEntry, by: User) -> PracticeEntry:
    locked = PracticeEntry.objects.select_for_update().get(pk=entry.pk)
    _only_its_coach(locked, by)
    if not rules.is_with_coach(locked.status):
        raise EntryNotOpen(_("This entry was sent or confirmed meanwhile, so it cannot be changed here."))
    return locked


def _only_its_coach(entry: PracticeEntry, by: User) -> None:
    if not permissions.is_own_entry(by, entry):
        raise NotYours(_("Only the coach whose session this was can do this."))


def _fill(entry: PracticeEntry, details: EntryDetails, *, by: User, at: datetime) -> None:
    """Check what the coach says and write it to the entry."""
    one_at_a_time(by)
    for field in dataclasses.fields(details):
        if field.name != "client":
            setattr(entry, field.name, getattr(details, field.name))
    entry.is_group = details.group_size is not None
    _check_session(entry, at=at)
    _check_people(entry, details.client, at=at)
    is_new = isinstance(details.client, NewClient)
    entry.client = make_client(by=by, at=at, consent=details.client.consent) if is_new else details.client
    entry.save()


def _check_session(entry: PracticeEntry, *, at: datetime) -> None:
    span = rules.Span(entry.started_at, entry.minutes)
    problems = rules.session_problems(span, is_group=entry.is_group, group_size=entry.group_size, at=at)
    if problems:
        raise EntryNotValid(problems[0].words, field=problems[0].field)
    other = queries.overlapping_entry(entry.coach, span, besides=entry)
    if other:
        when = moment(other.started_at)
        words = _("This overlaps your entry %(reference)s of %(when)s, which lasts %(minutes)d minutes.")
        raise EntryNotValid(
            words % {"reference": other.reference, "when": when, "minutes": other.minutes}, field="started_at"
        )


def _check_people(entry: PracticeEntry, client: PracticeClient | NewClient | None, *, at: datetime) -> None:
    if isinstance(client, PracticeClient) and client.coach_id != entry.coach_id:
        raise EntryNotValid(_("This client key is not one of yours."), field="client")
    supervisors = queries.supervisors_for(entry.coach, on=localtime(at).date())
    if entry.supervised_by and not supervisors.filter(pk=entry.supervised_by_id).exists():
        raise EntryNotValid(_("This person does not supervise you."), field="supervised_by")
    if entry.verifier:
        _check_verifier(entry, at=at)


def _check_verifier(entry: PracticeEntry, *, at: datetime) -> None:
    named = queries.verifiers_for(entry.coach, on=localtime(at).date(), organisation_id=entry.organisation_id)
    if not named.filter(pk=entry.verifier_id).exists():
        raise EntryNotValid(
            _("%(name)s is not named to confirm your hours now. Choose somebody else, or ask your provider.")
            % {"name": entry.verifier.name},
            field="verifier",
        )
