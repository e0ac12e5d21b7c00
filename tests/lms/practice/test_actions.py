"""Writing the logbook."""

import datetime

import pytest
from django.core import mail

from lms.audit.actions import erase_person
from lms.audit.models import AuditEvent
from lms.core import clock
from lms.core.errors import NotYours
from lms.people.actions import end_membership
from lms.people.enums import ResponsibilityKind
from lms.people.models import Responsibility
from lms.practice import actions
from lms.practice.actions import NewClient
from lms.practice.enums import Basis, Consent, Decision, EntryStatus
from lms.practice.models import EntryDecision, PracticeClient, PracticeEntry
from tests.factories import people
from tests.factories import practice as factory

pytestmark = pytest.mark.django_db
NOW = factory.NOW


@pytest.fixture(autouse=True)
def _now():
    with clock.fixed(NOW):
        yield


@pytest.fixture
def pair():
    return factory.coach_and_verifier()


def kinds(target):
    return list(AuditEvent.objects.filter(target_key=target.key).order_by("id").values_list("kind", flat=True))


# --- client keys ------------------------------------------------------------------------------------------------------


def test_make_client_gives_keys_in_order(pair):
    coach, _verifier = pair

    codes = [actions.make_client(by=coach, at=NOW, consent=Consent.WRITTEN).code for _ in range(2)]

    assert codes == ["C-01", "C-02"]


def test_make_client_counts_each_coach_apart(pair):
    factory.client_key(pair[0])

    other = factory.client_key(factory.coach(people.provider()))

    assert other.code == "C-01"


# --- drafts -----------------------------------------------------------------------------------------------------------


def test_log_entry_writes_a_draft_and_its_event(pair):
    coach, verifier = pair

    entry = factory.draft(coach, verifier=verifier, group_size=4, note="Ask-tell-ask twice.")

    stored = PracticeEntry.objects.get()
    assert (stored.coach, stored.status, stored.is_group, stored.group_size, stored.note) == (
        coach,
        EntryStatus.DRAFT,
        True,
        4,
        "Ask-tell-ask twice.",
    )
    assert kinds(entry) == ["practice.entry_logged"]


def test_log_entry_makes_the_key_of_a_new_client(pair):
    entry = factory.draft(pair[0], client=NewClient(consent=Consent.WRITTEN))

    assert (entry.client.code, entry.client.consent) == ("C-01", Consent.WRITTEN)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"minutes": -5}, "minutes"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 721}, "minutes"),
        ({"started_at": NOW + datetime.timedelta(minutes=5)}, "started_at"),
        ({"started_at": NOW - datetime.timedelta(minutes=5)}, "minutes"),
        ({"group_size": 1}, "group_size"),
        ({"group_size": 400}, "group_size"),
    ],
)
def test_log_entry_refuses_an_impossible_session(pair, changes, field):
    with pytest.raises(actions.EntryNotValid) as refusal:
        factory.draft(pair[0], **changes)

    assert refusal.value.field == field
    assert not PracticeEntry.objects.exists()


def test_log_entry_refuses_an_overlap_and_names_the_other_entry(pair):
    coach, _verifier = pair
    earlier = factory.draft(coach, started_at=factory.MORNING, minutes=60)

    with pytest.raises(actions.EntryNotValid, match=earlier.reference) as refusal:
        factory.draft(coach, started_at=factory.MORNING + datetime.timedelta(minutes=59), minutes=10)

    assert refusal.value.field == "started_at"


def test_log_entry_finds_an_overlap_with_a_long_session_that_began_the_day_before(pair):
    coach, _verifier = pair
    late = datetime.datetime(2026, 2, 1, 20, 0, tzinfo=datetime.UTC)
    factory.draft(coach, started_at=late, minutes=720)

    with pytest.raises(actions.EntryNotValid):
        factory.draft(coach, started_at=late + datetime.timedelta(hours=11), minutes=30)


def test_log_entry_allows_two_coaches_at_the_same_time(pair):
    coach, _verifier = pair
    other = factory.coach(people.provider())

    entries = [factory.draft(person, started_at=factory.MORNING) for person in (coach, other)]

    assert [entry.coach for entry in entries] == [coach, other]


def test_log_entry_refuses_another_coachs_client(pair):
    stranger = factory.client_key(factory.coach(people.provider()))

    with pytest.raises(actions.EntryNotValid) as refusal:
        factory.draft(pair[0], client=stranger)

    assert refusal.value.field == "client"


def test_log_entry_refuses_a_supervisor_who_is_none(pair):
    coach, verifier = pair

    with pytest.raises(actions.EntryNotValid) as refusal:
        factory.draft(coach, supervised_by=verifier)

    assert refusal.value.field == "supervised_by"


def test_log_entry_names_a_supervisor_who_was_there(pair):
    coach, _verifier = pair
    organisation = coach.memberships.get().organisation
    supervisor = people.user()
    people.responsible(supervisor, coach, ResponsibilityKind.COACHING_SUPERVISOR, organisation)

    entry = factory.draft(coach, supervised_by=supervisor)

    assert entry.supervised_by == supervisor


def test_log_entry_refuses_a_supervisor_as_verifier(pair):
    coach, _verifier = pair
    supervisor = people.user()
    organisation = coach.memberships.get().organisation
    people.responsible(supervisor, coach, ResponsibilityKind.COACHING_SUPERVISOR, organisation)

    with pytest.raises(actions.EntryNotValid) as refusal:
        factory.draft(coach, verifier=supervisor)

    assert refusal.value.field == "verifier"


def test_log_entry_refuses_a_verifier_of_another_provider(pair):
    coach, _verifier = pair
    elsewhere = people.provider()
    other = people.user()
    people.responsible(other, coach, ResponsibilityKind.PRACTICE_VERIFIER, elsewhere)

    with pytest.raises(actions.EntryNotValid) as refusal:
        factory.draft(coach, verifier=other)

    assert refusal.value.field == "verifier"


def test_change_draft_writes_it_anew_and_may_keep_its_time(pair):
    coach, _verifier = pair
    entry = factory.draft(coach, minutes=30)

    actions.change_draft(
        entry=entry, by=coach, at=NOW, details=factory.details(started_at=entry.started_at, minutes=45)
    )

    entry.refresh_from_db()
    assert entry.minutes == 45
    assert kinds(entry) == ["practice.entry_logged", "practice.entry_changed"]


def test_change_draft_refuses_somebody_else(pair):
    coach, verifier = pair
    entry = factory.draft(coach)

    with pytest.raises(NotYours):
        actions.change_draft(entry=entry, by=verifier, at=NOW, details=factory.details())


def test_change_draft_refuses_a_sent_entry(pair):
    coach, verifier = pair
    entry = factory.submitted(coach, verifier)

    with pytest.raises(actions.EntryNotOpen):
        actions.change_draft(entry=entry, by=coach, at=NOW, details=factory.details())


def test_discard_draft_takes_it_away(pair):
    coach, _verifier = pair
    entry = factory.draft(coach)

    actions.discard_draft(entry=entry, by=coach, at=NOW)

    assert not PracticeEntry.objects.exists()
    assert kinds(entry) == ["practice.entry_logged", "practice.entry_discarded"]


def test_discard_draft_keeps_what_was_sent_before(pair):
    coach, verifier = pair
    entry = factory.returned(coach, verifier)

    with pytest.raises(actions.EntryNotOpen):
        actions.discard_draft(entry=entry, by=coach, at=NOW)

    assert PracticeEntry.objects.get() == entry


# --- sending ----------------------------------------------------------------------------------------------------------


def test_submit_entry_freezes_its_content_and_tells_the_verifier(pair, django_capture_on_commit_callbacks):
    coach, verifier = pair
    entry = factory.draft(coach, verifier=verifier, minutes=40)

    with django_capture_on_commit_callbacks(execute=True):
        actions.submit_entry(entry=entry, by=coach, at=NOW)

    entry.refresh_from_db()
    decision = EntryDecision.objects.get()
    assert (entry.status, entry.submitted_at) == (EntryStatus.SUBMITTED, NOW)
    assert (decision.decision, decision.by, decision.content["minutes"]) == (Decision.SUBMITTED, coach, 40)
    [letter] = mail.outbox
    assert (letter.to, letter.body.count("http")) == ([verifier.email], 1)
    assert coach.name in letter.body
    assert f"/practice/{entry.key}/confirm/" in letter.body


def test_a_letter_is_sent_whatever_stands_in_an_older_name(pair):
    coach, verifier = pair
    coach.name = "Cora\nCoach"
    coach.save()
    entry = factory.submitted(coach, verifier)

    actions.mail_verifier(entry.pk)

    assert [letter.subject for letter in mail.outbox] == ["Cora Coach asks you to confirm a practice session"]


def test_submit_entry_refuses_an_entry_that_names_nobody(pair):
    coach, _verifier = pair

    with pytest.raises(actions.EntryNotValid):
        actions.submit_entry(entry=factory.draft(coach), by=coach, at=NOW)


def test_submit_entry_refuses_a_verifier_whose_time_is_over(pair):
    coach, verifier = pair
    entry = factory.draft(coach, verifier=verifier)
    Responsibility.objects.update(to_date=NOW.date() - datetime.timedelta(days=1))

    with pytest.raises(actions.EntryNotValid) as refusal:
        actions.submit_entry(entry=entry, by=coach, at=NOW)

    assert refusal.value.field == "verifier"


def test_submit_entry_refuses_somebody_elses(pair):
    coach, verifier = pair
    entry = factory.draft(coach, verifier=verifier)

    with pytest.raises(NotYours):
        actions.submit_entry(entry=entry, by=verifier, at=NOW)


def test_submit_entry_refuses_a_second_time(pair):
    coach, verifier = pair
    entry = factory.submitted(coach, verifier)

    with pytest.raises(actions.EntryNotOpen):
        actions.submit_entry(entry=entry, by=coach, at=NOW)


def test_take_back_entry_makes_it_a_draft_with_its_history(pair):
    coach, verifier = pair
    entry = factory.submitted(coach, verifier)

    actions.take_back_entry(entry=entry, by=coach, at=NOW)

    entry.refresh_from_db()
    assert entry.status == EntryStatus.DRAFT
    assert [row.decision for row in entry.decisions.order_by("id")] == [Decision.SUBMITTED, Decision.TAKEN_BACK]


def test_take_back_entry_refuses_the_verifier(pair):
    coach, verifier = pair
    entry = factory.submitted(coach, verifier)

    with pytest.raises(NotYours):
        actions.take_back_entry(entry=entry, by=verifier, at=NOW)


def test_take_back_entry_refuses_what_is_confirmed(pair):
    coach, verifier = pair
    entry = factory.confirmed(coach, verifier)

    with pytest.raises(actions.EntryNotWaiting):
        actions.take_back_entry(entry=entry, by=coach, at=NOW)


# --- deciding ---------------------------------------------------------------------------------------------------------


def test_confirm_entry_records_who_when_and_on_what_basis(pair):
    coach, verifier = pair
    entry = factory.submitted(coach, verifier)

    actions.confirm_entry(entry=entry, by=verifier, at=NOW, basis=Basis.WITNESSED)

    entry.refresh_from_db()
    decision = entry.decisions.get(decision=Decision.CONFIRMED)
    assert (entry.status, entry.confirmed_at) == (EntryStatus.CONFIRMED, NOW)
    assert (decision.by, decision.basis, decision.happened_at) == (verifier, Basis.WITNESSED, NOW)
    assert kinds(entry)[-1] == "practice.entry_confirmed"


def test_confirm_entry_refuses_own_hours(pair):
    coach, verifier = pair
    entry = factory.submitted(coach, verifier)

    with pytest.raises(NotYours):
        actions.confirm_entry(entry=entry, by=coach, at=NOW, basis=Basis.WITNESSED)


def test_confirm_entry_refuses_a_verifier_whom_it_does_not_name(pair):
    coach, verifier = pair
    other = factory.verifier_of(coach, coach.memberships.get().organisation)
    entry = factory.submitted(coach, verifier)

    with pytest.raises(NotYours):
        actions.confirm_entry(entry=entry, by=other, at=NOW, basis=Basis.WITNESSED)


def test_confirm_entry_refuses_a_named_verifier_whose_time_is_over(pair):
    coach, verifier = pair
    entry = factory.submitted(coach, verifier)
    Responsibility.objects.update(to_date=NOW.date() - datetime.timedelta(days=1))

    with pytest.raises(NotYours):
        actions.confirm_entry(entry=entry, by=verifier, at=NOW, basis=Basis.WITNESSED)


@pytest.mark.parametrize("state", [factory.draft, factory.returned, factory.confirmed])
def test_confirm_entry_refuses_what_does_not_wait(pair, state):
    coach, verifier = pair
    entry = state(coach, verifier=verifier)

    with pytest.raises(actions.EntryNotWaiting):
        actions.confirm_entry(entry=entry, by=verifier, at=NOW, basis=Basis.WITNESSED)


def test_return_entry_keeps_the_reason_and_tells_the_coach(pair, django_capture_on_commit_callbacks):
    coach, verifier = pair
    entry = factory.submitted(coach, verifier)

    with django_capture_on_commit_callbacks(execute=True):
        actions.return_entry(entry=entry, by=verifier, at=NOW, reason="The diary says 20 minutes.")

    entry.refresh_from_db()
    assert entry.status == EntryStatus.RETURNED
    assert entry.decisions.get(decision=Decision.RETURNED).reason == "The diary says 20 minutes."
    [letter] = mail.outbox
    assert (letter.to, letter.body.count("http")) == ([coach.email], 1)
    assert "The diary says 20 minutes." in letter.body


def test_return_entry_refuses_the_coach(pair):
    coach, verifier = pair
    entry = factory.submitted(coach, verifier)

    with pytest.raises(NotYours):
        actions.return_entry(entry=entry, by=coach, at=NOW, reason="No.")


def test_a_returned_entry_is_changed_and_sent_again(pair):
    coach, verifier = pair
    entry = factory.returned(coach, verifier)

    actions.change_draft(
        entry=entry,
        by=coach,
        at=NOW,
        details=factory.details(started_at=entry.started_at, minutes=20, verifier=verifier),
    )
    actions.submit_entry(entry=entry, by=coach, at=NOW)
    confirmed = actions.confirm_entry(entry=entry, by=verifier, at=NOW, basis=Basis.DIARY_CHECKED)

    assert [row.content["minutes"] for row in confirmed.decisions.order_by("id")] == [30, 30, 20, 20]


# --- correcting -------------------------------------------------------------------------------------------------------


def test_correct_entry_writes_a_draft_at_the_same_time_and_keeps_the_old(pair):
    coach, verifier = pair
    entry = factory.confirmed(coach, verifier, minutes=60)

    correction = actions.correct_entry(
        entry=entry, by=coach, at=NOW, details=factory.details(started_at=entry.started_at, minutes=50)
    )

    entry.refresh_from_db()
    assert (correction.supersedes, correction.status, correction.minutes) == (entry, EntryStatus.DRAFT, 50)
    assert (entry.status, entry.minutes) == (EntryStatus.CONFIRMED, 60)


def test_correct_entry_refuses_a_second_correction(pair):
    coach, verifier = pair
    entry = factory.confirmed(coach, verifier)
    factory.corrected(entry, verifier)

    with pytest.raises(actions.EntryNotCorrectable):
        actions.correct_entry(entry=entry, by=coach, at=NOW, details=factory.details())


def test_correct_entry_refuses_what_is_not_confirmed(pair):
    coach, verifier = pair
    entry = factory.submitted(coach, verifier)

    with pytest.raises(actions.EntryNotCorrectable):
        actions.correct_entry(entry=entry, by=coach, at=NOW, details=factory.details())


def test_correct_entry_refuses_the_verifier(pair):
    coach, verifier = pair
    entry = factory.confirmed(coach, verifier)

    with pytest.raises(NotYours):
        actions.correct_entry(entry=entry, by=verifier, at=NOW, details=factory.details())


def test_the_time_of_a_replaced_entry_is_free_again(pair):
    coach, verifier = pair
    entry = factory.confirmed(coach, verifier)
    factory.corrected(entry, verifier, started_at=entry.started_at - datetime.timedelta(days=2))

    again = factory.draft(coach, started_at=entry.started_at)

    assert again.started_at == entry.started_at


# --- e-mails that come too late, erasure ------------------------------------------------------------------------------


def test_mail_verifier_says_nothing_about_an_entry_taken_back(pair):
    coach, verifier = pair
    entry = factory.submitted(coach, verifier)
    actions.take_back_entry(entry=entry, by=coach, at=NOW)

    actions.mail_verifier(entry.pk)

    assert mail.outbox == []


def test_mail_coach_of_return_says_nothing_about_an_entry_sent_again(pair):
    coach, verifier = pair
    entry = factory.returned(coach, verifier)
    actions.submit_entry(entry=entry, by=coach, at=NOW)

    actions.mail_coach_of_return(entry.pk)

    assert mail.outbox == []


def test_mail_goes_to_nobody_whose_account_is_closed(pair):
    coach, verifier = pair
    entry = factory.submitted(coach, verifier)
    verifier.is_active = False
    verifier.save()

    actions.mail_verifier(entry.pk)

    assert mail.outbox == []


def test_erasing_a_coach_empties_their_notes_and_the_reasons_about_them(pair):
    coach, verifier = pair
    confirmed = factory.confirmed(coach, verifier, note="I talked too much.")
    returned = factory.returned(coach, verifier, note="Draft words")

    erase_person(person=coach, by=verifier, at=NOW)

    confirmed.refresh_from_db()
    returned.refresh_from_db()
    assert (confirmed.note, confirmed.minutes, returned.note) == ("", 30, "")
    assert returned.decisions.get(decision=Decision.RETURNED).reason == "Erased person"
    assert confirmed.decisions.get(decision=Decision.CONFIRMED).reason == ""


def test_erasing_a_verifier_takes_their_reasons_and_leaves_the_coachs_notes(pair):
    coach, verifier = pair
    entry = factory.returned(coach, verifier, note="Mine")

    erase_person(person=verifier, by=coach, at=NOW)

    entry.refresh_from_db()
    assert (entry.note, entry.decisions.get(decision=Decision.RETURNED).reason) == ("Mine", "Erased person")


def test_a_coach_who_left_still_has_what_was_confirmed(pair):
    coach, verifier = pair
    factory.confirmed(coach, verifier)

    end_membership(membership=coach.memberships.get(), by=coach, at=NOW, to_date=NOW.date())

    assert PracticeClient.objects.count() == 0
    assert PracticeEntry.objects.filter(coach=coach).count() == 1
