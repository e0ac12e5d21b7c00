"""Observations of a trainee: the draft being written, the record, its scores, and the trainee's acknowledgement."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from assessments.roleplay.enums import GlobalJudgement, IdentityCheck, Setting
from assessments.roleplay.models.rubrics import AssessmentPolicy, Criterion, Level, RubricVersion
from assessments.roleplay.models.scenarios import ScenarioVersion
from lms.competencies.enums import ServiceContext
from lms.core import constraints, ids
from lms.core.models import AppendOnly, Mutable
from lms.core.privacy import Erase, Privacy


def _scenario_fits_setting(name: str) -> CheckConstraint:
    """A role-play names its scenario; a real session has none."""
    return CheckConstraint(
        condition=Q(setting=Setting.ROLE_PLAY, scenario_version__isnull=False)
        | Q(setting=Setting.REAL_PRACTICE_DESCRIBED, scenario_version=None),
        name=name,
    )


class ObservationDraft(Mutable):
    """An observation that its observer is still writing. Nobody else sees it; recording it makes an Observation of it.

    Personal: whom it is about, who writes it, and all free text; erasing either person deletes it.
    """

    trainee = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="observation_drafts_about")
    observer = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="observation_drafts")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="observation_drafts")
    scenario_version = models.ForeignKey(
        ScenarioVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="drafts"
    )
    rubric_version = models.ForeignKey(RubricVersion, on_delete=models.PROTECT, related_name="drafts")
    policy = models.ForeignKey(AssessmentPolicy, on_delete=models.PROTECT, related_name="observation_drafts")
    context = models.CharField(max_length=20, choices=ServiceContext)
    setting = models.CharField(max_length=30, choices=Setting)
    observed_at = models.DateTimeField()
    identity_check = models.CharField(max_length=20, choices=IdentityCheck)
    identity_note = models.CharField(max_length=200, blank=True)
    global_judgement = models.CharField(max_length=20, choices=GlobalJudgement, blank=True)
    global_judged_at = models.DateTimeField(null=True, blank=True)
    feedback_strengths = models.TextField(blank=True)
    feedback_next = models.TextField(blank=True)
    supersedes = models.OneToOneField(
        "roleplay.Observation", on_delete=models.PROTECT, null=True, blank=True, related_name="superseding_draft"
    )
    supersede_reason = models.TextField(blank=True)

    privacy = Privacy(
        personal={
            "trainee": Erase.DELETE_ROW,
            "observer": Erase.DELETE_ROW,
            "identity_note": Erase.DELETE_ROW,
            "feedback_strengths": Erase.DELETE_ROW,
            "feedback_next": Erase.DELETE_ROW,
            "supersede_reason": Erase.DELETE_ROW,
        },
        impersonal="organisation scenario_version rubric_version policy context setting observed_at identity_check "
        "global_judgement global_judged_at supersedes",
    )

    class Meta:
        constraints = [
            constraints.different("trainee", "observer", name="roleplay_draft_not_of_oneself"),
            constraints.one_of("context", ServiceContext, name="roleplay_draft_context"),
            constraints.one_of("setting", Setting, name="roleplay_draft_setting"),
            constraints.one_of("identity_check", IdentityCheck, name="roleplay_draft_identity"),
            _scenario_fits_setting("roleplay_draft_scenario"),
            CheckConstraint(
                condition=Q(global_judgement="", global_judged_at=None)
                | Q(global_judgement__in=GlobalJudgement.values, global_judged_at__isnull=False),
                name="roleplay_draft_judged_when",
            ),
            UniqueConstraint(
                fields=["observer", "trainee", "scenario_version"],
                condition=Q(supersedes=None),
                name="roleplay_one_draft_a_scenario",
            ),
        ]

    def __str__(self):
        return f"draft {self.key}"


class DraftScore(Mutable):
    """What the observer has put down for a criterion so far: a level, a note, or both."""

    draft = models.ForeignKey(ObservationDraft, on_delete=models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="draft_scores")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, null=True, blank=True, related_name="draft_scores")
    note = models.TextField(blank=True)

    privacy = Privacy(personal={"note": Erase.DELETE_ROW}, impersonal="draft criterion level")

    class Meta:
        constraints = [UniqueConstraint(fields=["draft", "criterion"], name="roleplay_draft_score_once")]

    def __str__(self):
        return f"draft {self.draft_id} criterion {self.criterion_id}"


class Observation(AppendOnly):
    """One observed session, judged and recorded. Corrected only by a new observation that names it.

    `observed_at` is the session, `happened_at` the recording. `global_judged_at` lies before any total was shown. The
    pass rule is the rubric version's; the result is stored as it was worked out then. Written by
    `actions.record_observation`. Personal: who was observed and by whom, and the free text about the trainee.
    """

    trainee = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="observations")
    observer = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="observations_made")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="observations")
    scenario_version = models.ForeignKey(
        ScenarioVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="observations"
    )
    rubric_version = models.ForeignKey(RubricVersion, on_delete=models.PROTECT, related_name="observations")
    policy = models.ForeignKey(AssessmentPolicy, on_delete=models.PROTECT, related_name="observations")
    context = models.CharField(max_length=20, choices=ServiceContext)
    setting = models.CharField(max_length=30, choices=Setting)
    observed_at = models.DateTimeField()
    has_seen_scenario = models.BooleanField(help_text="The trainee had opened, practised or played it before")
    identity_check = models.CharField(max_length=20, choices=IdentityCheck)
    identity_note = models.CharField(max_length=200, blank=True)
    global_judgement = models.CharField(max_length=20, choices=GlobalJudgement)
    global_judged_at = models.DateTimeField()
    points = models.PositiveSmallIntegerField()
    points_possible = models.PositiveSmallIntegerField()
    percent = models.PositiveSmallIntegerField()
    is_passed = models.BooleanField()
    has_critical_failure = models.BooleanField()
    has_disagreement = models.BooleanField(help_text="Global judgement and points point different ways")
    feedback_strengths = models.TextField()
    feedback_next = models.TextField()
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    supersede_reason = models.TextField(blank=True)

    privacy = Privacy(
        personal={
            "trainee": Erase.FOLLOWS,
            "observer": Erase.FOLLOWS,
            "identity_note": Erase.CLEAR,
            "feedback_strengths": Erase.CLEAR,
            "feedback_next": Erase.CLEAR,
            "supersede_reason": Erase.CLEAR,
        },
        impersonal="organisation scenario_version rubric_version policy context setting observed_at has_seen_scenario "
        "identity_check global_judgement global_judged_at points points_possible percent is_passed "
        "has_critical_failure has_disagreement supersedes",
    )

    class Meta:
        constraints = [
            constraints.different("trainee", "observer", name="roleplay_observation_not_of_oneself"),
            constraints.one_of("context", ServiceContext, name="roleplay_observation_context"),
            constraints.one_of("setting", Setting, name="roleplay_observation_setting"),
            constraints.one_of("identity_check", IdentityCheck, name="roleplay_observation_identity"),
            constraints.one_of("global_judgement", GlobalJudgement, name="roleplay_observation_global"),
            _scenario_fits_setting("roleplay_observation_scenario"),
            constraints.in_order("observed_at", "happened_at", name="roleplay_observed_then_recorded"),
            constraints.in_order("global_judged_at", "happened_at", name="roleplay_judged_then_recorded"),
            CheckConstraint(
                condition=Q(points__lte=F("points_possible"), points_possible__gte=1), name="roleplay_points_possible"
            ),
            CheckConstraint(condition=Q(percent__lte=100), name="roleplay_percent_of_hundred"),
            CheckConstraint(
                condition=~Q(is_passed=True, has_critical_failure=True), name="roleplay_critical_fails_whole"
            ),
            CheckConstraint(
                condition=Q(supersede_reason="") | Q(supersedes__isnull=False), name="roleplay_reason_to_supersede"
            ),
        ]
        indexes = [
            models.Index(fields=["trainee", "happened_at"], name="roleplay_of_trainee"),
            models.Index(fields=["organisation", "happened_at"], name="roleplay_in_organisation"),
        ]

    def __str__(self):
        return f"Observation {self.reference}"

    @property
    def reference(self) -> str:
        """The short form of the key that people read to each other."""
        return ids.reference("O", self.key)


class CriterionScore(AppendOnly):
    """The level given for one criterion, and what was seen that supports it."""

    observation = models.ForeignKey(Observation, on_delete=models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="scores")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="scores")
    note = models.TextField()

    privacy = Privacy(personal={"note": Erase.CLEAR}, impersonal="observation criterion level")

    class Meta:
        constraints = [UniqueConstraint(fields=["observation", "criterion"], name="roleplay_score_once")]

    def __str__(self):
        return f"observation {self.observation_id} criterion {self.criterion_id}"


class ObservationAcknowledgement(AppendOnly):
    """The trainee has read the observation. It says nothing about agreeing; the comment is theirs."""

    observation = models.OneToOneField(Observation, on_delete=models.PROTECT, related_name="acknowledgement")
    comment = models.TextField(blank=True)

    privacy = Privacy(personal={"comment": Erase.CLEAR}, impersonal="observation")

    def __str__(self):
        return f"acknowledgement of observation {self.observation_id}"
