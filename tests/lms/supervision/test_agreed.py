"""What a coach agrees to do in a session: writing it, ticking it off, who sees it."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from lms.audit.actions import erase_person
from lms.audit.models import AuditEvent
from lms.core import clock
from lms.core.errors import NotYours
from lms.people.enums import Role
from lms.supervision import actions, queries, rules
from lms.supervision.models import AgreedAction
from tests.factories import people
from tests.factories import supervision as factory

pytestmark = pytest.mark.django_db
NOW = factory.NOW
TODAY = NOW.date()
MET = datetime.datetime(2026, 11, 2, 10, 0, tzinfo=datetime.UTC)
A_DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def _now():
    with clock.fixed(NOW):
        yield


@pytest.fixture
def pair():
    return factory.coach_and_supervisor()


@pytest.fixture
def session(pair):
    return factory.confirmed(*pair, started_at=MET)


def address(name, record=None):
    return reverse(f"supervision:{name}", kwargs={"key": record.key} if record else None)


# --- rules and the database -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "fields"), [(-1, ["due_date"]), (0, []), (30, [])])
def test_action_problems_wants_a_day_on_or_after_the_session(days, fields):
    problems = rules.action_problems(session_date=TODAY, due_date=TODAY + days * A_DAY)

    assert [problem.field for problem in problems] == fields


@pytest.mark.parametrize(
    ("done", "fields"),
    [(None, []), (TODAY, []), (TODAY + A_DAY, ["done_date"]), (MET.date(), []), (MET.date() - A_DAY, ["done_date"])],
    ids=str,
)
def test_done_problems_wants_a_day_between_the_session_and_today(done, fields):
    problems = rules.done_problems(session_date=MET.date(), done_date=done, on=TODAY)

    assert [problem.field for problem in problems] == fields


def test_an_action_has_words(session):
    with pytest.raises(IntegrityError), transaction.atomic():
        AgreedAction.objects.create(session=session, words="", due_date=TODAY)


# --- actions ----------------------------------------------------------------------------------------------------------


def test_agree_action_also_in_a_confirmed_session(pair, session):
    action = actions.agree_action(session=session, words="Leave silence", due_date=TODAY, by=pair[0], at=NOW)

    event = AuditEvent.objects.get(target_key=action.key)
    assert (action.session, action.words, action.due_date, action.done_date) == (session, "Leave silence", TODAY, None)
    assert event.kind == "supervision.action_agreed"
    assert b"silence" not in bytes(event.canonical)


def test_agree_action_refuses_the_supervisor(pair, session):
    with pytest.raises(NotYours):
        actions.agree_action(session=session, words="Leave silence", due_date=TODAY, by=pair[1], at=NOW)


def test_agree_action_refuses_a_day_before_the_session(pair, session):
    with pytest.raises(actions.ActionNotValid) as refusal:
        actions.agree_action(session=session, words="Read", due_date=MET.date() - A_DAY, by=pair[0], at=NOW)

    assert refusal.value.field == "due_date"


def test_agree_action_refuses_a_declined_session(pair):
    declined = factory.declined(*pair)

    with pytest.raises(actions.SessionDeclined):
        actions.agree_action(session=declined, words="Read", due_date=TODAY, by=pair[0], at=NOW)


def test_tick_off_action_and_open_it_again(pair, session):
    action = factory.agreed(session)

    ticked = actions.tick_off_action(action=action, done_date=TODAY, by=pair[0], at=NOW)
    opened = actions.tick_off_action(action=action, done_date=None, by=pair[0], at=NOW)

    kinds = AuditEvent.objects.filter(target_key=action.key).order_by("id").values_list("kind", flat=True)
    assert (ticked.done_date, opened.done_date) == (TODAY, None)
    assert list(kinds) == ["supervision.action_agreed", "supervision.action_done", "supervision.action_opened"]


def test_tick_off_action_refuses_the_supervisor(pair, session):
    with pytest.raises(NotYours):
        actions.tick_off_action(action=factory.agreed(session), done_date=TODAY, by=pair[1], at=NOW)


def test_tick_off_action_refuses_a_day_to_come(pair, session):
    with pytest.raises(actions.ActionNotValid) as refusal:
        actions.tick_off_action(action=factory.agreed(session), done_date=TODAY + A_DAY, by=pair[0], at=NOW)

    assert refusal.value.field == "done_date"


def test_erasing_a_coach_takes_the_words(pair, session):
    action = factory.agreed(session)

    erase_person(person=pair[0], by=pair[1], at=NOW)

    action.refresh_from_db()
    assert (action.words, action.due_date) == ("Erased person", TODAY)


# --- queries ----------------------------------------------------------------------------------------------------------


def test_actions_visible_to_coach_and_supervisor_alone(pair, session):
    action = factory.agreed(session)
    others = [
        people.manager(session.organisation),
        people.trainee(session.organisation),
        factory.supervisor_of(pair[0], session.organisation, "clinical"),
    ]

    assert [list(queries.actions_visible_to(person)) for person in pair] == [[action], [action]]
    assert [list(queries.actions_visible_to(person)) for person in others] == [[], [], []]


def test_open_actions_are_those_not_done_and_due_first(pair, session):
    later = factory.agreed(session, due_date=TODAY + A_DAY)
    overdue = factory.agreed(session, due_date=TODAY - A_DAY)
    actions.tick_off_action(action=factory.agreed(session), done_date=TODAY, by=pair[0], at=NOW)

    found = queries.open_actions_between(*pair)

    assert [(row, row.is_overdue) for row in found] == [(overdue, True), (later, False)]


def test_the_caseload_counts_open_and_overdue_actions(pair, session):
    for days in (-1, 0, 1):
        factory.agreed(session, due_date=TODAY + days * A_DAY)

    [row] = queries.caseload_of(pair[1], on=TODAY)

    assert (row.open_actions, row.overdue_actions) == (3, 1)


# --- pages ------------------------------------------------------------------------------------------------------------


def test_a_coach_adds_an_action_and_ticks_it_off(as_user, pair, session):
    client = as_user(pair[0])

    client.post(address("action_new", session), {"words": "Leave silence", "due_date": "2026-11-20"})
    action = AgreedAction.objects.get()
    before = client.get(address("session", session)).content.decode()
    client.post(address("action", action), {"done_date": "2026-11-21"})

    after = as_user(pair[1]).get(address("session", session)).content.decode()
    assert "Overdue" in before
    assert address("action", action) in before
    assert "Done on 21 November 2026" in after
    assert address("action", action) not in after


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"words": ""}, "words"),
        ({"words": "Call 943 476 5919"}, "words"),
        ({"due_date": "2026-11-01"}, "due_date"),
        ({"due_date": ""}, "due_date"),
    ],
    ids=str,
)
def test_an_action_that_cannot_be_is_refused_in_words(as_user, pair, session, changes, field):
    page = as_user(pair[0]).post(
        address("action_new", session), {"words": "Leave silence", "due_date": "2026-11-20", **changes}
    )

    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])


@pytest.mark.parametrize("day", ["2026-11-23", "2026-11-01"])
def test_a_tick_on_a_day_that_cannot_be_is_refused(as_user, pair, session, day):
    page = as_user(pair[0]).post(address("action", factory.agreed(session)), {"done_date": day})

    assert (page.status_code, list(page.context["form"].errors)) == (422, ["done_date"])


def test_the_next_sessions_page_shows_what_is_still_open(as_user, pair, session):
    factory.agreed(session, words="Leave silence")
    following = factory.recorded(*pair, started_at=NOW - A_DAY)
    client = as_user(pair[0])

    pages = [client.get(address("session", following)), client.get(address("new")), client.get(address("sessions"))]

    assert ["Leave silence" in page.content.decode() for page in pages] == [True, True, True]


@pytest.mark.parametrize("count", [1, 3])
def test_a_session_takes_the_same_queries_however_many_actions(
    as_user, pair, session, count, django_assert_num_queries
):
    for _number in range(count):
        factory.agreed(session)
    client = as_user(pair[0])

    with django_assert_num_queries(8):
        client.get(address("session", session))


def test_only_the_coach_gets_to_the_forms(as_user, pair, session):
    action = factory.agreed(session)
    stranger = people.member(Role.MANAGER, session.organisation)

    answers = {
        (name, person): as_user(person).get(address(name, record)).status_code
        for name, record in (("action_new", session), ("action", action))
        for person in (*pair, stranger)
    }

    assert list(answers.values()) == [200, 403, 404, 200, 403, 404]
