"""Sign-offs: the draft, the declaration, what it covers and rests on, who checked it, and how it ended."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from assessments.signoff.enums import CountersignOutcome, EvidenceLabel, ReleaseOutcome, SamplingReason
from assessments.signoff.models.qualifications import AssessorQualification
from lms.competencies.enums import ServiceContext
from lms.core import constraints, ids
from lms.core.models import AppendOnly, Mutable
from lms.core.privacy import Erase, Privacy


class SignOffDraft(Mutable):
    """A declaration that its assessor is still preparing. Nobody else sees it; recording it makes a SignOff of it.

    `competency_codes` and `evidence` (each as label:key) are choices, not yet facts. Erasing either person
    deletes it.
    """

    trainee = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="sign_off_drafts_about")
    assessor = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="sign_off_drafts")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="sign_off_drafts")
    context = models.CharField(max_length=20, choices=ServiceContext)
    competency_codes = models.JSONField(default=list, blank=True)
    evidence = models.JSONField(default=list, blank=True)
    is_valid = models.BooleanField(default=False)
    valid_reason = models.CharField(max_length=300, blank=True)
    is_authentic = models.BooleanField(default=False)
    authentic_reason = models.CharField(max_length=300, blank=True)
    is_current = models.BooleanField(default=False)
    current_reason = models.CharField(max_length=300, blank=True)
    is_sufficient = models.BooleanField(default=False)
    sufficient_reason = models.CharField(max_length=300, blank=True)
    statement = models.TextField(blank=True)
    supersedes = models.OneToOneField(
        "signoff.SignOff", on_delete=models.PROTECT, null=True, blank=True, related_name="superseding_draft"
    )

    privacy = Privacy(
        personal={
            "trainee": Erase.DELETE_ROW,
            "assessor": Erase.DELETE_ROW,
            "valid_reason": Erase.DELETE_ROW,
            "authentic_reason": Erase.DELETE_ROW,
            "current_reason": Erase.DELETE_ROW,
            "sufficient_reason": Erase.DELETE_ROW,
            "statement": Erase.DELETE_ROW,
        },
        impersonal="organisation context competency_codes evidence is_valid is_authentic is_current is_sufficient "
        "supersedes",
    )

    class Meta:
        constraints = [
            constraints.different("trainee", "assessor", name="signoff_draft_not_of_oneself"),
            constraints.one_of("context", ServiceContext, name="signoff_draft_context"),
            UniqueConstraint(
                fields=["assessor", "trainee", "organisation", "context"],
                condition=Q(supersedes=None),
                name="signoff_one_draft_a_context",
            ),
        ]

    def __str__(self):
        return f"draft {self.key}"


class SignOff(AppendOnly):
    """An assessor's declaration that a trainee has shown competencies in a context, on named evidence.

    The four confirmations are each given on their own and are always all true: without one there is no sign-off.
    Whether it needs a countersignature and whether it is sampled is settled when it is made, by the policy and with
    its reason. Written by `actions.sign_off`. Personal: who, and the assessor's words about the trainee.
    """

    trainee = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="sign_offs")
    assessor = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="sign_offs_made")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="sign_offs")
    policy = models.ForeignKey("roleplay.AssessmentPolicy", on_delete=models.PROTECT, related_name="sign_offs")
    context = models.CharField(max_length=20, choices=ServiceContext)
    statement = models.TextField()
    is_valid = models.BooleanField()
    valid_reason = models.CharField(max_length=300)
    is_authentic = models.BooleanField()
    authentic_reason = models.CharField(max_length=300)
    is_current = models.BooleanField()
    current_reason = models.CharField(max_length=300)
    is_sufficient = models.BooleanField()
    sufficient_reason = models.CharField(max_length=300)
    qualification = models.ForeignKey(
        AssessorQualification, on_delete=models.PROTECT, null=True, blank=True, related_name="sign_offs"
    )
    needs_countersignature = models.BooleanField()
    is_sampled = models.BooleanField()
    sampling_reason = models.CharField(max_length=20, choices=SamplingReason, blank=True)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )

    privacy = Privacy(
        personal={
            "trainee": Erase.FOLLOWS,
            "assessor": Erase.FOLLOWS,
            "statement": Erase.CLEAR,
            "valid_reason": Erase.CLEAR,
            "authentic_reason": Erase.CLEAR,
            "current_reason": Erase.CLEAR,
            "sufficient_reason": Erase.CLEAR,
        },
        impersonal="organisation policy context is_valid is_authentic is_current is_sufficient qualification "
        "needs_countersignature is_sampled sampling_reason supersedes",
    )

    class Meta:
        constraints = [
            constraints.different("trainee", "assessor", name="signoff_not_of_oneself"),
            constraints.one_of("context", ServiceContext, name="signoff_context"),
            CheckConstraint(
                condition=Q(is_valid=True, is_authentic=True, is_current=True, is_sufficient=True),
                name="signoff_confirmed_four_times",
            ),
            CheckConstraint(
                condition=Q(is_sampled=False, sampling_reason="")
                | Q(is_sampled=True, sampling_reason__in=SamplingReason.values),
                name="signoff_sampled_for_a_reason",
            ),
            CheckConstraint(
                condition=Q(needs_countersignature=False) | Q(qualification=None), name="signoff_qualified_or_not"
            ),
        ]
        indexes = [
            models.Index(fields=["trainee", "happened_at"], name="signoff_of_trainee"),
            models.Index(fields=["organisation", "happened_at"], name="signoff_in_organisation"),
            models.Index(fields=["assessor", "happened_at"], name="signoff_by_assessor"),
        ]

    def __str__(self):
        return f"Sign-off {self.reference}"

    @property
    def reference(self) -> str:
        """The short form of the key that people read to each other."""
        return ids.reference("S", self.key)


class SignedCompetency(AppendOnly):
    """One competency, in the wording that was in force, that a sign-off covers."""

    sign_off = models.ForeignKey(SignOff, on_delete=models.PROTECT, related_name="competencies")
    competency_version = models.ForeignKey(
        "competencies.CompetencyVersion", on_delete=models.PROTECT, related_name="signed_competencies"
    )

    privacy = Privacy(impersonal="sign_off competency_version")

    class Meta:
        verbose_name_plural = "signed competencies"
        constraints = [UniqueConstraint(fields=["sign_off", "competency_version"], name="signoff_competency_once")]

    def __str__(self):
        return f"sign-off {self.sign_off_id} competency {self.competency_version_id}"


class SignOffEvidence(AppendOnly):
    """One thing that a sign-off rests on, in words and by digest as it was then.

    Practice is one row for all confirmed entries and has no key of its own; its digest covers every entry.
    """

    sign_off = models.ForeignKey(SignOff, on_delete=models.PROTECT, related_name="evidence")
    order = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=40, choices=EvidenceLabel)
    target_key = models.UUIDField(null=True, blank=True)
    words = models.CharField(max_length=300)
    digest = models.CharField(max_length=64)

    privacy = Privacy(personal={"words": Erase.CLEAR}, impersonal="sign_off order label target_key digest")

    class Meta:
        verbose_name_plural = "sign-off evidence"
        constraints = [
            constraints.one_of("label", EvidenceLabel, name="signoff_evidence_label"),
            UniqueConstraint(fields=["sign_off", "order"], name="signoff_evidence_order_once"),
            UniqueConstraint(fields=["sign_off", "label", "target_key"], name="signoff_evidence_once"),
            UniqueConstraint(fields=["sign_off"], condition=Q(target_key=None), name="signoff_practice_once"),
            CheckConstraint(
                condition=Q(label=EvidenceLabel.PRACTICE, target_key=None)
                | Q(~Q(label=EvidenceLabel.PRACTICE), target_key__isnull=False),
                name="signoff_evidence_names_its_record",
            ),
        ]
        indexes = [models.Index(fields=["target_key"], name="signoff_evidence_by_target")]

    def __str__(self):
        return f"sign-off {self.sign_off_id} evidence {self.order}"


class Countersignature(AppendOnly):
    """A qualified assessor stands behind a sign-off by one who is not yet qualified, or returns it with a reason."""

    sign_off = models.OneToOneField(SignOff, on_delete=models.PROTECT, related_name="countersignature")
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="countersignatures")
    qualification = models.ForeignKey(AssessorQualification, on_delete=models.PROTECT, related_name="countersignatures")
    outcome = models.CharField(max_length=20, choices=CountersignOutcome)
    reason = models.TextField()

    privacy = Privacy(
        personal={"by": Erase.FOLLOWS, "reason": Erase.CLEAR}, impersonal="sign_off qualification outcome"
    )

    class Meta:
        constraints = [constraints.one_of("outcome", CountersignOutcome, name="signoff_countersign_outcome")]

    def __str__(self):
        return f"countersignature of sign-off {self.sign_off_id}"


class QualityRelease(AppendOnly):
    """The internal quality assurer has looked at a sampled sign-off and releases it, or returns it with a reason."""

    sign_off = models.OneToOneField(SignOff, on_delete=models.PROTECT, related_name="release")
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="quality_releases")
    outcome = models.CharField(max_length=20, choices=ReleaseOutcome)
    reason = models.TextField()

    privacy = Privacy(personal={"by": Erase.FOLLOWS, "reason": Erase.CLEAR}, impersonal="sign_off outcome")

    class Meta:
        constraints = [constraints.one_of("outcome", ReleaseOutcome, name="signoff_release_outcome")]

    def __str__(self):
        return f"quality release of sign-off {self.sign_off_id}"


class Withdrawal(AppendOnly):
    """A sign-off that counts no more and that nothing replaces. The reason stays with provider and trainee."""

    sign_off = models.OneToOneField(SignOff, on_delete=models.PROTECT, related_name="withdrawal")
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="sign_off_withdrawals")
    reason = models.TextField()

    privacy = Privacy(personal={"by": Erase.FOLLOWS, "reason": Erase.CLEAR}, impersonal="sign_off")

    def __str__(self):
        return f"withdrawal of sign-off {self.sign_off_id}"
