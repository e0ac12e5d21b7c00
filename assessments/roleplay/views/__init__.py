"""Pages of scenarios, of writing an observation, and of reading one."""

from assessments.roleplay.views.journey import (
    CheckPage,
    CriteriaPage,
    Discard,
    FeedbackPage,
    JudgementPage,
    Start,
    ToAssess,
)
from assessments.roleplay.views.observations import (
    Acknowledge,
    ObservationList,
    ObservationPage,
    Recorded,
    Supersede,
)
from assessments.roleplay.views.scenarios import ScenarioCard, ScenarioList, ScenarioPractised

__all__ = [
    "Acknowledge",
    "CheckPage",
    "CriteriaPage",
    "Discard",
    "FeedbackPage",
    "JudgementPage",
    "ObservationList",
    "ObservationPage",
    "Recorded",
    "ScenarioCard",
    "ScenarioList",
    "ScenarioPractised",
    "Start",
    "Supersede",
    "ToAssess",
]
