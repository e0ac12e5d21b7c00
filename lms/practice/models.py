"""Client keys, logbook entries, the decisions on them, templates, clocks."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.db.models.functions import Lower
from django.utils.timezone import localtime

from lms.competencies.enums import ServiceContext
from lms.core import constraints, ids
from lms.core.models import AppendOnly, Mutable
from lms.core.privacy import Erase, Privacy
from lms.practice.enums import (
    Basis,
    CoachRole,
    Consent,
    Decision,
    EntryStatus,
    Mode,
    Payment,
    Relation,
    Setting,
)
from lms.practice.rules import LARGEST_GROUP, LONGEST_MINUTES, Span


class PracticeClient(Mutable):
    """A client as a coach's logbook knows them: a key such as C-01 and whether they agreed to be counted.

    Made by the coach, who alone knows who is behind the key. The code is given in order, never typed, so it cannot
    be a name.
    """

    coach = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="practice_clients")
    code = models.CharField(max_length=12)
    consent = models.CharField(max_length=20, choices=Consent)

    privacy = Privacy(personal={"coach": Erase.FOLLOWS}, impersonal="code consent")

    class Meta:
        constraints = [
            constraints.one_of("consent", Consent, name="practice_client_consent"),
            CheckConstraint(condition=Q(code__startswith="C-"), name="practice_client_code"),
            UniqueConstraint(fields=["coach", "code"], name="practice_client_code_once"),
        ]

    def __str__(self):
        return f"{self.code} of {self.coach}"


class PracticeEntry(Mutable):
    """One session in a coach's logbook. Written by the coach; frozen once the named verifier has confirmed it.

    `organisation` is the training provider whose verifier confirms it. `coaching_share` is the per cent of the time
    that was coaching and not giving information. `note` is free text by the coach. `supersedes` is the confirmed
    entry that this one corrects; the old one stops counting on the day this one is confirmed.
    """

    coach = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="practice_entries")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="practice_entries")
    started_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    mode = models.CharField(max_length=20, choices=Mode)
    setting = models.CharField(max_length=20, choices=Setting)
    is_group = models.BooleanField(default=False)
    group_size = models.PositiveSmallIntegerField(null=True, blank=True)
    role = models.CharField(max_length=20, choices=CoachRole)
    relation = models.CharField(max_length=20, choices=Relation)
    payment = models.CharField(max_length=20, choices=Payment)
    context = models.CharField(max_length=20, choices=ServiceContext)
    coaching_share = models.PositiveSmallIntegerField(default=100)
    client = models.ForeignKey(
        PracticeClient, on_delete=models.PROTECT, null=True, blank=True, related_name="practice_entries"
    )
    supervised_by = models.ForeignKey(
        "people.User", on_delete=models.PROTECT, null=True, blank=True, related_name="supervised_practice_entries"
    )
    note = models.TextField(blank=True)
    verifier = models.ForeignKey(
        "people.User", on_delete=models.PROTECT, null=True, blank=True, related_name="practice_entries_to_verify"
    )
    status = models.CharField(max_length=20, choices=EntryStatus, default=EntryStatus.DRAFT)
    submitted_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )

    frozen_when = ("status", (EntryStatus.CONFIRMED.value,))
    privacy = Privacy(
        personal={
            "coach": Erase.FOLLOWS,
            "supervised_by": Erase.FOLLOWS,
            "verifier": Erase.FOLLOWS,
            "note": Erase.CLEAR,
        },
        impersonal="organisation started_at minutes mode setting is_group group_size role relation payment context "
        "coaching_share client status submitted_at confirmed_at supersedes",
    )

    class Meta:
        verbose_name_plural = "practice entries"
        constraints = [
            constraints.one_of("mode", Mode, name="practice_entry_mode"),
            constraints.one_of("setting", Setting, name="practice_entry_setting"),
            constraints.one_of("role", CoachRole, name="practice_entry_role"),
            constraints.one_of("relation", Relation, name="practice_entry_relation"),
            constraints.one_of("payment", Payment, name="practice_entry_payment"),
            constraints.one_of("context", ServiceContext, name="practice_entry_context"),
            constraints.one_of("status", EntryStatus, name="practice_entry_status"),
            CheckConstraint(condition=Q(minutes__range=(1, LONGEST_MINUTES)), name="practice_entry_minutes"),
            CheckConstraint(condition=Q(coaching_share__range=(0, 100)), name="practice_entry_coaching_share"),
            CheckConstraint(
                # A check that comes out as NULL lets the row pass, so "is there" is said beside "is in range".
                condition=Q(is_group=True, group_size__isnull=False, group_size__range=(2, LARGEST_GROUP))
                | Q(is_group=False, group_size__isnull=True),
                name="practice_entry_group_size",
            ),
            CheckConstraint(
                condition=Q(status=EntryStatus.DRAFT) | Q(verifier__isnull=False, submitted_at__isnull=False),
                name="practice_entry_sent_to_somebody",
            ),
            CheckConstraint(
                condition=Q(status=EntryStatus.CONFIRMED, confirmed_at__isnull=False)
                | (~Q(status=EntryStatus.CONFIRMED) & Q(confirmed_at__isnull=True)),
                name="practice_entry_confirmed_when",
            ),
            constraints.different("coach", "verifier", name="practice_entry_verified_by_another"),
            constraints.different("coach", "supervised_by", name="practice_entry_supervised_by_another"),
            constraints.different("id", "supersedes", name="practice_entry_supersedes_another"),
        ]
        indexes = [
            models.Index(fields=["coach", "started_at"], name="practice_entry_by_coach"),
            models.Index(fields=["verifier", "status"], name="practice_entry_by_verifier"),
            models.Index(fields=["organisation", "status"], name="practice_entry_by_organisation"),
        ]

    def __str__(self):
        return f"Practice entry {self.reference}"

    @property
    def reference(self) -> str:
        """The short form of the key that people read to each other."""
        return ids.reference("P", self.key)

    @property
    def ended_at(self) -> datetime:
        """Start and length decide, also across midnight and across the clock change."""
        return Span(self.started_at, self.minutes).ended_at

    @property
    def is_past_midnight(self) -> bool:
        """Whether it ended on another day than it started, where the institution is; midnight is no other day."""
        last_moment = self.ended_at - timedelta(microseconds=1)
        return localtime(last_moment).date() != localtime(self.started_at).date()


class EntryDecision(AppendOnly):
    """One step of an entry: sent, confirmed or returned, by whom and why, with what the entry said at that moment.

    `content` holds codes and numbers only. Written by the coach (sent, taken back) and the verifier (confirmed with the
    basis, returned with the reason, which is free text).
    """

    entry = models.ForeignKey(PracticeEntry, on_delete=models.PROTECT, related_name="decisions")
    decision = models.CharField(max_length=20, choices=Decision)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="practice_decisions")
    basis = models.CharField(max_length=30, choices=Basis, blank=True)
    reason = models.TextField(blank=True)
    content = models.JSONField()

    privacy = Privacy(
        personal={"by": Erase.FOLLOWS, "reason": Erase.PSEUDONYM},
        impersonal="entry decision basis content",
    )

    class Meta:
        constraints = [
            constraints.one_of("decision", Decision, name="practice_decision_code"),
            CheckConstraint(
                condition=Q(decision=Decision.CONFIRMED, basis__in=Basis.values)
                | (~Q(decision=Decision.CONFIRMED) & Q(basis="")),
                name="practice_decision_basis",
            ),
            CheckConstraint(condition=~Q(decision=Decision.RETURNED) | ~Q(reason=""), name="practice_decision_reason"),
            UniqueConstraint(
                fields=["entry"], condition=Q(decision=Decision.CONFIRMED), name="practice_entry_confirmed_once"
            ),
        ]

    def __str__(self):
        return f"{self.get_decision_display()} {self.key}"


class EntryTemplate(Mutable):
    """A name for an entry from which the next ones start: "Telephone follow-up". Written by the coach, for them alone.

    It starts an entry like the one it points to, as that one reads then. With a discarded draft it goes too.
    """

    coach = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="entry_templates")
    entry = models.ForeignKey(PracticeEntry, on_delete=models.PROTECT, related_name="templates")
    name = models.CharField(max_length=40)

    privacy = Privacy(personal={"coach": Erase.DELETE_ROW, "name": Erase.CLEAR}, impersonal="entry")

    class Meta:
        constraints = [
            CheckConstraint(condition=~Q(name=""), name="practice_template_has_name"),
            UniqueConstraint("coach", Lower("name"), name="practice_template_name_once"),
        ]

    def __str__(self):
        return f"Template {self.key}"


class SamplingShare(AppendOnly):
    """Which per cent of the declared entries a provider has checked against a diary, from `happened_at` on.

    Written by the provider's managers. An entry falls under the share that held when it was sent.
    """

    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="sampling_shares")
    share = models.PositiveSmallIntegerField()
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="sampling_shares")

    privacy = Privacy(personal={"by": Erase.FOLLOWS}, impersonal="organisation share")

    class Meta:
        constraints = [CheckConstraint(condition=Q(share__range=(0, 100)), name="practice_sampling_share")]

    def __str__(self):
        return f"{self.share} % {self.key}"


class SessionClock(Mutable):
    """A coach's clock for the session in hand: runs from `started_at`, stands still from `stopped_at`.

    One a coach. Started and stopped by them, and gone once the entry is written or the clock thrown away.
    """

    coach = models.OneToOneField("people.User", on_delete=models.PROTECT, related_name="session_clock")
    started_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(personal={"coach": Erase.DELETE_ROW}, impersonal="started_at stopped_at")

    class Meta:
        constraints = [constraints.in_order("started_at", "stopped_at", name="practice_clock_in_order")]

    def __str__(self):
        return f"Clock {self.key}"
