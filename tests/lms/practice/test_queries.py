"""Who sees which entry, what waits, what counts as of a day."""

import datetime

import pytest

from lms.core import clock
from lms.people.enums import ResponsibilityKind, Role
from lms.people.models import Responsibility
from lms.practice import queries
from lms.practice.queries import Total
from tests.factories import people
from tests.factories import practice as factory

pytestmark = pytest.mark.django_db
NOW = factory.NOW
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _now():
    with clock.fixed(NOW):
        yield


@pytest.fixture
def provider():
    return people.provider()


@pytest.fixture
def pair(provider):
    return factory.coach_and_verifier(provider)


def test_entries_visible_to_the_coach_are_all_their_own(pair):
    coach, verifier = pair
    own = {factory.draft(coach), factory.submitted(coach, verifier)}
    factory.draft(factory.coach(people.provider()))

    assert set(queries.entries_visible_to(coach)) == own


@pytest.mark.parametrize("role", [Role.TRAINER, Role.ASSESSOR, Role.IQA, Role.MANAGER])
def test_entries_visible_to_staff_are_those_sent_in_their_organisation(pair, provider, role):
    coach, verifier = pair
    factory.draft(coach)
    sent = factory.submitted(coach, verifier)
    factory.submitted(*factory.coach_and_verifier(people.provider()))

    assert list(queries.entries_visible_to(people.member(role, provider))) == [sent]


@pytest.mark.parametrize("role", [Role.TRAINEE, Role.SUPERVISOR, Role.EMPLOYER, Role.EDITOR, Role.SAFEGUARDING])
def test_entries_visible_to_other_roles_are_none(pair, provider, role):
    factory.submitted(*pair)

    assert list(queries.entries_visible_to(people.member(role, provider))) == []


def test_entries_visible_to_a_verifier_from_outside_are_those_that_name_them(pair, provider):
    coach, _verifier = pair
    outside = people.user()
    people.responsible(outside, coach, ResponsibilityKind.PRACTICE_VERIFIER, provider)
    factory.submitted(*pair)
    named = factory.submitted(coach, outside)

    assert list(queries.entries_visible_to(outside)) == [named]


def test_entries_to_confirm_are_those_that_wait_for_this_verifier(pair):
    coach, verifier = pair
    waiting = factory.submitted(coach, verifier)
    factory.draft(coach, verifier=verifier)
    factory.returned(coach, verifier)
    factory.confirmed(coach, verifier)

    assert list(queries.entries_to_confirm(verifier)) == [waiting]
    assert list(queries.coaches_waiting_for(verifier)) == [coach]


def test_entries_to_confirm_leaves_out_those_of_an_ended_responsibility(pair):
    coach, verifier = pair
    factory.submitted(coach, verifier)
    Responsibility.objects.update(to_date=TODAY - datetime.timedelta(days=1))

    assert list(queries.entries_to_confirm(verifier)) == []


def test_confirmed_minutes_adds_what_is_confirmed_and_counts_a_group_once(pair):
    coach, verifier = pair
    factory.confirmed(coach, verifier, minutes=40)
    factory.confirmed(coach, verifier, minutes=50, group_size=8)
    factory.submitted(coach, verifier, minutes=60)

    assert queries.confirmed_minutes(coach, TODAY) == 90


def test_confirmed_minutes_is_nothing_for_an_empty_logbook(pair):
    assert queries.confirmed_minutes(pair[0], TODAY) == 0


def test_confirmed_entries_are_those_of_the_day_asked_for(pair):
    coach, verifier = pair
    # 23:30 and 00:30 in London, in summer time an hour earlier in UTC
    evening = datetime.datetime(2026, 7, 1, 22, 30, tzinfo=datetime.UTC)
    on_the_day = factory.confirmed(coach, verifier, at=evening)
    factory.confirmed(coach, verifier, at=evening + datetime.timedelta(hours=1))

    assert list(queries.confirmed_entries(coach, datetime.date(2026, 7, 1))) == [on_the_day]
    assert list(queries.confirmed_entries(coach, datetime.date(2026, 6, 30))) == []


def test_confirmed_entries_keeps_the_answer_of_a_day_before_the_correction(pair):
    coach, verifier = pair
    last_month = NOW - datetime.timedelta(days=30)
    old = factory.confirmed(coach, verifier, at=last_month, minutes=60)
    new = factory.corrected(old, verifier, at=NOW, minutes=45)

    assert list(queries.confirmed_entries(coach, last_month.date())) == [old]
    assert list(queries.confirmed_entries(coach, TODAY)) == [new]


def test_confirmed_entries_keeps_the_old_one_while_its_correction_waits(pair):
    coach, verifier = pair
    old = factory.confirmed(coach, verifier)
    factory.actions.correct_entry(
        entry=old, by=coach, at=NOW, details=factory.details(started_at=old.started_at, minutes=5)
    )

    assert list(queries.confirmed_entries(coach, TODAY)) == [old]


def test_totals_of_adds_by_status_and_leaves_out_what_was_replaced(pair):
    coach, verifier = pair
    client = factory.client_key(coach)
    old = factory.confirmed(coach, verifier, minutes=60, client=client)
    factory.corrected(old, verifier, minutes=45, client=client)
    factory.confirmed(coach, verifier, minutes=30, client=client)
    factory.submitted(coach, verifier, minutes=20)
    factory.returned(coach, verifier, minutes=10)

    assert queries.totals_of(coach) == (
        Total("confirmed", 2, 75, 1),
        Total("submitted", 1, 20, 0),
        Total("returned", 1, 10, 0),
        Total("draft", 0, 0, 0),
    )


def test_verifiers_for_names_those_of_the_provider_on_the_day(pair, provider):
    coach, verifier = pair
    elsewhere = people.user()
    people.responsible(elsewhere, coach, ResponsibilityKind.PRACTICE_VERIFIER, people.provider())

    assert list(queries.verifiers_for(coach, on=TODAY, organisation_id=provider.pk)) == [verifier]
    assert set(queries.verifiers_for(coach, on=TODAY)) == {verifier, elsewhere}


def test_supervisors_for_leaves_out_line_managers_and_verifiers(pair, provider):
    coach, _verifier = pair
    supervisor = people.user()
    people.responsible(supervisor, coach, ResponsibilityKind.COACHING_SUPERVISOR, provider)
    people.responsible(people.user(), coach, ResponsibilityKind.LINE_MANAGER, provider)

    assert list(queries.supervisors_for(coach, on=TODAY)) == [supervisor]


def test_latest_entry_of_is_the_latest_session_not_the_latest_typed(pair):
    coach, _verifier = pair
    latest = factory.draft(coach, started_at=factory.MORNING + datetime.timedelta(days=200))
    factory.draft(coach, started_at=factory.MORNING - datetime.timedelta(days=200))

    assert queries.latest_entry_of(coach) == latest
