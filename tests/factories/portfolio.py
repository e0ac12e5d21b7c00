"""Portfolios for tests."""

import datetime

from lms.competencies.actions import load_framework
from lms.people.enums import Role
from lms.portfolio import actions
from lms.portfolio.enums import FeedbackSource, LearningTopic, MilestoneCode
from tests.factories import people

NOW = datetime.datetime(2026, 11, 22, 12, 0, tzinfo=datetime.UTC)
TODAY = NOW.date()
WORDS = "I asked before I told, and she told me more than I knew."


def abilities():
    """Two abilities of the default framework, in force since long ago."""
    items = [
        {"code": code, "title": title, "description": title, "statements": [title]}
        for code, title in (("HC1", "Patient-centred"), ("HC2", "Goals and plans"))
    ]
    framework = {"key": "health-coaching", "version": 1, "title": "Abilities", "sources": [], "competencies": items}
    return load_framework(framework=framework, effective_from_date=people.LONG_AGO)


def draft(author, **changes):
    organisation = author.memberships.get(role=Role.TRAINEE).organisation
    return actions.save_reflection(**{"by": author, "at": NOW, "organisation": organisation, "text": WORDS, **changes})


def submitted(author, at=NOW, **changes):
    return actions.submit_reflection(reflection=draft(author, **changes), by=author, at=at)


def provider_of(person):
    return person.memberships.get(role=Role.TRAINEE).organisation


def milestone_details(**changes):
    return actions.MilestoneDetails(
        **{
            "code": MilestoneCode.COURSE,
            "title": "Coaching skills",
            "on_date": TODAY,
            "minutes": 480,
            "provider": "Riverside",
            "note": "Two days",
            **changes,
        }
    )


def learning_details(**changes):
    return actions.LearningDetails(
        **{
            "title": "A webinar on consent",
            "on_date": TODAY,
            "minutes": 90,
            "topic": LearningTopic.ETHICS,
            "changed": "I ask twice now.",
            **changes,
        }
    )


def feedback_details(**changes):
    return actions.FeedbackDetails(
        **{
            "source": FeedbackSource.PEER,
            "on_date": TODAY,
            "went_well": "You waited.",
            "next_time": "Ask for a scale.",
            "context": "Peer practice by video",
            "rating": 4,
            **changes,
        }
    )


def milestone(person, at=NOW, corrects=None, **changes):
    return actions.record_milestone(
        by=person, at=at, organisation=provider_of(person), details=milestone_details(**changes), corrects=corrects
    )


def learning(person, at=NOW, corrects=None, **changes):
    return actions.record_learning(
        by=person, at=at, organisation=provider_of(person), details=learning_details(**changes), corrects=corrects
    )


def feedback(person, at=NOW, corrects=None, **changes):
    return actions.record_feedback(
        by=person, at=at, organisation=provider_of(person), details=feedback_details(**changes), corrects=corrects
    )


def asked(person, at=NOW):
    return actions.ask_for_feedback(by=person, at=at, organisation=provider_of(person))


def given(person, at=NOW, **changes):
    """A sheet that a peer wrote through a link."""
    token = actions.token_of(asked(person, at))
    return actions.give_feedback(token=token, at=at, details=feedback_details(**changes), by=None)


def commitment_details(**changes):
    return actions.CommitmentDetails(
        **{
            "from_date": TODAY - datetime.timedelta(days=14),
            "sessions": 2,
            "session_minutes": 180,
            "telephone_minutes": 60,
            **changes,
        }
    )


def commitment(person, **changes):
    return actions.save_commitment(
        by=person, at=NOW, organisation=provider_of(person), details=commitment_details(**changes)
    )


def goal_details(**changes):
    return actions.GoalDetails(
        **{
            "goal": "Leave silence",
            "steps": "Count to five.",
            "review_date": TODAY + datetime.timedelta(days=30),
            **changes,
        }
    )


def goal(person, **changes):
    return actions.save_goal(by=person, at=NOW, details=goal_details(**changes))
