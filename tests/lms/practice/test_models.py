"""What the database refuses, and what each row is called."""

import pytest
from django.db import IntegrityError, transaction

from lms.competencies.enums import ServiceContext
from lms.core import clock
from lms.practice.enums import Consent, Decision, EntryStatus, Mode, Setting
from lms.practice.models import EntryDecision, PracticeClient, PracticeEntry
from tests.factories import practice as factory

pytestmark = pytest.mark.django_db
NOW = factory.NOW


@pytest.fixture
def pair():
    with clock.fixed(NOW):
        yield factory.coach_and_verifier()


def entry_row(coach, **changes):
    """A row written past the actions, as a bug would."""
    return PracticeEntry.objects.create(
        **{
            "coach": coach,
            "organisation": coach.memberships.get().organisation,
            "started_at": factory.MORNING,
            "minutes": 30,
            "mode": Mode.PHONE,
            "setting": Setting.HOME,
            "role": "coach",
            "relation": "patient",
            "payment": "employed",
            "context": ServiceContext.CLINICAL,
            **changes,
        }
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"minutes": 0},
        {"minutes": 721},
        {"coaching_share": 101},
        {"mode": "telepathy"},
        {"setting": "moon"},
        {"role": "boss"},
        {"relation": "stranger"},
        {"payment": "gold"},
        {"context": "other"},
        {"status": "lost"},
        {"is_group": True},
        {"is_group": True, "group_size": 1},
        {"is_group": True, "group_size": 101},
        {"is_group": False, "group_size": 3},
        {"status": EntryStatus.SUBMITTED},
        {"confirmed_at": NOW},
    ],
    ids=str,
)
def test_an_entry_that_cannot_be_is_refused(pair, changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        entry_row(pair[0], **changes)


def test_an_entry_sent_to_nobody_is_refused(pair):
    with pytest.raises(IntegrityError), transaction.atomic():
        entry_row(pair[0], status=EntryStatus.SUBMITTED, submitted_at=NOW)


def test_a_confirmed_entry_without_its_moment_is_refused(pair):
    coach, verifier = pair

    with pytest.raises(IntegrityError), transaction.atomic():
        entry_row(coach, verifier=verifier, submitted_at=NOW, status=EntryStatus.CONFIRMED)


@pytest.mark.parametrize("link", ["verifier", "supervised_by"])
def test_a_coach_is_not_their_own_verifier_or_supervisor(pair, link):
    coach, _verifier = pair

    with pytest.raises(IntegrityError), transaction.atomic():
        entry_row(coach, **{link: coach})


def test_an_entry_does_not_supersede_itself(pair):
    entry = entry_row(pair[0])

    with pytest.raises(IntegrityError), transaction.atomic():
        PracticeEntry.objects.filter(pk=entry.pk).update(supersedes=entry)


def test_an_entry_is_superseded_once(pair):
    coach, _verifier = pair
    entry = entry_row(coach)
    entry_row(coach, supersedes=entry)

    with pytest.raises(IntegrityError), transaction.atomic():
        entry_row(coach, supersedes=entry)


def test_a_confirmed_entry_never_changes(pair):
    coach, verifier = pair
    entry = factory.confirmed(coach, verifier)

    with pytest.raises(IntegrityError), transaction.atomic():
        PracticeEntry.objects.filter(pk=entry.pk).update(minutes=600)


def test_a_confirmed_entry_is_never_deleted(pair):
    coach, verifier = pair
    entry = factory.confirmed(coach, verifier)

    with pytest.raises(IntegrityError), transaction.atomic():
        PracticeEntry.objects.filter(pk=entry.pk)._raw_delete("default")


def decision_row(entry, **changes):
    return EntryDecision.objects.create(
        **{
            "entry": entry,
            "decision": Decision.SUBMITTED,
            "by": entry.coach,
            "content": {},
            "happened_at": NOW,
            **changes,
        }
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"decision": "dreamt"},
        {"decision": Decision.CONFIRMED},
        {"decision": Decision.CONFIRMED, "basis": "hunch"},
        {"decision": Decision.SUBMITTED, "basis": "witnessed"},
        {"decision": Decision.RETURNED},
    ],
    ids=str,
)
def test_a_decision_that_says_too_little_or_too_much_is_refused(pair, changes):
    entry = entry_row(pair[0])

    with pytest.raises(IntegrityError), transaction.atomic():
        decision_row(entry, **changes)


def test_an_entry_is_confirmed_once(pair):
    coach, verifier = pair
    entry = factory.confirmed(coach, verifier)

    with pytest.raises(IntegrityError), transaction.atomic():
        decision_row(entry, decision=Decision.CONFIRMED, basis="witnessed")


@pytest.mark.parametrize("changes", [{"code": "Joan"}, {"consent": "perhaps"}], ids=str)
def test_a_client_key_that_is_none_is_refused(pair, changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        PracticeClient.objects.create(**{"coach": pair[0], "code": "C-01", "consent": Consent.SPOKEN, **changes})


def test_a_client_key_is_given_once_a_coach(pair):
    factory.client_key(pair[0])

    with pytest.raises(IntegrityError), transaction.atomic():
        PracticeClient.objects.create(coach=pair[0], code="C-01", consent=Consent.SPOKEN)


def test_rows_are_called_by_reference_code_and_step(pair):
    coach, verifier = pair
    entry = factory.submitted(coach, verifier)
    decision = entry.decisions.get()

    names = [str(entry), str(factory.client_key(coach)), str(decision)]

    assert names == [
        f"Practice entry P-{str(entry.key)[:8].upper()}",
        f"C-01 of {coach}",
        f"Sent to be confirmed {decision.key}",
    ]
