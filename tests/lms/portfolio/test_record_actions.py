"""Putting milestones, learning and feedback on record."""

import datetime

import pytest

from lms.audit.actions import erase_person
from lms.audit.models import AuditEvent
from lms.core import clock
from lms.core.errors import NotYours
from lms.portfolio import actions, queries
from lms.portfolio.enums import FeedbackSource, FeedbackWay, LearningTopic, MilestoneCode
from lms.portfolio.models import LearningRecord, Milestone
from tests.factories import people, practice
from tests.factories import portfolio as factory

pytestmark = pytest.mark.django_db
NOW, TODAY = factory.NOW, factory.TODAY
TOMORROW = TODAY + datetime.timedelta(days=1)
MAKERS = [factory.milestone, factory.learning, factory.feedback]


@pytest.fixture(autouse=True)
def _now():
    with clock.fixed(NOW):
        yield


@pytest.fixture
def coach():
    return people.trainee(people.provider())


def kinds(target):
    return list(AuditEvent.objects.filter(target_key=target.key).order_by("id").values_list("kind", flat=True))


def test_record_milestone_keeps_what_was_said(coach):
    factory.milestone(coach)

    row = Milestone.objects.get()
    assert (row.person, row.code, row.title, row.minutes) == (coach, MilestoneCode.COURSE, "Coaching skills", 480)
    assert (row.on_date, row.happened_at, row.provider, row.note) == (TODAY, NOW, "Riverside", "Two days")
    assert kinds(row) == ["portfolio.milestone_recorded"]


def test_record_learning_keeps_what_was_said(coach):
    factory.learning(coach)

    row = LearningRecord.objects.get()
    assert (row.title, row.minutes, row.topic) == ("A webinar on consent", 90, LearningTopic.ETHICS)
    assert row.changed == "I ask twice now."
    assert kinds(row) == ["portfolio.learningrecord_recorded"]


def test_record_feedback_of_a_client_names_a_key(coach):
    client = practice.client_key(coach)

    row = factory.feedback(coach, source=FeedbackSource.CLIENT, client=client)

    assert (row.source, row.way, row.client, row.rating) == (FeedbackSource.CLIENT, FeedbackWay.TYPED, client, 4)
    assert kinds(row) == ["portfolio.feedbacksheet_recorded"]


@pytest.mark.parametrize(
    ("make", "changes", "field"),
    [
        (factory.milestone, {"on_date": TOMORROW}, "on_date"),
        (factory.milestone, {"minutes": None}, "minutes"),
        (factory.milestone, {"minutes": 0}, "minutes"),
        (factory.milestone, {"code": MilestoneCode.DEGREE, "provider": ""}, "minutes"),
        (factory.milestone, {"code": MilestoneCode.DEGREE, "minutes": None}, "provider"),
        (factory.learning, {"minutes": 0}, "minutes"),
        (factory.learning, {"on_date": TOMORROW}, "on_date"),
        (factory.feedback, {"source": FeedbackSource.CLIENT}, "client"),
        (factory.feedback, {"rating": 6}, "rating"),
    ],
)
def test_what_cannot_be_is_refused(coach, make, changes, field):
    with pytest.raises(actions.RecordNotValid) as refusal:
        make(coach, **changes)

    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("make", "field"), [(factory.milestone, "note"), (factory.learning, "changed"), (factory.feedback, "went_well")]
)
def test_client_details_are_refused_by_the_action_too(coach, make, field):
    with pytest.raises(actions.HoldsClientDetails) as refusal:
        make(coach, **{field: "Write to joan@example.org"})

    assert refusal.value.field == field


def test_somebody_elses_client_key_is_refused(coach):
    theirs = practice.client_key(people.trainee(people.provider()))

    with pytest.raises(actions.RecordNotValid):
        factory.feedback(coach, source=FeedbackSource.CLIENT, client=theirs)


def test_only_a_trainee_of_the_provider_records(coach):
    with pytest.raises(NotYours):
        actions.record_learning(by=coach, at=NOW, organisation=people.provider(), details=factory.learning_details())


@pytest.mark.parametrize("make", MAKERS)
def test_a_correction_is_another_row_that_names_the_first(coach, make):
    first = make(coach)

    second = make(coach, corrects=first)

    assert second.supersedes == first
    assert list(queries.records_of(coach, type(first))) == [second]
    assert kinds(second) == [f"portfolio.{first._meta.model_name}_corrected"]


@pytest.mark.parametrize("make", MAKERS)
def test_what_is_taken_back_counts_no_more(coach, make):
    first = make(coach)

    row = actions.take_back(record=first, by=coach, at=NOW)

    assert (row.supersedes, row.is_taken_back) == (first, True)
    assert list(queries.records_of(coach, type(first))) == []
    assert kinds(row) == [f"portfolio.{first._meta.model_name}_taken_back"]


def test_a_record_is_corrected_or_taken_back_once(coach):
    first = factory.milestone(coach)
    actions.take_back(record=first, by=coach, at=NOW)

    with pytest.raises(actions.RecordNotOpen):
        factory.milestone(coach, corrects=first)


def test_a_record_is_taken_back_by_its_owner(coach):
    first = factory.milestone(coach)

    with pytest.raises(NotYours):
        actions.take_back(record=first, by=people.user(), at=NOW)


def test_a_peer_writes_a_sheet_through_a_link_once(coach):
    request = factory.asked(coach)
    sheet = actions.give_feedback(
        token=actions.token_of(request), at=NOW, details=factory.feedback_details(), by=people.user()
    )

    assert (sheet.person, sheet.way, sheet.request) == (coach, FeedbackWay.LINK, request)
    assert list(queries.open_requests_of(coach)) == []
    with pytest.raises(actions.LinkNotUsable):
        actions.give_feedback(token=actions.token_of(request), at=NOW, details=factory.feedback_details(), by=None)


def test_the_log_does_not_say_which_peer_wrote(coach):
    peer = people.user()
    request = factory.asked(coach)

    sheet = actions.give_feedback(token=actions.token_of(request), at=NOW, details=factory.feedback_details(), by=peer)

    event = AuditEvent.objects.get(target_key=sheet.key)
    assert set(event.personal_values.values_list("value", flat=True)) == {str(coach.key)}


def test_nobody_gives_feedback_to_themselves(coach):
    token = actions.token_of(factory.asked(coach))

    with pytest.raises(actions.LinkNotUsable):
        actions.give_feedback(token=token, at=NOW, details=factory.feedback_details(), by=coach)


def test_a_link_ends(coach):
    token = actions.token_of(factory.asked(coach))

    with pytest.raises(actions.LinkNotUsable):
        actions.feedback_request_for(token, at=NOW + datetime.timedelta(days=29), reader=None)


def test_a_client_gives_no_feedback_through_a_link(coach):
    details = factory.feedback_details(source=FeedbackSource.CLIENT, client=practice.client_key(coach))

    with pytest.raises(actions.RecordNotValid):
        actions.give_feedback(token=actions.token_of(factory.asked(coach)), at=NOW, details=details, by=None)


def test_what_a_peer_wrote_is_not_changed_by_the_coach(coach):
    sheet = factory.given(coach)

    with pytest.raises(actions.RecordNotOpen):
        actions.take_back(record=sheet, by=coach, at=NOW)


def test_words_stay_out_of_the_log(coach):
    rows = [factory.milestone(coach, note="secret"), factory.learning(coach, changed="secret"), factory.given(coach)]

    events = AuditEvent.objects.filter(target_key__in=[row.key for row in rows])

    assert not any(b"secret" in bytes(event.canonical) for event in events)


def test_erasing_a_coach_takes_the_words_and_keeps_the_facts(coach):
    rows = [factory.milestone(coach), factory.learning(coach), factory.given(coach)]
    goal = factory.goal(coach)

    erase_person(person=coach, by=people.user(), at=NOW)

    for row in [*rows, goal]:
        row.refresh_from_db()
    milestone, learning, sheet = rows
    assert (milestone.title, milestone.provider, milestone.note, milestone.minutes) == ("", "", "", 480)
    assert (learning.title, learning.changed, learning.on_date) == ("", "", TODAY)
    assert (sheet.context, sheet.went_well, sheet.next_time, sheet.rating) == ("", "", "", 4)
    assert (goal.goal, goal.steps) == ("", "")


# --- as known on a day ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "read"),
    [
        (factory.milestone, queries.milestones_of),
        (factory.learning, queries.learning_of),
        (factory.feedback, queries.feedback_of),
    ],
)
def test_rows_are_those_known_by_the_end_of_the_day_asked_for(coach, make, read):
    first = make(coach, on_date=TODAY - datetime.timedelta(days=3))
    make(people.trainee(people.provider()))
    with clock.fixed(NOW + datetime.timedelta(days=1)):
        second = make(coach, corrects=first, at=NOW + datetime.timedelta(days=1))
    with clock.fixed(NOW + datetime.timedelta(days=2)):
        actions.take_back(record=second, by=coach, at=NOW + datetime.timedelta(days=2))

    known = [list(read(coach, TODAY + datetime.timedelta(days=days))) for days in (-1, 0, 1, 2)]

    assert known == [[], [first], [second], []]
