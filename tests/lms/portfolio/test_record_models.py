"""What the database refuses of records and plans."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from lms.core import clock
from lms.portfolio.enums import FeedbackSource, FeedbackWay, LearningTopic, MilestoneCode
from lms.portfolio.models import (
    DevelopmentGoal,
    FeedbackRequest,
    FeedbackSheet,
    LearningRecord,
    Milestone,
    VolunteerCommitment,
)
from tests.factories import people
from tests.factories import portfolio as factory

pytestmark = pytest.mark.django_db
NOW, TODAY = factory.NOW, factory.TODAY
COURSE = {"code": MilestoneCode.COURSE, "title": "Course", "minutes": 60}
LEARNT = {"title": "Webinar", "minutes": 60, "topic": LearningTopic.OTHER, "changed": "A lot"}
SHEET = {"source": FeedbackSource.PEER, "way": FeedbackWay.TYPED, "went_well": "It"}


@pytest.fixture
def coach():
    with clock.fixed(NOW):
        yield people.trainee(people.provider())


def of(coach):
    return {"person": coach, "organisation": factory.provider_of(coach)}


@pytest.mark.parametrize(
    ("model", "row"),
    [
        (Milestone, {**COURSE, "code": "lost"}),
        (Milestone, {**COURSE, "minutes": None}),
        (Milestone, {**COURSE, "minutes": 0}),
        (Milestone, {**COURSE, "is_taken_back": True}),
        (Milestone, {"code": MilestoneCode.DEGREE, "title": "Degree", "minutes": 60}),
        (Milestone, {"code": MilestoneCode.DEGREE, "title": "Degree", "provider": "University"}),
        (LearningRecord, {**LEARNT, "topic": "lost"}),
        (LearningRecord, {**LEARNT, "minutes": 0}),
        (LearningRecord, {**LEARNT, "is_taken_back": True}),
        (FeedbackSheet, {**SHEET, "source": "lost"}),
        (FeedbackSheet, {**SHEET, "way": "lost"}),
        (FeedbackSheet, {**SHEET, "source": FeedbackSource.CLIENT}),
        (FeedbackSheet, {**SHEET, "way": FeedbackWay.LINK}),
        (FeedbackSheet, {**SHEET, "rating": 6}),
        (FeedbackSheet, {**SHEET, "is_taken_back": True}),
    ],
)
def test_a_record_that_cannot_be_is_refused(coach, model, row):
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(**of(coach), on_date=TODAY, happened_at=NOW, **row)


def test_a_typed_sheet_answers_no_link(coach):
    request = FeedbackRequest.objects.create(**of(coach), token_hash="x", expires_at=NOW)

    with pytest.raises(IntegrityError), transaction.atomic():
        FeedbackSheet.objects.create(**of(coach), on_date=TODAY, happened_at=NOW, request=request, **SHEET)


@pytest.mark.parametrize("make", [factory.milestone, factory.learning, factory.feedback])
def test_a_record_never_changes_and_is_corrected_once(coach, make):
    row = make(coach)
    make(coach, corrects=row)

    with pytest.raises(IntegrityError), transaction.atomic():
        type(row).objects.filter(pk=row.pk)._raw_delete("default")
    with pytest.raises(IntegrityError), transaction.atomic():
        type(row).objects.create(
            **{
                field.name: getattr(row, field.name)
                for field in row._meta.local_concrete_fields
                if field.name not in {"id", "key", "supersedes"}
            },
            supersedes=row,
        )


@pytest.mark.parametrize(
    "changes",
    [
        {"sessions": 2, "session_minutes": 0},
        {"sessions": 0, "session_minutes": 60},
        {"sessions": 22, "session_minutes": 60},
        {"telephone_minutes": 2401},
        {"sessions": 0, "session_minutes": 0, "telephone_minutes": 0},
        {"to_date": TODAY - datetime.timedelta(days=1)},
    ],
    ids=str,
)
def test_a_commitment_that_cannot_be_is_refused(coach, changes):
    row = {"sessions": 2, "session_minutes": 180, "from_date": TODAY, **changes}

    with pytest.raises(IntegrityError), transaction.atomic():
        VolunteerCommitment.objects.create(**of(coach), **row)


def test_one_commitment_to_an_organisation_is_open(coach):
    VolunteerCommitment.objects.create(**of(coach), sessions=1, session_minutes=60, from_date=TODAY)

    with pytest.raises(IntegrityError), transaction.atomic():
        VolunteerCommitment.objects.create(**of(coach), sessions=1, session_minutes=60, from_date=TODAY)


def test_a_goal_has_a_known_status(coach):
    with pytest.raises(IntegrityError), transaction.atomic():
        DevelopmentGoal.objects.create(person=coach, goal="Goal", steps="Steps", review_date=TODAY, status="lost")


def test_a_record_is_called_by_its_reference(coach):
    row = factory.milestone(coach)

    assert str(row) == f"milestone M-{str(row.key)[:8].upper()}"
