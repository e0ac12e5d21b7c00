"""Scenarios, rubrics with the assessment policy, and observations."""

from assessments.roleplay.models.observations import (
    CriterionScore,
    DraftScore,
    Observation,
    ObservationAcknowledgement,
    ObservationDraft,
)
from assessments.roleplay.models.rubrics import AssessmentPolicy, Criterion, Level, Rubric, RubricVersion
from assessments.roleplay.models.scenarios import Scenario, ScenarioExposure, ScenarioVersion

__all__ = [
    "AssessmentPolicy",
    "Criterion",
    "CriterionScore",
    "DraftScore",
    "Level",
    "Observation",
    "ObservationAcknowledgement",
    "ObservationDraft",
    "Rubric",
    "RubricVersion",
    "Scenario",
    "ScenarioExposure",
    "ScenarioVersion",
]
