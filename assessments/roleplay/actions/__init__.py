"""Writing scenarios, rubrics, policy, exposure and observations."""

from assessments.roleplay.actions.drafts import (
    AlreadyStarted,
    DraftGone,
    IdentityUnexplained,
    InterestDeclared,
    JudgementMissing,
    JudgementSettled,
    Mark,
    NotYetHappened,
    NotYoursToObserve,
    ScenarioDoesNotFit,
    discard_draft,
    judge_globally,
    score_criteria,
    start_observation,
    write_feedback,
)
from assessments.roleplay.actions.erasure import erase_from_roleplay
from assessments.roleplay.actions.exposure import record_exposure
from assessments.roleplay.actions.loading import WordingChanged, load_policy, load_rubric, load_scenario
from assessments.roleplay.actions.observations import (
    AlreadyAcknowledged,
    AlreadySuperseded,
    NotComplete,
    NotTheirs,
    acknowledge_observation,
    mail_trainee,
    record_observation,
    supersede_observation,
)

__all__ = [
    "AlreadyAcknowledged",
    "AlreadyStarted",
    "AlreadySuperseded",
    "DraftGone",
    "IdentityUnexplained",
    "InterestDeclared",
    "JudgementMissing",
    "JudgementSettled",
    "Mark",
    "NotComplete",
    "NotTheirs",
    "NotYetHappened",
    "NotYoursToObserve",
    "ScenarioDoesNotFit",
    "WordingChanged",
    "acknowledge_observation",
    "discard_draft",
    "erase_from_roleplay",
    "judge_globally",
    "load_policy",
    "load_rubric",
    "load_scenario",
    "mail_trainee",
    "record_exposure",
    "record_observation",
    "score_criteria",
    "start_observation",
    "supersede_observation",
    "write_feedback",
]
