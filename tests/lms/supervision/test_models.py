"""What the database refuses, and what each row is called."""

import datetime
from dataclasses import asdict

import pytest
from django.db import IntegrityError, transaction

from lms.core import clock
from lms.supervision.enums import SessionDecision, SessionFormat, SessionStatus, SupervisionKind
from lms.supervision.models import SessionConfirmation, SupervisionAgreement, SupervisionSession
from tests.factories import people
from tests.factories import supervision as factory

pytestmark = pytest.mark.django_db
NOW = factory.NOW
TERMS = asdict(factory.terms())


@pytest.fixture
def pair():
    with clock.fixed(NOW):
        yield factory.coach_and_supervisor()


def session_row(pair, **changes):
    """A row written past the actions, as a bug would."""
    coach, supervisor = pair
    return SupervisionSession.objects.create(
        **{
            "coach": coach,
            "supervisor": supervisor,
            "organisation": coach.memberships.get().organisation,
            "kind": SupervisionKind.HEALTH_COACHING,
            "started_at": factory.MORNING,
            "minutes": 60,
            "format": SessionFormat.INDIVIDUAL,
            **changes,
        }
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"minutes": 0},
        {"minutes": 721},
        {"kind": "chat"},
        {"format": "crowd"},
        {"status": "lost"},
        {"group_size": 3},
        {"format": SessionFormat.GROUP},
        {"format": SessionFormat.PEER, "group_size": 1},
        {"format": SessionFormat.PEER, "group_size": 101},
        {"status": SessionStatus.CONFIRMED},
        {"confirmed_at": NOW},
    ],
    ids=str,
)
def test_a_session_that_cannot_be_is_refused(pair, changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        session_row(pair, **changes)


def test_nobody_supervises_themselves(pair):
    with pytest.raises(IntegrityError), transaction.atomic():
        session_row(pair, supervisor=pair[0])


def test_a_session_does_not_supersede_itself(pair):
    session = session_row(pair)

    with pytest.raises(IntegrityError), transaction.atomic():
        SupervisionSession.objects.filter(pk=session.pk).update(supersedes=session)


def test_a_session_is_superseded_once(pair):
    session = session_row(pair)
    session_row(pair, supersedes=session)

    with pytest.raises(IntegrityError), transaction.atomic():
        session_row(pair, supersedes=session)


def test_a_confirmed_session_never_changes(pair):
    session = factory.confirmed(*pair)

    with pytest.raises(IntegrityError), transaction.atomic():
        SupervisionSession.objects.filter(pk=session.pk).update(minutes=600)


def test_a_confirmed_session_is_never_deleted(pair):
    session = factory.confirmed(*pair)

    with pytest.raises(IntegrityError), transaction.atomic():
        SupervisionSession.objects.filter(pk=session.pk)._raw_delete("default")


@pytest.mark.parametrize("changes", [{"decision": "shrugged"}, {"decision": SessionDecision.DECLINED}], ids=str)
def test_an_answer_that_says_too_little_is_refused(pair, changes):
    session = session_row(pair)

    with pytest.raises(IntegrityError), transaction.atomic():
        SessionConfirmation.objects.create(session=session, by=pair[1], content={}, happened_at=NOW, **changes)


def test_a_session_is_confirmed_once(pair):
    session = factory.confirmed(*pair)

    with pytest.raises(IntegrityError), transaction.atomic():
        SessionConfirmation.objects.create(
            session=session, by=pair[1], decision=SessionDecision.CONFIRMED, content={}, happened_at=NOW
        )


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "chat"},
        {"to_date": people.LONG_AGO - datetime.timedelta(days=1)},
        {"kind": "health_coaching"},
        {"every_weeks": 4},
        {"format": "individual"},
        {**TERMS, "every_weeks": 0},
        {**TERMS, "every_weeks": 53},
        {**TERMS, "format": "peer"},
        {**TERMS, "confidential": ""},
        {**TERMS, "not_confidential": ""},
    ],
    ids=str,
)
def test_an_agreement_that_cannot_be_is_refused(pair, changes):
    coach, supervisor = pair
    row = {
        "coach": coach,
        "supervisor": supervisor,
        "organisation": coach.memberships.get().organisation,
        "kind": SupervisionKind.CLINICAL,
        "from_date": people.LONG_AGO,
        **changes,
    }

    with pytest.raises(IntegrityError), transaction.atomic():
        SupervisionAgreement.objects.create(**row)


def test_an_agreement_with_oneself_is_refused(pair):
    coach, _supervisor = pair

    with pytest.raises(IntegrityError), transaction.atomic():
        SupervisionAgreement.objects.create(
            coach=coach,
            supervisor=coach,
            organisation=coach.memberships.get().organisation,
            kind=SupervisionKind.CLINICAL,
        )


def test_rows_are_called_by_who_reference_and_answer(pair):
    coach, supervisor = pair
    session = factory.confirmed(coach, supervisor)
    answer = session.confirmations.get()

    names = [str(SupervisionAgreement.objects.get()), str(session), str(answer)]

    assert names == [
        f"{supervisor} · Health-coaching supervision of · {coach} from 2020-01-01",
        f"Supervision session SV-{str(session.key)[:8].upper()}",
        f"Confirmed {answer.key}",
    ]
