"""Every action on the portfolio, by the noun it acts on."""

from lms.portfolio.actions.erasure import erase_from_portfolio
from lms.portfolio.actions.plans import (
    CommitmentDetails,
    CommitmentNotValid,
    GoalDetails,
    GoalNotValid,
    save_commitment,
    save_goal,
)
from lms.portfolio.actions.records import (
    FeedbackDetails,
    HoldsClientDetails,
    LearningDetails,
    LinkNotUsable,
    MilestoneDetails,
    RecordNotOpen,
    RecordNotValid,
    ask_for_feedback,
    feedback_request_for,
    give_feedback,
    record_feedback,
    record_learning,
    record_milestone,
    take_back,
    token_of,
)
from lms.portfolio.actions.reflections import (
    NothingWritten,
    ReflectionNotOpen,
    save_reflection,
    submit_reflection,
)

__all__ = [
    "CommitmentDetails",
    "CommitmentNotValid",
    "FeedbackDetails",
    "GoalDetails",
    "GoalNotValid",
    "HoldsClientDetails",
    "LearningDetails",
    "LinkNotUsable",
    "MilestoneDetails",
    "NothingWritten",
    "RecordNotOpen",
    "RecordNotValid",
    "ReflectionNotOpen",
    "ask_for_feedback",
    "erase_from_portfolio",
    "feedback_request_for",
    "give_feedback",
    "record_feedback",
    "record_learning",
    "record_milestone",
    "save_commitment",
    "save_goal",
    "save_reflection",
    "submit_reflection",
    "take_back",
    "token_of",
]
