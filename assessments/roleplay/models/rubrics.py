"""Rubrics with described levels, and the policy that says how assessments are checked. All are versioned data."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from lms.core.models import AppendOnly, Mutable
from lms.core.privacy import Privacy


class Rubric(Mutable):
    """A named rubric. Its words live in versions, loaded from fixtures/assessments/rubrics."""

    code = models.SlugField(max_length=60, unique=True)

    privacy = Privacy(impersonal="code")

    def __str__(self):
        return self.code


class RubricVersion(AppendOnly):
    """One wording and one pass rule of a rubric. Never edited: observations are read by the words they were judged by.

    `content_hash` tells whether a fixture still says what was loaded. Written by `actions.load_rubric`.
    """

    rubric = models.ForeignKey(Rubric, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    source = models.CharField(max_length=80, help_text="Key of the source in fixtures/curriculum/sources")
    note = models.TextField(blank=True)
    note_citation = models.JSONField(
        default=dict, help_text="Source key, its title and the locator of what the note claims"
    )
    global_instruction = models.TextField()
    global_scale = models.JSONField(default=list, help_text="Key, label and description of each global judgement")
    minimum_percent = models.PositiveSmallIntegerField()
    minimum_points_each = models.PositiveSmallIntegerField()
    pass_explanation = models.TextField()
    content_hash = models.CharField(max_length=64)

    privacy = Privacy(
        impersonal="rubric number title source note note_citation global_instruction global_scale minimum_percent "
        "minimum_points_each pass_explanation content_hash"
    )

    class Meta:
        constraints = [
            UniqueConstraint(fields=["rubric", "number"], name="roleplay_rubric_version_once"),
            CheckConstraint(condition=Q(number__gte=1), name="roleplay_rubric_from_one"),
            CheckConstraint(condition=Q(minimum_percent__lte=100), name="roleplay_rubric_percent"),
        ]

    def __str__(self):
        return f"{self.title} (version {self.number})"


class Criterion(AppendOnly):
    """One thing an observer judges. A critical one fails the whole when it is at its lowest level."""

    rubric_version = models.ForeignKey(RubricVersion, on_delete=models.PROTECT, related_name="criteria")
    code = models.SlugField(max_length=60)
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    description = models.TextField()
    what_to_look_for = models.JSONField(default=list)
    is_critical = models.BooleanField(default=False)
    competency_codes = models.JSONField(default=list)

    privacy = Privacy(
        impersonal="rubric_version code order title description what_to_look_for is_critical competency_codes"
    )

    class Meta:
        verbose_name_plural = "criteria"
        constraints = [
            UniqueConstraint(fields=["rubric_version", "code"], name="roleplay_criterion_code_once"),
            UniqueConstraint(fields=["rubric_version", "order"], name="roleplay_criterion_order_once"),
        ]

    def __str__(self):
        return f"{self.title} ({self.rubric_version_id}.{self.order})"


class Level(AppendOnly):
    """A described level of a criterion and the points it is worth."""

    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="levels")
    points = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=120)
    description = models.TextField()

    privacy = Privacy(impersonal="criterion points label description")

    class Meta:
        constraints = [UniqueConstraint(fields=["criterion", "points"], name="roleplay_level_once")]

    def __str__(self):
        return f"{self.points} · {self.label} ({self.criterion_id})"


class AssessmentPolicy(AppendOnly):
    """How assessments are checked: who is countersigned, what is sampled. One row a version; each record keeps its own.

    Written by `actions.load_policy` from fixtures/assessments/policies.yaml. The pass rule is the rubric's.
    """

    code = models.SlugField(max_length=60)
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    source = models.CharField(max_length=80, help_text="Key of the source in fixtures/curriculum/sources")
    note = models.TextField(blank=True)
    rubric = models.ForeignKey(
        Rubric, on_delete=models.PROTECT, related_name="policies", help_text="Used where no scenario names one"
    )
    framework = models.SlugField(max_length=60, help_text="Code of the competency framework that is signed off")
    sampling_percent = models.PositiveSmallIntegerField()
    samples_first_sign_off = models.BooleanField()
    samples_disagreement = models.BooleanField(help_text="Global judgement and points of a cited observation disagree")
    countersigns_unqualified = models.BooleanField()
    content_hash = models.CharField(max_length=64)

    privacy = Privacy(
        impersonal="code number title source note rubric framework sampling_percent samples_first_sign_off "
        "samples_disagreement countersigns_unqualified content_hash"
    )

    class Meta:
        verbose_name_plural = "assessment policies"
        constraints = [
            UniqueConstraint(fields=["code", "number"], name="roleplay_policy_version_once"),
            CheckConstraint(condition=Q(number__gte=1), name="roleplay_policy_from_one"),
            CheckConstraint(condition=Q(sampling_percent__lte=100), name="roleplay_policy_percent"),
        ]

    def __str__(self):
        return f"{self.title} (version {self.number})"
