"""Loading rubrics, scenarios and policies. A version that is there already is compared, never overwritten."""

import hashlib
from datetime import datetime
from typing import TypeVar

from django.db import models, transaction

from assessments.roleplay.models import (
    AssessmentPolicy,
    Criterion,
    Level,
    Rubric,
    RubricVersion,
    Scenario,
    ScenarioVersion,
)
from lms.audit import actions as audit
from lms.core.errors import Refused
from lms.formats.transparency_log import canonical_bytes

Version = TypeVar("Version", bound=models.Model)


class WordingChanged(Refused):
    """A version was loaded before with other words: give the new wording a new number."""


@transaction.atomic
def load_rubric(data: dict, *, at: datetime) -> RubricVersion:
    """A rubric version with its criteria and levels, from fixtures/assessments/rubrics. Safe to repeat.

    Raises WordingChanged when the fixture says something else under a number that was loaded before.
    """
    rubric, _created = Rubric.objects.get_or_create(code=data["key"])
    loaded = _already_loaded(rubric.versions.filter(number=data["version"]), data)
    return loaded or _write_rubric(rubric, data, at=at)


def _write_rubric(rubric: Rubric, data: dict, *, at: datetime) -> RubricVersion:
    version = RubricVersion.objects.create(
        rubric=rubric,
        number=data["version"],
        title=data["title"],
        source=data["source"],
        note=data.get("note", ""),
        note_citation=data.get("note_citation", {}),
        global_instruction=data["global_judgement"]["instruction"],
        global_scale=data["global_judgement"]["scale"],
        minimum_percent=data["pass_rule"]["minimum_percent"],
        minimum_points_each=data["pass_rule"]["minimum_points_each"],
        pass_explanation=data["pass_rule"]["explanation"],
        content_hash=_content_hash(data),
        happened_at=at,
    )
    for order, words in enumerate(data["criteria"], start=1):
        _write_criterion(version, order, words, at=at)
    return _loaded("roleplay.rubric_loaded", version, at=at)


def _write_criterion(version: RubricVersion, order: int, words: dict, *, at: datetime) -> None:
    criterion = Criterion.objects.create(
        rubric_version=version,
        code=words["key"],
        order=order,
        title=words["title"],
        description=words["description"],
        what_to_look_for=words["what_to_look_for"],
        is_critical=words["critical"],
        competency_codes=words["competencies"],
        happened_at=at,
    )
    Level.objects.bulk_create(Level(criterion=criterion, happened_at=at, **level) for level in words["levels"])


@transaction.atomic
def load_scenario(data: dict, *, at: datetime) -> ScenarioVersion:
    """A scenario version from fixtures/assessments/scenarios. Its rubric is loaded first. Safe to repeat.

    Raises WordingChanged when the fixture says something else under a number that was loaded before, and
    Rubric.DoesNotExist when the rubric that it names is not there.
    """
    scenario, _created = Scenario.objects.get_or_create(code=data["key"])
    loaded = _already_loaded(scenario.versions.filter(number=data["version"]), data)
    return loaded or _write_scenario(scenario, data, at=at)


# Fields that carry the fixture's own name.
_SCENARIO_FIELDS = (
    "title",
    "contexts",
    "minutes",
    "difficulty",
    "summary",
    "coach_brief",
    "client_brief",
    "disclosure_rules",
    "assessor_notes",
    "debrief_prompts",
    "time_out_word",
    "real_disclosure",
    "opting_out",
    "de_roling",
)


def _write_scenario(scenario: Scenario, data: dict, *, at: datetime) -> ScenarioVersion:
    version = ScenarioVersion.objects.create(
        scenario=scenario,
        rubric=Rubric.objects.get(code=data["rubric"]),
        number=data["version"],
        competency_codes=data["competencies"],
        content_hash=_content_hash(data),
        happened_at=at,
        **{name: data[name] for name in _SCENARIO_FIELDS},
    )
    return _loaded("roleplay.scenario_loaded", version, at=at)


@transaction.atomic
def load_policy(data: dict, *, at: datetime) -> AssessmentPolicy:
    """A policy version, one item of fixtures/assessments/policies.yaml. Its rubric is loaded first. Safe to repeat.

    Raises WordingChanged when the fixture says something else under a number that was loaded before.
    """
    loaded = _already_loaded(AssessmentPolicy.objects.filter(code=data["key"], number=data["version"]), data)
    return loaded or _write_policy(data, at=at)


def _write_policy(data: dict, *, at: datetime) -> AssessmentPolicy:
    policy = AssessmentPolicy.objects.create(
        code=data["key"],
        number=data["version"],
        title=data["title"],
        source=data["source"],
        note=data.get("note", ""),
        rubric=Rubric.objects.get(code=data["rubric"]),
        framework=data["framework"],
        sampling_percent=data["sampling"]["percent"],
        samples_first_sign_off=data["sampling"]["first_sign_off"],
        samples_disagreement=data["sampling"]["disagreement"],
        countersigns_unqualified=data["countersigns_unqualified"],
        content_hash=_content_hash(data),
        happened_at=at,
    )
    return _loaded("roleplay.policy_loaded", policy, at=at)


def _content_hash(data: dict) -> str:
    return hashlib.sha256(canonical_bytes(data)).hexdigest()


def _already_loaded(versions: models.QuerySet[Version], data: dict) -> Version | None:
    version = versions.first()
    if version and version.content_hash != _content_hash(data):
        raise WordingChanged(f"{data['key']} version {data['version']} was loaded with other words")
    return version


def _loaded(kind: str, version: Version, *, at: datetime) -> Version:
    audit.record(kind, by=None, at=at, target=version, facts={"number": version.number, "hash": version.content_hash})
    return version
