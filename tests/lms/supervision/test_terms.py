"""The terms of an agreement: written, accepted by both sides, and the warning where they are not."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from lms.audit.models import AuditEvent
from lms.core import clock
from lms.core.errors import NotYours
from lms.people.enums import Role
from lms.supervision import actions, queries
from lms.supervision.models import AgreementAcceptance
from tests.factories import people
from tests.factories import supervision as factory

pytestmark = pytest.mark.django_db
NOW = factory.NOW
TODAY = NOW.date()
A_DAY = datetime.timedelta(days=1)
TYPED = {"every_weeks": "6", "format": "mixed", "confidential": "Our talk", "not_confidential": "Harm"}


@pytest.fixture(autouse=True)
def _now():
    with clock.fixed(NOW):
        yield


@pytest.fixture
def provider():
    return people.provider()


@pytest.fixture
def agreement(provider):
    coach, supervisor = people.trainee(provider), people.member(Role.SUPERVISOR, provider)
    return factory.agreement(supervisor, coach, provider, terms=factory.terms())


def address(name, record=None):
    return reverse(f"supervision:{name}", kwargs={"key": record.key} if record else None)


def test_each_side_accepts_once_also_in_the_database(agreement):
    factory.accepted(agreement)

    with pytest.raises(IntegrityError), transaction.atomic():
        AgreementAcceptance.objects.create(agreement=agreement, by=agreement.coach, happened_at=NOW)


def test_accept_agreement_records_who_and_when(agreement):
    factory.accepted(agreement)

    kinds = AuditEvent.objects.filter(target_key=agreement.key).order_by("id").values_list("kind", flat=True)
    assert [(row.by, row.happened_at) for row in queries.acceptances_of(agreement)] == [
        (agreement.coach, NOW),
        (agreement.supervisor, NOW),
    ]
    assert list(kinds)[1:] == ["supervision.terms_accepted"] * 2


def test_accept_agreement_refuses_anybody_else(agreement, provider):
    with pytest.raises(NotYours):
        actions.accept_agreement(agreement=agreement, by=people.manager(provider), at=NOW)


def test_accept_agreement_refuses_a_second_time(agreement):
    factory.accepted(agreement)

    with pytest.raises(actions.TermsAccepted):
        actions.accept_agreement(agreement=agreement, by=agreement.coach, at=NOW)


def test_accept_agreement_refuses_one_without_terms(provider):
    coach, _supervisor = factory.coach_and_supervisor(provider)

    with pytest.raises(actions.NoTerms):
        actions.accept_agreement(agreement=queries.agreements_visible_to(coach).get(), by=coach, at=NOW)


def test_what_is_over_is_neither_accepted_nor_given_terms(agreement, provider):
    agreement.to_date = TODAY - A_DAY
    agreement.save()

    with pytest.raises(actions.AgreementOver):
        actions.accept_agreement(agreement=agreement, by=agreement.coach, at=NOW)
    with pytest.raises(actions.AgreementOver):
        actions.set_terms(agreement=agreement, terms=factory.terms(), by=people.manager(provider), at=NOW)


def test_set_terms_until_somebody_accepts(agreement, provider):
    manager = people.manager(provider)

    changed = actions.set_terms(agreement=agreement, terms=factory.terms(every_weeks=2), by=manager, at=NOW)
    actions.accept_agreement(agreement=agreement, by=agreement.coach, at=NOW)

    assert changed.every_weeks == 2
    with pytest.raises(actions.TermsAccepted):
        actions.set_terms(agreement=agreement, terms=factory.terms(), by=manager, at=NOW)


def test_set_terms_refuses_the_sides(agreement):
    with pytest.raises(NotYours):
        actions.set_terms(agreement=agreement, terms=factory.terms(), by=agreement.supervisor, at=NOW)


@pytest.mark.parametrize(("days", "expected"), [(-1, False), (0, True)])
def test_a_session_has_an_accepted_agreement_from_the_day_of_the_second_acceptance(agreement, days, expected):
    factory.accepted(agreement)
    session = factory.recorded(
        agreement.coach, agreement.supervisor, started_at=NOW + days * A_DAY - datetime.timedelta(hours=2)
    )

    assert queries.had_accepted_agreement(session) == expected


def test_one_side_alone_is_no_accepted_agreement(agreement):
    actions.accept_agreement(agreement=agreement, by=agreement.coach, at=NOW)

    [support] = queries.supports_of(agreement.coach, on=TODAY)

    assert not support.is_accepted


# --- pages ------------------------------------------------------------------------------------------------------------


def seen(agreement):
    return {"version": agreement.updated_at.isoformat()}


def test_both_sides_accept_on_their_page(as_user, agreement):
    for person in (agreement.coach, agreement.supervisor):
        as_user(person).post(address("agreement_accept", agreement), {"is_read": "on", **seen(agreement)})

    page = as_user(agreement.coach).get(address("agreement", agreement)).content.decode()
    assert "Accepted by both" in page
    assert "Read and accept the terms" not in page


@pytest.mark.parametrize("typed", [{}, {"is_read": "on", "version": "2026-01-01T00:00:00+00:00"}], ids=str)
def test_terms_that_were_not_read_are_not_accepted(as_user, agreement, typed):
    page = as_user(agreement.coach).post(address("agreement_accept", agreement), {**seen(agreement), **typed})

    assert (page.status_code, AgreementAcceptance.objects.count()) == (422, 0)


def test_the_supervisor_needs_a_second_factor_and_the_coach_does_not(agreement):
    for person in (agreement.coach, agreement.supervisor):
        client = Client()
        client.force_login(person)
        client.post(address("agreement_accept", agreement), {"is_read": "on", **seen(agreement)})

    assert [row.by for row in AgreementAcceptance.objects.all()] == [agreement.coach]


def test_a_manager_writes_the_terms_of_an_older_agreement(as_user, provider):
    coach, _supervisor = factory.coach_and_supervisor(provider)
    agreement = queries.agreements_visible_to(coach).get()

    as_user(people.manager(provider)).post(address("agreement_terms", agreement), TYPED)

    agreement.refresh_from_db()
    assert (agreement.every_weeks, agreement.format) == (6, "mixed")


def test_a_session_without_an_accepted_agreement_warns_and_counts(as_user, agreement):
    coach = agreement.coach
    client = as_user(coach)
    form_before = client.get(address("new")).content.decode()
    session = factory.recorded(coach, agreement.supervisor, started_at=NOW - datetime.timedelta(hours=2))
    before = client.get(address("session", session)).content.decode()
    answering = as_user(agreement.supervisor).get(address("confirm", session)).content.decode()
    factory.accepted(agreement)

    after = client.get(address("session", session)).content.decode()

    warned = ["No accepted agreement" in page for page in (form_before, before, answering, after)]
    assert warned == [True, True, True, False]


def test_who_gets_in(as_user, agreement, provider):
    everybody = [agreement.coach, agreement.supervisor, people.manager(provider), people.manager(people.provider())]

    answers = {
        name: [as_user(person).get(address(name, agreement)).status_code for person in everybody]
        for name in ("agreement_accept", "agreement_terms")
    }

    assert answers == {"agreement_accept": [200, 200, 403, 404], "agreement_terms": [403, 403, 200, 404]}
