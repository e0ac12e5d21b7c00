"""Approvals of programme versions, checklists and the answers to them."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from lms.core import constraints
from lms.core.models import AppendOnly
from lms.core.privacy import Erase, Privacy
from lms.quality.enums import AnswerState, ApprovalKind


class ProgrammeApproval(AppendOnly):
    """A body's word that one programme version is accredited or quality assured, from a day until another.

    Written by a reviewer of that body. An end, or a changed date, is a new row that supersedes: both `happened_at` and
    `recorded_at` stay, so that "accredited on the day" and "what was known then" have two answers. Personal: who
    decided.
    """

    programme_version = models.ForeignKey(
        "enrolment.ProgrammeVersion", on_delete=models.PROTECT, related_name="approvals"
    )
    body = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="programme_approvals")
    kind = models.CharField(max_length=20, choices=ApprovalKind)
    from_date = models.DateField()
    to_date = models.DateField(null=True, blank=True, help_text="Last day; empty until further notice")
    reference = models.CharField(max_length=80, help_text="The body's own reference, as on its letter")
    reason = models.TextField(blank=True, help_text="Why it ended or changed; read by the body only")
    decided_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="programme_approvals")
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )

    privacy = Privacy(
        personal={"decided_by": Erase.FOLLOWS},
        impersonal="programme_version body kind from_date to_date reference reason supersedes",
    )

    class Meta:
        constraints = [
            constraints.one_of("kind", ApprovalKind, name="quality_approval_kind"),
            constraints.in_order("from_date", "to_date", name="quality_approval_dates"),
            CheckConstraint(condition=~Q(reference=""), name="quality_approval_has_reference"),
        ]
        indexes = [models.Index(fields=["programme_version", "from_date"], name="quality_approvals_of")]

    def __str__(self):
        return f"{self.reference} ({self.key})"


class Checklist(AppendOnly):
    """One numbered version of a checklist, loaded from fixtures/quality. New wording is a new number.

    `is_derived` says that Teachback drew it from the guide's prose: it is never shown as the guide's own annex.
    """

    code = models.SlugField(max_length=60)
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    is_derived = models.BooleanField()
    derived_note = models.TextField(blank=True)
    source = models.CharField(max_length=80, help_text="Key of the source in fixtures/curriculum/sources")
    locator = models.CharField(max_length=200)
    content_hash = models.CharField(max_length=64)

    privacy = Privacy(impersonal="code number title is_derived derived_note source locator content_hash")

    class Meta:
        constraints = [
            UniqueConstraint(fields=["code", "number"], name="quality_checklist_once"),
            CheckConstraint(condition=Q(number__gte=1), name="quality_checklist_from_one"),
            CheckConstraint(condition=Q(is_derived=False) | ~Q(derived_note=""), name="quality_derived_says_from_what"),
        ]

    def __str__(self):
        return f"{self.code} v{self.number}"


class ChecklistItem(AppendOnly):
    """One question of a checklist version, with why it is asked and what would show it."""

    checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT, related_name="items")
    order = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=60)
    text = models.TextField()
    why = models.TextField()
    evidence_hint = models.TextField()

    privacy = Privacy(impersonal="checklist order code text why evidence_hint")

    class Meta:
        constraints = [
            UniqueConstraint(fields=["checklist", "code"], name="quality_item_once"),
            UniqueConstraint(fields=["checklist", "order"], name="quality_item_order_once"),
        ]

    def __str__(self):
        return f"{self.checklist} · {self.code}"


class ChecklistAnswer(AppendOnly):
    """What a provider says to one question on a day: how far it is met, by what evidence, who looks after it, until
    when.

    Written by a manager of the provider; a commissioner reads it. The latest of a chain is the one that nothing
    supersedes. Personal: the owner and who answered.
    """

    provider = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="checklist_answers")
    item = models.ForeignKey(ChecklistItem, on_delete=models.PROTECT, related_name="answers")
    state = models.CharField(max_length=20, choices=AnswerState)
    evidence = models.TextField(blank=True)
    owner = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="checklist_answers_owned")
    review_date = models.DateField()
    answered_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="checklist_answers_given")
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )

    privacy = Privacy(
        personal={"owner": Erase.FOLLOWS, "answered_by": Erase.FOLLOWS},
        impersonal="provider item state evidence review_date supersedes",
    )

    class Meta:
        constraints = [
            constraints.one_of("state", AnswerState, name="quality_answer_state"),
            CheckConstraint(
                condition=~Q(state__in=[AnswerState.MET.value, AnswerState.PARTLY.value]) | ~Q(evidence=""),
                name="quality_met_names_evidence",
            ),
            UniqueConstraint(
                fields=["provider", "item"], condition=Q(supersedes=None), name="quality_one_first_answer"
            ),
        ]

    def __str__(self):
        return f"{self.provider} · {self.item} ({self.key})"
