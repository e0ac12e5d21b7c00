"""The clock of a session."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from lms.audit.actions import erase_person
from lms.audit.models import AuditEvent
from lms.core import clock
from lms.practice import actions, queries, rules
from lms.practice.models import PracticeEntry, SessionClock
from tests.factories import people
from tests.factories import practice as factory
from tests.factories.practice import address, typed

pytestmark = pytest.mark.django_db
NOW = factory.NOW
BEGAN = NOW - datetime.timedelta(minutes=50, seconds=20)


@pytest.fixture(autouse=True)
def _now():
    with clock.fixed(NOW):
        yield


@pytest.fixture
def pair():
    return factory.coach_and_verifier()


@pytest.fixture
def coach(pair):
    return pair[0]


def kinds(target):
    return list(AuditEvent.objects.filter(target_key=target.key).order_by("id").values_list("kind", flat=True))


# --- rules and actions ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "stop", "begins", "minutes"),
    [
        ("10:05:00", "10:50:00", "10:05", 45),
        ("10:05:59", "10:50:01", "10:05", 45),
        ("10:05:10", "10:05:40", "10:05", 1),
    ],
)
def test_timed_span_is_in_whole_minutes(start, stop, begins, minutes):
    day = NOW.date()

    def at(text):
        return datetime.datetime.combine(day, datetime.time.fromisoformat(text), tzinfo=datetime.UTC)

    assert rules.timed_span(at(start), at(stop)) == rules.Span(at(begins), minutes)


def test_start_clock_runs_from_now(coach):
    timer = actions.start_clock(by=coach, at=BEGAN)

    assert (timer.coach, timer.started_at, timer.stopped_at) == (coach, BEGAN, None)
    assert kinds(timer) == ["practice.clock_started"]
    assert str(timer) == f"Clock {timer.key}"


def test_start_clock_refuses_a_second_and_says_which_runs(coach):
    actions.start_clock(by=coach, at=BEGAN)

    with pytest.raises(actions.ClockRuns, match="has run since 22 November 2026, 11:09am"):
        actions.start_clock(by=coach, at=NOW)


def test_start_clock_refuses_while_a_stopped_one_is_not_in_the_logbook(coach):
    actions.start_clock(by=coach, at=BEGAN)
    actions.stop_clock(by=coach, at=NOW)

    with pytest.raises(actions.ClockRuns, match="is stopped and not in your logbook yet"):
        actions.start_clock(by=coach, at=NOW)


def test_stop_clock_stops_it_once(coach):
    timer = actions.start_clock(by=coach, at=BEGAN)

    actions.stop_clock(by=coach, at=NOW)
    stopped = actions.stop_clock(by=coach, at=NOW + datetime.timedelta(minutes=5))

    assert stopped.stopped_at == NOW
    assert kinds(timer) == ["practice.clock_started", "practice.clock_stopped"]


def test_discard_clock_leaves_nothing_but_its_events(coach):
    timer = actions.start_clock(by=coach, at=BEGAN)

    actions.discard_clock(by=coach, at=NOW)

    assert not SessionClock.objects.exists()
    assert kinds(timer) == ["practice.clock_started", "practice.clock_discarded"]


@pytest.mark.parametrize("act", [actions.stop_clock, actions.discard_clock])
def test_without_a_clock_there_is_nothing_to_stop_or_throw_away(coach, act):
    with pytest.raises(actions.NoClock):
        act(by=coach, at=NOW)


def test_two_coaches_have_a_clock_each(coach):
    other = factory.coach(people.provider())

    timers = [actions.start_clock(by=person, at=BEGAN) for person in (coach, other)]

    assert [queries.clock_of(person) for person in (coach, other)] == timers


def test_the_database_refuses_a_second_clock_and_one_that_stops_before_it_starts(coach):
    SessionClock.objects.create(coach=coach, started_at=BEGAN)

    with pytest.raises(IntegrityError), transaction.atomic():
        SessionClock.objects.create(coach=coach, started_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        SessionClock.objects.update(stopped_at=BEGAN - datetime.timedelta(seconds=1))


def test_erasing_a_coach_takes_their_clock(pair):
    actions.start_clock(by=pair[0], at=BEGAN)

    erase_person(person=pair[0], by=pair[1], at=NOW)

    assert not SessionClock.objects.exists()


# --- pages ------------------------------------------------------------------------------------------------------------


def test_a_session_is_timed_and_becomes_an_entry(as_user, pair):
    coach, verifier = pair
    with clock.fixed(BEGAN):
        as_user(coach).post(address("clock"), {"start": "yes"})

    # signed out meanwhile, and in again elsewhere
    client = as_user(coach)
    stopped = client.post(address("clock"), {"stop": "yes"})
    form = client.get(stopped.headers["Location"]).context["form"]
    filled = typed(started_at=form["started_at"].initial.strftime("%Y-%m-%dT%H:%M"), minutes=form["minutes"].initial)
    client.post(stopped.headers["Location"], filled | {"verifier": verifier.pk, "send": "yes"})

    entry = PracticeEntry.objects.get()
    assert (entry.started_at, entry.minutes, entry.status) == (BEGAN.replace(second=0), 51, "submitted")
    assert not SessionClock.objects.exists()


def test_a_refused_entry_leaves_the_time_on_the_clock(as_user, coach):
    actions.start_clock(by=coach, at=BEGAN)
    actions.stop_clock(by=coach, at=NOW)

    page = as_user(coach).post(f"{address('new')}?clock=stopped", typed(minutes="soon"))

    assert page.status_code == 422
    assert SessionClock.objects.get().stopped_at == NOW


def test_an_entry_written_by_hand_leaves_the_clock_alone(as_user, coach):
    actions.start_clock(by=coach, at=BEGAN)

    as_user(coach).post(address("new"), typed())

    assert SessionClock.objects.exists()


def test_an_entry_from_a_clock_that_still_runs_starts_as_usual(as_user, coach):
    actions.start_clock(by=coach, at=BEGAN)

    form = as_user(coach).get(address("new"), {"clock": "stopped"}).context["form"]

    assert (form["started_at"].initial, form["minutes"].initial) == (None, 30)


def test_a_second_start_says_which_runs_and_offers_both_ways_out(as_user, coach):
    actions.start_clock(by=coach, at=BEGAN)

    page = as_user(coach).post(address("clock"), {"start": "yes"})

    words = page.content.decode()
    assert page.status_code == 422
    assert "Your clock has run since 22 November 2026, 11:09am. Only one can run." in words
    assert ["Stop and fill in the entry" in words, "Throw this time away" in words] == [True, True]


def test_a_stopped_clock_offers_to_fill_in_the_entry(as_user, coach):
    actions.start_clock(by=coach, at=BEGAN)
    actions.stop_clock(by=coach, at=NOW)
    client = as_user(coach)

    pages = [client.get(address(name)).content.decode() for name in ("clock", "entries", "new")]

    assert ["Fill in the entry" in page for page in pages] == [True] * 3


def test_a_clock_is_thrown_away(as_user, coach):
    actions.start_clock(by=coach, at=BEGAN)

    answer = as_user(coach).post(address("clock"), {"discard": "yes"})

    assert answer.headers["Location"] == address("entries")
    assert not SessionClock.objects.exists()


def test_a_form_without_a_button_does_nothing(as_user, coach):
    assert as_user(coach).post(address("clock")).status_code == 200
    assert not SessionClock.objects.exists()


def test_nobody_sees_anothers_clock(as_user, coach):
    actions.start_clock(by=coach, at=BEGAN)
    other = factory.coach(people.provider())

    assert as_user(other).get(address("clock")).context["session_clock"] is None


def test_only_trainees_have_a_clock(as_user, pair):
    assert as_user(pair[1]).post(address("clock"), {"start": "yes"}).status_code == 403
