"""Recording an act, settling the order, erasing a person."""

from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from django.db import connection, models, transaction
from django.db.models import Max

from lms.audit.models import AuditEvent, ErasurePermit, PersonalValue, ReceivedForm, SealedPosition, WaitingEvent
from lms.core import clock, ids, privacy
from lms.formats import transparency_log

FORMS_KEPT = timedelta(days=7)
SEALER_LOCK = 7_300_001  # any number that nothing else on this database uses


class Person(Protocol):
    key: UUID


class Target(Protocol):
    key: UUID
    _meta: models.options.Options


class OutsideTransaction(RuntimeError):
    """An act of record was about to be written without a transaction around it and its event."""


def record(
    kind: str,
    *,
    by: Person | None,
    at: datetime,
    target: Target,
    subject: Person | None = None,
    organisation: Target | None = None,
    facts: dict | None = None,
    personal: dict[str, str] | None = None,
) -> AuditEvent:
    """Write the event of an act, in the caller's transaction.

    kind:     stable code, "<room>.<what happened>"
    by:       who did it; None when the system did (a clock, an import)
    subject:  the person it is about
    facts:    impersonal values (codes, numbers, keys of records), readable for ever
    personal: values about `subject` (or `by`), kept beside the event and erasable
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction(kind)
    recorded_at, event_key = clock.now(), ids.new_key()
    values = _personal_values(by, subject, personal or {})
    canonical = transparency_log.canonical_bytes(
        {
            "key": str(event_key),
            "kind": kind,
            "happened_at": at.isoformat(),
            "recorded_at": recorded_at.isoformat(),
            "target": {"label": target._meta.label_lower, "key": str(target.key)},
            "organisation": str(organisation.key) if organisation else None,
            "facts": facts or {},
            "personal": {value.name: transparency_log.commitment(value.salt, value.value) for value in values},
        }
    )
    event = AuditEvent.objects.create(
        key=event_key,
        kind=kind,
        happened_at=at,
        recorded_at=recorded_at,
        target_label=target._meta.label_lower,
        target_key=target.key,
        organisation_key=organisation.key if organisation else None,
        canonical=canonical,
        leaf_hash=transparency_log.leaf_hash(canonical),
    )
    WaitingEvent.objects.create(event=event, recorded_at=recorded_at)
    for value in values:
        value.event = event
    PersonalValue.objects.bulk_create(values)
    return event


def _personal_values(by: Person | None, subject: Person | None, personal: dict[str, str]) -> list[PersonalValue]:
    """A person's key is personal too, so actor and subject are values like the others."""
    owner = subject or by
    rows = [("actor", str(by.key), by)] if by else []
    rows += [("subject", str(subject.key), subject)] if subject else []
    rows += [(name, value, owner) for name, value in personal.items()]
    return [
        PersonalValue(name=name, value=value, salt=transparency_log.new_salt(), person_key=person.key)
        for name, value, person in rows
    ]


def seal(*, at: datetime, limit: int = 1000) -> int:
    """Give settled positions to committed events that have none; returns how many.

    On PostgreSQL row 11 can commit before row 10, so the order is given here, after commit, by one sealer at a time.
    """
    with transaction.atomic():
        _one_sealer_at_a_time()
        latest = SealedPosition.objects.aggregate(latest=Max("position"))["latest"] or 0
        events = _longest_waiting(limit)
        SealedPosition.objects.bulk_create(
            SealedPosition(position=latest + offset, event_id=event, happened_at=at)
            for offset, event in enumerate(events, start=1)
        )
        WaitingEvent.objects.filter(event__in=events).delete()
    return len(events)


def _longest_waiting(limit: int) -> list[int]:
    """Ids of events without a position, in the order of recording."""
    waiting = WaitingEvent.objects.order_by("recorded_at", "event_id")
    return list(waiting.values_list("event_id", flat=True)[:limit])


def _one_sealer_at_a_time() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEALER_LOCK])
    # SQLite: BEGIN IMMEDIATE (settings) already lets one writer in at a time.


def forget_old_forms(*, before: datetime) -> int:
    """Delete the keys of forms received before a moment; returns how many."""
    return ReceivedForm.objects.filter(received_at__lt=before).delete()[0]


@transaction.atomic
def erase_person(*, person: models.Model, by: Person | None, at: datetime) -> AuditEvent:
    """Empty a person's fields in every room, then their values in the log. Events and hashes stay.

    The event that records the erasure names nobody as its subject. `by` is None when whoever runs the server did it.
    """
    permit = ErasurePermit.objects.create()
    for erase in privacy.erasers().values():
        erase(person)
    PersonalValue.objects.filter(person_key=person.key).delete()
    ReceivedForm.objects.filter(sender=str(person.key)).delete()
    permit.delete()
    return record("audit.person_erased", by=by, at=at, target=person)
