"""This room's eraser."""

from lms.core.privacy import erase_fields
from lms.people.models import User
from lms.portfolio.models import (
    DevelopmentGoal,
    FeedbackSheet,
    LearningRecord,
    Milestone,
    PortfolioExport,
    Reflection,
)


def erase_from_portfolio(person: User) -> None:
    """The words go; that something was submitted or recorded on a day stays."""
    erase_fields(Reflection.objects.filter(author=person))
    for model in (Milestone, LearningRecord, FeedbackSheet, DevelopmentGoal, PortfolioExport):
        erase_fields(model.objects.filter(person=person))
