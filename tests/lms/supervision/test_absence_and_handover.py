"""When a supervisor is away, and handing coaches over to another."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from lms.audit.models import AuditEvent
from lms.core import clock
from lms.core.errors import NotYours
from lms.people.enums import ResponsibilityKind, Role
from lms.people.models import Responsibility
from lms.supervision import actions, queries
from lms.supervision.models import SupervisionAgreement, SupervisorAbsence
from tests.factories import people
from tests.factories import supervision as factory

pytestmark = pytest.mark.django_db
NOW = factory.NOW
TODAY = NOW.date()
A_DAY = datetime.timedelta(days=1)


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


@pytest.fixture
def manager(provider):
    return people.manager(provider)


@pytest.fixture
def successor(provider):
    return people.member(Role.SUPERVISOR, provider)


def address(name, record=None):
    return reverse(f"supervision:{name}", kwargs={"key": record.key} if record else None)


def away(person, first=0, last=7, by=None):
    return actions.record_absence(
        person=person, from_date=TODAY + first * A_DAY, to_date=TODAY + last * A_DAY, by=by or person, at=NOW
    )


def hand_over(agreements, supervisor, by, from_date=TODAY):
    return actions.hand_over(agreements=agreements, supervisor=supervisor, from_date=from_date, by=by, at=NOW)


# --- absence ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("to_date", [datetime.date(2026, 11, 21), None], ids=str)
def test_an_absence_that_cannot_be_is_refused(pair, to_date):
    person = pair[1]
    SupervisorAbsence.objects.create(person=person, recorded_by=person, from_date=TODAY)

    with pytest.raises(IntegrityError), transaction.atomic():
        SupervisorAbsence.objects.create(person=person, recorded_by=person, from_date=TODAY, to_date=to_date)


def test_record_absence_by_oneself_or_a_manager(pair, manager):
    own, other = away(pair[1]), away(pair[1], 20, 30, by=manager)

    assert [row.recorded_by for row in queries.absences_ahead_of(pair[1])] == [pair[1], manager]
    assert [AuditEvent.objects.get(target_key=row.key).kind for row in (own, other)] == [
        "supervision.absence_recorded"
    ] * 2


def test_record_absence_refuses_a_coach_and_a_stranger(pair):
    for by in (pair[0], people.manager(people.provider())):
        with pytest.raises(NotYours):
            away(pair[1], by=by)


@pytest.mark.parametrize(("first", "last", "field"), [(2, 1, "to_date"), (7, 9, "from_date"), (-3, 0, "from_date")])
def test_record_absence_refuses_what_cannot_be(pair, first, last, field):
    away(pair[1], 0, 7)

    with pytest.raises(actions.AbsenceNotValid) as refusal:
        away(pair[1], first, last)

    assert refusal.value.field == field


def test_end_absence_moves_the_last_day_and_not_into_another(pair):
    row = away(pair[1], 0, 7)
    away(pair[1], 10, 12)

    ended = actions.end_absence(absence=row, to_date=TODAY, by=pair[1], at=NOW)

    assert ended.to_date == TODAY
    with pytest.raises(actions.AbsenceNotValid):
        actions.end_absence(absence=row, to_date=TODAY + 10 * A_DAY, by=pair[1], at=NOW)
    with pytest.raises(NotYours):
        actions.end_absence(absence=row, to_date=TODAY, by=pair[0], at=NOW)


def test_coach_and_manager_see_that_a_supervisor_is_away(as_user, pair, manager):
    client = as_user(pair[1])
    client.post(address("absence_new", pair[1]), {"from_date": "2026-11-23", "to_date": "2026-11-30"})

    words = "away from 23 November 2026 to 30 November 2026"
    seen = [
        words in as_user(person).get(page).content.decode()
        for person, page in (
            (pair[0], address("sessions")),
            (manager, address("supervisors")),
            (pair[1], address("supervisor", pair[1])),
        )
    ]
    assert seen == [True, True, True]


def test_an_absence_is_ended_on_its_page(as_user, pair, manager):
    row = away(pair[1])

    as_user(manager).post(address("absence_end", row), {"to_date": "2026-11-24"})

    row.refresh_from_db()
    assert row.to_date == datetime.date(2026, 11, 24)


def test_an_absence_that_is_over_is_shown_no_more(pair):
    away(pair[1], -9, -1)

    assert list(queries.absences_ahead_of(pair[1])) == []


# --- handing over -----------------------------------------------------------------------------------------------------


def test_hand_over_ends_the_old_and_starts_the_same_to_be_accepted(provider, successor, manager):
    coach, supervisor = people.trainee(provider), people.member(Role.SUPERVISOR, provider)
    old = factory.accepted(factory.agreement(supervisor, coach, provider, terms=factory.terms()))

    [new] = hand_over([old], successor, manager)

    old.refresh_from_db()
    assert old.to_date == TODAY - A_DAY
    assert (new.supervisor, new.coach, new.kind, new.from_date) == (successor, coach, old.kind, TODAY)
    assert (new.takes_over, new.every_weeks, new.confidential) == (old, old.every_weeks, old.confidential)
    assert new.acceptances.count() == 0
    assert [row.holder for row in Responsibility.objects.filter(subject=coach, to_date=None)] == [successor]


def test_history_stays_with_those_who_held_it(pair, successor, manager):
    session = factory.recorded(*pair)
    hand_over([SupervisionAgreement.objects.get()], successor, manager)

    confirmed = actions.confirm_session(session=session, by=pair[1], at=NOW)

    assert list(queries.sessions_visible_to(successor)) == []
    assert list(queries.sessions_visible_to(pair[1])) == [confirmed]


def test_hand_over_refuses_all_when_one_cannot_be(pair, provider, successor, manager):
    other = people.trainee(provider)
    factory.agreement(pair[1], other, provider)
    people.responsible(successor, other, ResponsibilityKind.LINE_MANAGER, provider)

    with pytest.raises(actions.HandoverNotPossible, match=other.name) as refusal, transaction.atomic():
        hand_over(list(SupervisionAgreement.objects.all()), successor, manager)

    assert refusal.value.field == "supervisor"
    assert SupervisionAgreement.objects.filter(supervisor=pair[1], to_date=None).count() == 2


def test_hand_over_refuses_a_day_before_the_agreement_can_end(pair, successor, manager):
    with pytest.raises(actions.HandoverNotPossible):
        hand_over([SupervisionAgreement.objects.get()], successor, manager, from_date=people.LONG_AGO)


def test_hand_over_refuses_nothing_and_what_has_ended(pair, successor, manager):
    agreement = SupervisionAgreement.objects.get()
    actions.end_agreement(agreement=agreement, by=manager, at=NOW, to_date=TODAY)

    for chosen in ([], [agreement]):
        with pytest.raises(actions.NothingToHandOver):
            hand_over(chosen, successor, manager)


def test_hand_over_is_for_a_manager_of_the_organisation(pair, successor):
    for by in (pair[1], people.manager(people.provider())):
        with pytest.raises(NotYours):
            hand_over([SupervisionAgreement.objects.get()], successor, by)


def test_an_agreement_is_taken_over_once(pair, successor, manager):
    [new] = hand_over([SupervisionAgreement.objects.get()], successor, manager)

    with pytest.raises(IntegrityError), transaction.atomic():
        SupervisionAgreement.objects.filter(pk=new.pk).update(takes_over=new)


def test_a_manager_hands_over_on_the_page(as_user, pair, successor, manager):
    old = SupervisionAgreement.objects.get()
    client = as_user(manager)

    page = client.get(address("hand_over", pair[1]))
    client.post(
        address("hand_over", pair[1]),
        {"agreements": [old.pk], "supervisor": successor.pk, "from_date": "2026-11-22"},
    )

    new = SupervisionAgreement.objects.get(takes_over=old)
    assert pair[0].name in page.content.decode()
    assert f"It takes over from {pair[1].name}" in client.get(address("agreement", new)).content.decode()


def test_the_page_offers_nothing_of_another_organisation(as_user, pair, manager):
    elsewhere = people.provider()
    people.as_well(pair[1], Role.SUPERVISOR, elsewhere)
    factory.agreement(pair[1], people.trainee(elsewhere), elsewhere)

    offered = queries.agreements_to_hand_over(manager, pair[1])

    assert [row.coach for row in offered] == [pair[0]]


def test_who_gets_in(as_user, pair, manager):
    row = away(pair[1])
    everybody = [manager, pair[1], pair[0], people.manager(people.provider())]
    pages = {"absence_new": pair[1], "absence_end": row, "hand_over": pair[1]}

    answers = {
        name: [as_user(person).get(address(name, record)).status_code for person in everybody]
        for name, record in pages.items()
    }

    assert answers == {
        "absence_new": [200, 200, 404, 404],
        "absence_end": [200, 200, 404, 404],
        "hand_over": [200, 403, 404, 404],
    }
