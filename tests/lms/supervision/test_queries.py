"""Who supports whom, who reads which session, what counts as of a day."""

import datetime

import pytest

from lms.core import clock
from lms.people.enums import ResponsibilityKind, Role
from lms.supervision import queries
from lms.supervision.enums import DueState, SupervisionKind
from lms.supervision.queries import Caseload, KindTotal, SessionFact, Support
from tests.factories import people, practice
from tests.factories import supervision as factory

pytestmark = pytest.mark.django_db
NOW = factory.NOW
TODAY = NOW.date()
COACHING, CLINICAL = SupervisionKind.HEALTH_COACHING, SupervisionKind.CLINICAL


@pytest.fixture(autouse=True)
def _now():
    with clock.fixed(NOW):
        yield


@pytest.fixture
def provider():
    return people.provider()


@pytest.fixture
def pair(provider):
    return factory.coach_and_supervisor(provider)


def test_sessions_visible_to_are_those_of_the_coach_and_the_supervisor(pair, provider):
    coach, supervisor = pair
    session = factory.recorded(coach, supervisor)
    factory.recorded(*factory.coach_and_supervisor(provider))

    assert [list(queries.sessions_visible_to(person)) for person in pair] == [[session], [session]]


@pytest.mark.parametrize("role", [Role.TRAINER, Role.ASSESSOR, Role.IQA, Role.MANAGER, Role.SUPERVISOR, Role.TRAINEE])
def test_sessions_visible_to_anybody_else_are_none(pair, provider, role):
    factory.confirmed(*pair)

    assert list(queries.sessions_visible_to(people.member(role, provider))) == []


def test_session_facts_visible_to_a_manager_say_nothing_of_what_was_talked_about(pair, provider):
    session = factory.confirmed(*pair, themes="Something private")
    factory.confirmed(*factory.coach_and_supervisor(people.provider()))

    [row] = queries.session_facts_visible_to(people.manager(provider))

    assert SessionFact(**row) == SessionFact(pair[0].name, pair[1].name, COACHING, session.started_at, 60, "confirmed")


@pytest.mark.parametrize("role", [Role.TRAINER, Role.ASSESSOR, Role.SUPERVISOR, Role.ADMIN])
def test_session_facts_visible_to_others_are_none(pair, provider, role):
    factory.confirmed(*pair)

    assert list(queries.session_facts_visible_to(people.member(role, provider))) == []


def test_sessions_to_confirm_are_those_without_an_answer(pair):
    coach, supervisor = pair
    waiting = factory.recorded(coach, supervisor)
    factory.confirmed(coach, supervisor)
    factory.declined(coach, supervisor)

    assert list(queries.sessions_to_confirm(supervisor)) == [waiting]
    assert list(queries.sessions_to_confirm(coach)) == []


def test_confirmed_sessions_never_mixes_kinds(pair, provider):
    coach, supervisor = pair
    factory.agreement(supervisor, coach, provider, CLINICAL)
    coaching = factory.confirmed(coach, supervisor)
    clinical = factory.confirmed(coach, supervisor, kind=CLINICAL)

    found = [list(queries.confirmed_sessions(coach, kind, people.LONG_AGO, TODAY)) for kind in (COACHING, CLINICAL)]

    assert found == [[coaching], [clinical]]


def test_confirmed_sessions_starts_at_the_first_day(pair):
    coach, _supervisor = pair
    # 00:30 in London on 1 July, 23:30 of the day before in UTC
    session = factory.confirmed(*pair, started_at=datetime.datetime(2026, 6, 30, 23, 30, tzinfo=datetime.UTC))
    first, second = datetime.date(2026, 7, 1), datetime.date(2026, 7, 2)

    assert list(queries.confirmed_sessions(coach, COACHING, first, TODAY)) == [session]
    assert list(queries.confirmed_sessions(coach, COACHING, second, TODAY)) == []


def test_confirmed_sessions_keeps_the_answer_of_a_day_before_the_correction(pair):
    coach, _supervisor = pair
    last_month = NOW - datetime.timedelta(days=30)
    old = factory.confirmed(*pair, at=last_month)
    new = factory.corrected(old, minutes=30)

    assert list(queries.confirmed_sessions(coach, COACHING, people.LONG_AGO, last_month.date())) == [old]
    assert list(queries.confirmed_sessions(coach, COACHING, people.LONG_AGO, TODAY)) == [new]


def test_totals_of_has_a_row_for_each_kind_and_leaves_out_what_was_replaced(pair, provider):
    coach, supervisor = pair
    factory.agreement(supervisor, coach, provider, CLINICAL)
    factory.corrected(factory.confirmed(coach, supervisor, minutes=60), minutes=50)
    factory.confirmed(coach, supervisor, minutes=30)
    factory.recorded(coach, supervisor, kind=CLINICAL)

    assert queries.totals_of(coach) == (KindTotal(COACHING, 2, 80, 0), KindTotal(CLINICAL, 0, 0, 1))


def test_supports_of_joins_agreements_and_responsibilities_without_doubling(pair, provider):
    coach, supervisor = pair
    manager = people.user()
    people.responsible(manager, coach, ResponsibilityKind.LINE_MANAGER, provider)
    people.responsible(people.user(), coach, ResponsibilityKind.PRACTICE_VERIFIER, provider)

    assert queries.supports_of(coach, on=TODAY) == (
        Support(supervisor, coach, COACHING, provider),
        Support(manager, coach, SupervisionKind.LINE_MANAGEMENT, provider),
    )


def test_supports_of_takes_icf_mentor_coaching_for_nothing_else(provider):
    coach, mentor = people.trainee(provider), people.member(Role.MENTOR, provider)
    factory.agreement(mentor, coach, provider, SupervisionKind.ICF_MENTOR_COACHING)

    assert [row.kind for row in queries.supports_of(coach, on=TODAY)] == [SupervisionKind.ICF_MENTOR_COACHING]


def test_supports_of_is_as_of_the_day(pair):
    assert queries.supports_of(pair[0], on=people.LONG_AGO - datetime.timedelta(days=1)) == ()


def test_supports_ever_of_keeps_those_that_ended(pair, provider):
    coach, supervisor = pair
    agreement = queries.agreements_visible_to(coach).get()
    factory.actions.end_agreement(
        agreement=agreement, by=supervisor, at=NOW, to_date=TODAY - datetime.timedelta(days=9)
    )

    assert queries.supports_of(coach, on=TODAY) == ()
    assert queries.supports_ever_of(coach, until=TODAY) == (Support(supervisor, coach, COACHING, provider),)


def test_caseload_of_has_the_latest_session_of_each_coach_and_kind(provider):
    coach, supervisor = people.trainee(provider), people.member(Role.SUPERVISOR, provider)
    coaching = factory.agreement(supervisor, coach, provider, terms=factory.terms(every_weeks=2))
    clinical = factory.agreement(supervisor, coach, provider, CLINICAL)
    factory.confirmed(coach, supervisor, minutes=60, started_at=NOW - datetime.timedelta(days=400))
    factory.confirmed(coach, supervisor, minutes=30, started_at=NOW - datetime.timedelta(days=20))
    waiting = factory.recorded(coach, supervisor, started_at=NOW - datetime.timedelta(days=9))
    factory.declined(coach, supervisor, started_at=NOW - datetime.timedelta(days=1))

    assert queries.caseload_of(supervisor, on=TODAY) == (
        Caseload(
            support=Support(supervisor, coach, COACHING, provider, coaching),
            latest_at=waiting.started_at,
            due_date=TODAY + datetime.timedelta(days=5),
            state=DueState.SOON,
            minutes=30,
            all_minutes=30,
        ),
        Caseload(
            support=Support(supervisor, coach, CLINICAL, provider, clinical),
            latest_at=None,
            due_date=None,
            state=DueState.NOT_AGREED,
        ),
    )


def test_caseload_of_sets_a_years_practice_against_all_coaching_supervision(provider):
    coach, supervisor = people.trainee(provider), people.member(Role.SUPERVISOR, provider)
    earlier, verifier = people.member(Role.SUPERVISOR, provider), people.assessor(provider)
    for days_ago, person in ((30, supervisor), (31, earlier)):
        factory.agreement(person, coach, provider)
        factory.confirmed(coach, person, started_at=NOW - datetime.timedelta(days=days_ago))
    people.responsible(verifier, coach, ResponsibilityKind.PRACTICE_VERIFIER, provider)
    for days_ago in (3, 4, 5, 366):
        practice.confirmed(coach, verifier, started_at=NOW - datetime.timedelta(days=days_ago), minutes=60)

    [row] = queries.caseload_of(supervisor, on=TODAY)

    assert (row.minutes, row.all_minutes, row.practice_minutes, row.practice_per_hour) == (60, 120, 180, 1.5)


def test_caseload_of_holds_nobody_of_another_supervisor(pair, provider):
    factory.coach_and_supervisor(provider)

    assert [row.support.coach for row in queries.caseload_of(pair[1], on=TODAY)] == [pair[0]]
    assert queries.caseload_of(pair[0], on=TODAY) == ()


def test_of_two_agreements_on_a_day_the_newer_one_counts(pair, provider):
    coach, supervisor = pair
    first = queries.agreements_visible_to(coach).get()
    factory.actions.end_agreement(agreement=first, by=supervisor, at=NOW, to_date=TODAY)
    second = factory.agreement(supervisor, coach, provider, from_date=TODAY)

    [support] = queries.supports_of(coach, on=TODAY)

    assert support.agreement == second


def test_agreements_visible_to_both_sides_and_the_manager(pair, provider):
    coach, supervisor = pair
    agreement = queries.agreements_visible_to(coach).get()
    outsiders = [people.trainee(provider), people.manager(people.provider())]

    assert [list(queries.agreements_visible_to(person)) for person in (supervisor, people.manager(provider))] == [
        [agreement],
        [agreement],
    ]
    assert [list(queries.agreements_visible_to(person)) for person in outsiders] == [[], []]
