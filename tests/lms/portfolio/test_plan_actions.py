"""Commitments and goals, as the actions keep them; weeks on plain values."""

import datetime

import pytest

from lms.core import clock
from lms.core.errors import NotYours
from lms.portfolio import actions
from lms.portfolio.rules import Spent, weeks
from tests.factories import people
from tests.factories import portfolio as factory

NOW, TODAY = factory.NOW, factory.TODAY
MONDAY = datetime.date(2026, 11, 16)


@pytest.fixture
def coach(db):
    with clock.fixed(NOW):
        yield people.trainee(people.provider())


def test_weeks_add_up_minutes_from_monday_to_sunday():
    spent = [
        Spent(MONDAY, 180, is_telephone=False),
        Spent(MONDAY, 60, is_telephone=False),
        Spent(MONDAY + datetime.timedelta(days=6), 120, is_telephone=False),
        Spent(MONDAY + datetime.timedelta(days=2), 30, is_telephone=True),
        Spent(MONDAY + datetime.timedelta(days=7), 90, is_telephone=False),
    ]

    found = weeks(spent, promised=360, telephone_promised=60, first=MONDAY, until=MONDAY + datetime.timedelta(days=8))

    assert [(week.minutes, week.days, week.telephone, week.is_kept) for week in found] == [
        (90, 1, 0, False),
        (360, 2, 30, False),
    ]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"sessions": 30}, "sessions"),
        ({"session_minutes": 0}, "session_minutes"),
        ({"sessions": 0}, "session_minutes"),
        ({"telephone_minutes": 2401}, "telephone_minutes"),
        ({"sessions": 0, "session_minutes": 0, "telephone_minutes": 0}, "sessions"),
        ({"to_date": datetime.date(2020, 1, 1)}, "to_date"),
    ],
)
def test_save_commitment_refuses_what_cannot_be(coach, changes, field):
    with pytest.raises(actions.CommitmentNotValid) as refusal:
        factory.commitment(coach, **changes)

    assert refusal.value.field == field


def test_save_commitment_follows_one_that_has_ended(coach):
    factory.commitment(coach, to_date=TODAY)

    later = factory.commitment(coach, from_date=TODAY + datetime.timedelta(days=1))

    assert later.to_date is None
    with pytest.raises(actions.CommitmentNotValid):
        factory.commitment(coach, from_date=TODAY)


def test_save_commitment_is_for_trainees_and_their_own(coach):
    row = factory.commitment(coach)
    stranger = people.trainee(people.provider())

    with pytest.raises(NotYours):
        actions.save_commitment(
            by=stranger, at=NOW, organisation=row.organisation, details=factory.commitment_details()
        )
    with pytest.raises(NotYours):
        actions.save_commitment(
            by=stranger, at=NOW, organisation=row.organisation, details=factory.commitment_details(), commitment=row
        )


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"goal": " "}, actions.GoalNotValid),
        ({"steps": ""}, actions.GoalNotValid),
        ({"steps": "joan@example.org"}, actions.HoldsClientDetails),
    ],
)
def test_save_goal_refuses_what_cannot_be(coach, changes, error):
    with pytest.raises(error):
        factory.goal(coach, **changes)


def test_save_goal_is_for_trainees_and_their_own(coach):
    goal = factory.goal(coach)

    with pytest.raises(NotYours):
        actions.save_goal(by=people.user(), at=NOW, details=factory.goal_details())
    with pytest.raises(NotYours):
        actions.save_goal(by=people.user(), at=NOW, details=factory.goal_details(), goal=goal)
