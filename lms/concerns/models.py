"""A concern, its source, who must not see it, where it went, what was done with it and who opened it. All append-only.

Links to people have no reverse name ("+"): from a person nobody can reach the concerns about them.
Free text is KEPT when a person is erased: a safeguarding record outlasts the wish of the person it is about.
"""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from lms.concerns.enums import ConcernKind, EventKind, NoteKind, RoutingReason, SourceChoice, Status, Tie
from lms.core import constraints
from lms.core.models import AppendOnly
from lms.core.privacy import Erase, Privacy
from lms.people.models import Organisation, User


class Concern(AppendOnly):
    """What somebody reported. Written once by anybody, with or without an account; the words may name people.

    `target_label` and `target_key` say which record it is about, without a link that a record's page could follow back.
    `form_hash` lets a form that is sent twice be recorded once; `follow_hash` stands for the reporter's secret code.
    """

    reference = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=20, choices=ConcernKind)
    is_urgent = models.BooleanField(default=False)
    words = models.TextField()
    person_words = models.CharField(max_length=200, blank=True, help_text="Who it is about, as typed")
    target_label = models.CharField(max_length=80, blank=True)
    target_key = models.UUIDField(null=True, blank=True)
    form_hash = models.CharField(max_length=64, unique=True)
    follow_hash = models.CharField(max_length=64, unique=True)

    privacy = Privacy(
        personal={"words": Erase.KEPT, "person_words": Erase.KEPT},
        impersonal="reference kind is_urgent target_label target_key form_hash follow_hash",
    )

    class Meta:
        constraints = [
            constraints.one_of("kind", ConcernKind, name="concerns_kind"),
            CheckConstraint(condition=~Q(words=""), name="concerns_has_words"),
            CheckConstraint(
                condition=Q(target_label="", target_key=None) | (~Q(target_label="") & Q(target_key__isnull=False)),
                name="concerns_target_whole",
            ),
        ]

    def __str__(self):
        return f"concern {self.reference}"


class ConcernSource(AppendOnly):
    """Who raised a concern and how to reach them. In a table of its own, so that lists never load it.

    An anonymous source holds no account and no name. `contact` is the reporter's own choice, anonymous or not.
    """

    concern = models.OneToOneField(Concern, on_delete=models.PROTECT, related_name="source")
    choice = models.CharField(max_length=20, choices=SourceChoice)
    reporter = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=150, blank=True)
    contact = models.CharField(max_length=200, blank=True)

    privacy = Privacy(
        personal={"reporter": Erase.FOLLOWS, "name": Erase.CLEAR, "contact": Erase.CLEAR}, impersonal="concern choice"
    )

    class Meta:
        constraints = [
            constraints.one_of("choice", SourceChoice, name="concerns_source_choice"),
            CheckConstraint(
                condition=~Q(choice=SourceChoice.ANONYMOUS) | Q(reporter=None, name=""),
                name="concerns_anonymous_is_nobody",
            ),
        ]

    def __str__(self):
        return f"source of {self.concern_id}"


class ConcernPerson(AppendOnly):
    """Somebody who must never see a concern, whatever role they hold. Written when it is raised or passed on."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="people")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    tie = models.CharField(max_length=20, choices=Tie)

    privacy = Privacy(personal={"person": Erase.FOLLOWS}, impersonal="concern tie")

    class Meta:
        verbose_name_plural = "concern people"
        constraints = [
            constraints.one_of("tie", Tie, name="concerns_person_tie"),
            UniqueConstraint(fields=["concern", "person"], name="concerns_person_once"),
        ]

    def __str__(self):
        return f"person {self.person_id} on {self.concern_id}"


class ConcernRouting(AppendOnly):
    """The organisation whose leads have a concern from now on; the latest row holds. `by`: a lead who passed it on."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="routings")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=20, choices=RoutingReason)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    privacy = Privacy(personal={"by": Erase.FOLLOWS}, impersonal="concern organisation reason")

    class Meta:
        constraints = [
            constraints.one_of("reason", RoutingReason, name="concerns_routing_reason"),
            CheckConstraint(
                condition=Q(reason=RoutingReason.PASSED_ON, by__isnull=False)
                | (~Q(reason=RoutingReason.PASSED_ON) & Q(by=None)),
                name="concerns_passed_on_by_a_lead",
            ),
        ]

    def __str__(self):
        return f"{self.concern_id} to {self.organisation} ({self.key})"


class ConcernNote(AppendOnly):
    """Words added to a concern: a lead's note, a lead's answer to the reporter, or what the reporter added later."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=20, choices=NoteKind)
    words = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    privacy = Privacy(personal={"by": Erase.FOLLOWS, "words": Erase.KEPT}, impersonal="concern kind")

    class Meta:
        constraints = [
            constraints.one_of("kind", NoteKind, name="concerns_note_kind"),
            CheckConstraint(condition=~Q(words=""), name="concerns_note_has_words"),
            # The reporter may be anyone, so what they add names nobody; a lead's words always name the lead.
            CheckConstraint(
                condition=Q(kind=NoteKind.ADDED, by=None) | (~Q(kind=NoteKind.ADDED) & Q(by__isnull=False)),
                name="concerns_note_by_a_lead",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} on {self.concern_id} ({self.key})"


class ConcernStatus(AppendOnly):
    """Where a concern stands; the latest row holds. Leads give a reason in words, which stays inside."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="statuses")
    status = models.CharField(max_length=20, choices=Status)
    words = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    privacy = Privacy(personal={"by": Erase.FOLLOWS, "words": Erase.KEPT}, impersonal="concern status")

    class Meta:
        verbose_name_plural = "concern statuses"
        constraints = [
            constraints.one_of("status", Status, name="concerns_status"),
            CheckConstraint(
                condition=Q(status=Status.RECEIVED, by=None)
                | (~Q(status=Status.RECEIVED) & Q(by__isnull=False) & ~Q(words="")),
                name="concerns_status_with_words",
            ),
        ]

    def __str__(self):
        return f"{self.concern_id} {self.get_status_display()} ({self.key})"


class ConcernView(AppendOnly):
    """A lead opened a concern. Written each time its page is shown, and shown on that page to the other leads."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="views")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    privacy = Privacy(personal={"by": Erase.FOLLOWS}, impersonal="concern")

    def __str__(self):
        return f"view {self.key} of {self.concern_id}"


class ConcernEvent(AppendOnly):
    """One act on a concern, in order: this room's own log in place of the audit log (see the room's docstring)."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20, choices=EventKind)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    facts = models.JSONField(default=dict)

    privacy = Privacy(personal={"by": Erase.FOLLOWS}, impersonal="concern kind facts")

    class Meta:
        constraints = [constraints.one_of("kind", EventKind, name="concerns_event_kind")]

    def __str__(self):
        return f"{self.concern_id} {self.get_kind_display()} ({self.key})"
