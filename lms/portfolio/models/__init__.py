"""Everything that the portfolio keeps."""

from lms.portfolio.models.exports import PortfolioExport
from lms.portfolio.models.needs import Need, NeedList
from lms.portfolio.models.plans import DevelopmentGoal, VolunteerCommitment
from lms.portfolio.models.records import FeedbackRequest, FeedbackSheet, LearningRecord, Milestone, PortfolioRecord
from lms.portfolio.models.reflections import Reflection

__all__ = [
    "DevelopmentGoal",
    "FeedbackRequest",
    "FeedbackSheet",
    "LearningRecord",
    "Milestone",
    "Need",
    "NeedList",
    "PortfolioExport",
    "PortfolioRecord",
    "Reflection",
    "VolunteerCommitment",
]
