"""Events, the personal values beside them, their settled order, and the forms already received."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from lms.core import clock
from lms.core.models import AppendOnly, Mutable
from lms.core.privacy import Erase, Privacy


class AuditEvent(AppendOnly):
    """One act of record as it will stand in the transparency log. Written by `audit.actions.record` only.

    `canonical` are the very bytes that were hashed; the columns repeat what lists search by. No column names a person:
    actor and subject are personal values, committed to in the bytes and kept erasable beside.
    """

    kind = models.CharField(max_length=80)
    target_label = models.CharField(max_length=80)
    target_key = models.UUIDField()
    organisation_key = models.UUIDField(null=True, blank=True)
    canonical = models.BinaryField()
    leaf_hash = models.BinaryField(max_length=32)

    privacy = Privacy(impersonal="kind target_label target_key organisation_key canonical leaf_hash")

    class Meta:
        constraints = [UniqueConstraint(fields=["leaf_hash"], name="audit_event_once")]
        indexes = [
            models.Index(fields=["target_label", "target_key"], name="audit_by_target"),
            models.Index(fields=["organisation_key", "recorded_at"], name="audit_by_organisation"),
        ]

    def __str__(self):
        return f"{self.kind} {self.key}"


class PersonalValue(Mutable):
    """A personal value of an event with its salt. Erasing it leaves the event and its hash whole."""

    event = models.ForeignKey(AuditEvent, on_delete=models.PROTECT, related_name="personal_values")
    name = models.CharField(max_length=40)
    salt = models.BinaryField(max_length=32)
    value = models.TextField()
    person_key = models.UUIDField()

    privacy = Privacy(
        personal={"salt": Erase.DELETE_ROW, "value": Erase.DELETE_ROW, "person_key": Erase.DELETE_ROW},
        impersonal="event name",
    )

    class Meta:
        constraints = [UniqueConstraint(fields=["event", "name"], name="audit_value_once_an_event")]
        indexes = [models.Index(fields=["person_key", "name"], name="audit_value_by_person")]

    def __str__(self):
        return f"{self.name} of event {self.event_id}"


class WaitingEvent(Mutable):
    """An event without a position yet. Written with the event and deleted by the sealer, which so reads no old events.

    A mark of how far the sealer came would not do: an event may be committed after later ones were sealed.
    `recorded_at` repeats the event's, so that sorting joins nothing: a planner may walk the whole log for a join.
    """

    event = models.OneToOneField(AuditEvent, on_delete=models.PROTECT, related_name="waiting")
    recorded_at = models.DateTimeField()

    privacy = Privacy(impersonal="event")

    def __str__(self):
        return f"event {self.event_id} waiting"


class SealedPosition(AppendOnly):
    """The settled place of an event in the log: 1, 2, 3 … without gaps, given after commit by one sealer at a time."""

    position = models.PositiveBigIntegerField(unique=True)
    event = models.OneToOneField(AuditEvent, on_delete=models.PROTECT, related_name="sealed")

    privacy = Privacy(impersonal="position event")

    class Meta:
        constraints = [CheckConstraint(condition=Q(position__gte=1), name="audit_position_from_one")]

    def __str__(self):
        return f"position {self.position}"


class ErasurePermit(Mutable):
    """While the erasing transaction holds a row here, the triggers let personal fields of ledgers be emptied."""

    privacy = Privacy()

    def __str__(self):
        return f"permit {self.key}"


class ReceivedForm(Mutable):
    """A posted form, known again by its key, and where its answer led: sent twice, done once. Kept for a week.

    `form_key` is a digest of the page's key and of what was sent where; it tells nothing of either. `location` stays
    empty while the first sending is still being worked on.
    """

    form_key = models.UUIDField()
    sender = models.CharField(max_length=64, help_text="The person's key, or the session's hash for a visitor")
    path = models.CharField(max_length=500)
    location = models.CharField(max_length=1000, blank=True)
    received_at = models.DateTimeField(default=clock.now)

    privacy = Privacy(personal={"sender": Erase.DELETE_ROW}, impersonal="form_key path location received_at")

    class Meta:
        constraints = [UniqueConstraint(fields=["form_key", "sender"], name="audit_form_received_once")]
        indexes = [models.Index(fields=["received_at"], name="audit_form_by_time")]

    def __str__(self):
        return f"form {self.form_key}"
