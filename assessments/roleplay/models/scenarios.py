"""Scenarios, their versions, and who has seen them."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from assessments.roleplay.enums import Difficulty, ExposureKind
from assessments.roleplay.models.rubrics import Rubric
from lms.core import constraints
from lms.core.models import AppendOnly, Mutable
from lms.core.privacy import Erase, Privacy


class Scenario(Mutable):
    """A role-play. Its words live in versions, loaded from fixtures/assessments/scenarios."""

    code = models.SlugField(max_length=60, unique=True)

    privacy = Privacy(impersonal="code")

    def __str__(self):
        return self.code


class ScenarioVersion(AppendOnly):
    """One wording of a scenario: briefs for coach and client, notes for the assessor, and what keeps the players safe.

    The client is invented. `contexts` lists the kinds of service it fits; empty means all. Written by
    `actions.load_scenario`.
    """

    scenario = models.ForeignKey(Scenario, on_delete=models.PROTECT, related_name="versions")
    rubric = models.ForeignKey(Rubric, on_delete=models.PROTECT, related_name="scenario_versions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    contexts = models.JSONField(default=list, blank=True)
    minutes = models.PositiveSmallIntegerField()
    difficulty = models.CharField(max_length=20, choices=Difficulty)
    summary = models.TextField()
    coach_brief = models.TextField()
    client_brief = models.TextField()
    disclosure_rules = models.JSONField(default=list)
    assessor_notes = models.TextField()
    debrief_prompts = models.JSONField(default=list)
    time_out_word = models.CharField(max_length=40)
    real_disclosure = models.TextField()
    opting_out = models.TextField()
    de_roling = models.TextField()
    competency_codes = models.JSONField(default=list)
    content_hash = models.CharField(max_length=64)

    privacy = Privacy(
        impersonal="scenario rubric number title contexts minutes difficulty summary coach_brief client_brief "
        "disclosure_rules assessor_notes debrief_prompts time_out_word real_disclosure opting_out de_roling "
        "competency_codes content_hash"
    )

    class Meta:
        constraints = [
            UniqueConstraint(fields=["scenario", "number"], name="roleplay_scenario_version_once"),
            CheckConstraint(condition=Q(number__gte=1), name="roleplay_scenario_from_one"),
            CheckConstraint(condition=Q(minutes__gte=1), name="roleplay_scenario_minutes"),
            constraints.one_of("difficulty", Difficulty, name="roleplay_scenario_difficulty"),
            *(
                CheckConstraint(condition=~Q(**{name: ""}), name=f"roleplay_scenario_{name}")
                for name in ("time_out_word", "real_disclosure", "opting_out", "de_roling")
            ),
        ]

    def __str__(self):
        return f"{self.title} (version {self.number})"


class ScenarioExposure(AppendOnly):
    """The first time a trainee opened a scenario's card, or practised it: a later observation says it was not new."""

    person = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="scenario_exposures")
    scenario_version = models.ForeignKey(ScenarioVersion, on_delete=models.PROTECT, related_name="exposures")
    kind = models.CharField(max_length=20, choices=ExposureKind)

    privacy = Privacy(personal={"person": Erase.FOLLOWS}, impersonal="scenario_version kind")

    class Meta:
        constraints = [
            constraints.one_of("kind", ExposureKind, name="roleplay_exposure_kind"),
            UniqueConstraint(fields=["person", "scenario_version", "kind"], name="roleplay_exposure_once"),
        ]

    def __str__(self):
        return f"{self.person_id} · {self.get_kind_display()} · {self.scenario_version_id}"
