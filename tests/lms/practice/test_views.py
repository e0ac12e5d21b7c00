"""Pages of the logbook and of the verifier's queue."""

import datetime
import re

import pytest
from django.test import Client

from lms.core import clock
from lms.people.enums import ResponsibilityKind, Role
from lms.practice.enums import Consent, Decision, EntryStatus
from lms.practice.models import PracticeClient, PracticeEntry
from tests.factories import people
from tests.factories import practice as factory
from tests.factories.practice import address, typed

pytestmark = pytest.mark.django_db
NOW = factory.NOW


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


def seen(entry):
    """The hidden field by which a page knows what its reader has read."""
    return {"version": entry.updated_at.isoformat()}


@pytest.mark.parametrize("name", ["entry", "confirm", "return"])
def test_a_concern_is_offered_once_and_is_about_the_entry(as_user, pair, name):
    entry = factory.submitted(*pair)

    page = as_user(pair[1]).get(address(name, entry)).content.decode()

    assert page.count("Raise a concern") == 1
    assert f"/concerns/raise/?about=practice.practiceentry&amp;key={entry.key}" in page


# --- the coach's list -------------------------------------------------------------------------------------------------


def test_the_logbook_shows_totals_in_words(as_user, pair):
    coach, verifier = pair
    factory.confirmed(coach, verifier, minutes=90)
    factory.submitted(coach, verifier, minutes=20)

    page = as_user(coach).get(address("entries"))

    words = " ".join(page.content.decode().split())
    assert "1 h 30 min, 1 session" in words
    assert "20 min, 1 session" in words


def test_an_empty_logbook_says_what_to_do(as_user, pair):
    page = as_user(pair[0]).get(address("entries"))

    assert "Log your first session" in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_logbook_takes_the_same_queries_whatever_its_length(as_user, pair, count, django_assert_num_queries):
    coach, verifier = pair
    for _number in range(count):
        factory.confirmed(coach, verifier, client=factory.client_key(coach))
    client = as_user(coach)

    with django_assert_num_queries(8):
        first = client.get(address("entries"))
    with django_assert_num_queries(3):
        again = client.get(address("entries"))

    assert words_in(first) == words_in(again)


def test_a_kept_logbook_gives_way_to_every_change(as_user, pair):
    coach, verifier = pair
    client = as_user(coach)
    lengths = []

    for change in (factory.draft, factory.draft):
        change(coach, minutes=17 + len(lengths))
        lengths.append(words_in(client.get(address("entries"))))
    factory.confirmed(coach, verifier, minutes=59)

    assert ["17 min" in lengths[0], "18 min" in lengths[0], "18 min" in lengths[1]] == [True, False, True]
    assert "59 min" in words_in(client.get(address("entries")))


def words_in(page):
    """What a page says, without the tokens that each answer has anew."""
    return " ".join(re.sub(r'value="[^"]*"', "", page.content.decode()).split())


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"status": "confirmed"}, ["confirmed"]),
        ({"status": "draft"}, ["phone"]),
        ({"mode": "phone"}, ["phone"]),
        ({"since": "2026-06-01", "until": "2026-06-01"}, ["phone"]),
        ({"since": "2026-06-02"}, []),
        ({"sort": "oldest"}, ["confirmed", "phone"]),
        ({"sort": "longest"}, ["phone", "confirmed"]),
        ({"since": "not a day"}, ["phone", "confirmed"]),
    ],
    ids=str,
)
def test_the_logbook_filters_and_sorts(as_user, pair, query, shown):
    coach, verifier = pair
    evening = datetime.datetime(2026, 6, 1, 22, 30, tzinfo=datetime.UTC)  # 23:30 in London
    entries = {
        "confirmed": factory.confirmed(coach, verifier, minutes=30),
        "phone": factory.draft(coach, started_at=evening, mode="phone", minutes=60),
    }

    page = as_user(coach).get(address("entries"), query)

    assert [entry.key for entry in page.context["object_list"]] == [entries[name].key for name in shown]


@pytest.mark.parametrize("page", ["entries", "to_confirm"])
@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_filter_by_a_day_that_nobody_can_mean_is_refused_in_words(as_user, pair, page, day):
    response = as_user(pair[1]).get(address(page), {"since": day, "until": day})

    assert (response.status_code, sorted(response.context["filter"].errors)) == (200, ["since", "until"])


@pytest.mark.parametrize("moment", ["0001-01-01T00:00", "1930-01-01T10:00", "9999-12-31T23:59"])
def test_an_entry_in_a_year_that_nobody_can_mean_is_refused(as_user, pair, moment):
    response = as_user(pair[0]).post(address("new"), typed(started_at=moment))

    assert (response.status_code, PracticeEntry.objects.count()) == (422, 0)


# --- writing an entry -------------------------------------------------------------------------------------------------


def test_a_new_entry_is_saved_as_a_draft(as_user, pair):
    coach, verifier = pair

    answer = as_user(coach).post(address("new"), typed(verifier=verifier.pk, note="Two open questions."))

    entry = PracticeEntry.objects.get()
    assert answer.headers["Location"] == address("entry", entry)
    assert (entry.minutes, entry.verifier, entry.note) == (45, verifier, "Two open questions.")
    assert entry.started_at == datetime.datetime(2026, 11, 20, 10, 0, tzinfo=datetime.UTC)


def test_a_new_entry_makes_a_new_client_key_in_place(as_user, pair):
    as_user(pair[0]).post(address("new"), typed(client="new", new_client_consent="written"))

    assert PracticeEntry.objects.get().client.consent == Consent.WRITTEN


def test_a_new_client_needs_their_consent_stated(as_user, pair):
    page = as_user(pair[0]).post(address("new"), typed(client="new"))

    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["new_client_consent"]
    assert not PracticeClient.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"minutes": "-30"}, "minutes"),
        ({"minutes": "0"}, "minutes"),
        ({"minutes": "13 h"}, "minutes"),
        ({"minutes": "1.30"}, "minutes"),
        ({"minutes": "a while"}, "minutes"),
        ({"minutes": ""}, "minutes"),
        ({"started_at": "2026-11-23T10:00"}, "started_at"),
        ({"started_at": "yesterday"}, "started_at"),
        # the hour that the clocks skip
        ({"started_at": "2026-03-29T01:30"}, "started_at"),
        ({"group_size": "1"}, "group_size"),
        ({"group_size": "400"}, "group_size"),
        ({"group_size": "some"}, "group_size"),
        ({"client": "Joan Smith"}, "client"),
        ({"note": "Her NHS number is 943 476 5919"}, "note"),
        ({"note": "Wrote to joan@example.org"}, "note"),
    ],
    ids=str,
)
def test_bad_input_is_refused_in_words_and_nothing_typed_is_lost(as_user, pair, changes, field):
    page = as_user(pair[0]).post(address("new"), typed(**{"note": "Kept words", **changes}))

    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    typed_value = changes.get("note", "Kept words")
    assert typed_value in page.content.decode()
    assert not PracticeEntry.objects.exists()


def test_a_refused_note_says_why(as_user, pair):
    page = as_user(pair[0]).post(address("new"), typed(note="943 476 5919"))

    assert "This looks like an NHS number" in page.content.decode()


def test_an_overlap_is_shown_beside_the_start(as_user, pair):
    coach, _verifier = pair
    factory.draft(coach, started_at=datetime.datetime(2026, 11, 20, 9, 30, tzinfo=datetime.UTC), minutes=60)

    page = as_user(coach).post(address("new"), typed())

    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["started_at"]


@pytest.mark.parametrize("length", ["1:30", "90m", "1 h 30 min", "90", "1h30", "1,5", "1.5h"])
def test_a_length_is_typed_as_people_say_it(as_user, pair, length):
    as_user(pair[0]).post(address("new"), typed(minutes=length))

    assert PracticeEntry.objects.get().minutes == 90


def test_a_form_sent_twice_is_recorded_once(as_user, pair):
    client = as_user(pair[0])
    sent = typed(idempotency_key="6f1cbf2a-5a9b-4f0e-9a53-0c6c8f0c7a11")

    answers = [client.post(address("new"), sent) for _time in range(2)]

    entry = PracticeEntry.objects.get()
    assert [answer.headers["Location"] for answer in answers] == [address("entry", entry)] * 2


def test_a_new_entry_starts_like_the_latest_but_with_its_own_time_and_note(as_user, pair):
    coach, verifier = pair
    client = factory.client_key(coach)
    factory.draft(coach, minutes=50, mode="video", client=client, verifier=verifier, note="Old words")

    form = as_user(coach).get(address("new")).context["form"]

    names = ("minutes", "mode", "client", "verifier", "started_at", "note")
    assert [form[name].initial for name in names] == [50, "video", str(client.key), verifier, None, None]


def test_a_new_entry_repeats_the_one_that_is_named(as_user, pair):
    coach, _verifier = pair
    named = factory.draft(coach, minutes=25)
    factory.draft(coach, minutes=50)

    form = as_user(coach).get(address("new"), {"like": str(named.key)}).context["form"]

    assert form["minutes"].initial == 25


@pytest.mark.parametrize("like", ["nonsense", "6f1cbf2a-5a9b-4f0e-9a53-0c6c8f0c7a11"])
def test_a_new_entry_like_nothing_starts_fresh(as_user, pair, like):
    form = as_user(pair[0]).get(address("new"), {"like": like}).context["form"]

    assert form["minutes"].initial == 30


def test_a_new_entry_never_repeats_somebody_elses(as_user, pair, provider):
    coach, _verifier = pair
    theirs = factory.submitted(*factory.coach_and_verifier(provider), minutes=77)

    form = as_user(coach).get(address("new"), {"like": str(theirs.key)}).context["form"]

    assert form["minutes"].initial == 30


def test_a_coach_of_two_providers_says_for_which(as_user, pair):
    coach, _verifier = pair
    second = people.provider()
    people.actions.add_member(
        person=coach, organisation=second, role=Role.TRAINEE, by=None, at=NOW, from_date=people.LONG_AGO
    )

    as_user(coach).post(address("new"), typed(organisation=second.pk))

    assert PracticeEntry.objects.get().organisation == second


def test_without_a_verifier_a_draft_can_be_saved(as_user, provider):
    coach = factory.coach(provider)
    client = as_user(coach)

    assert "Nobody is named to confirm your hours yet" in client.get(address("new")).content.decode()
    client.post(address("new"), typed())

    assert PracticeEntry.objects.get().status == EntryStatus.DRAFT


def test_only_trainees_log_practice(as_user, provider):
    assert as_user(people.manager(provider)).get(address("new")).status_code == 403


def test_a_draft_is_changed(as_user, pair):
    coach, _verifier = pair
    entry = factory.draft(coach)

    as_user(coach).post(address("change", entry), typed(minutes="20"))

    entry.refresh_from_db()
    assert entry.minutes == 20


def test_a_sent_entry_is_not_changed(as_user, pair):
    coach, verifier = pair
    entry = factory.submitted(coach, verifier)

    page = as_user(coach).post(address("change", entry), typed(minutes="20", note="Typed in vain"))

    assert page.status_code == 422
    assert "Typed in vain" in page.content.decode()


def test_a_draft_is_discarded(as_user, pair):
    entry = factory.draft(pair[0])

    answer = as_user(pair[0]).post(address("discard", entry))

    assert answer.headers["Location"] == address("entries")
    assert not PracticeEntry.objects.exists()


# --- sending, taking back, correcting ---------------------------------------------------------------------------------


def test_an_entry_is_checked_and_then_sent(as_user, pair):
    coach, verifier = pair
    entry = factory.draft(coach, verifier=verifier)
    client = as_user(coach)

    check = client.get(address("submit", entry))
    answer = client.post(address("submit", entry))

    entry.refresh_from_db()
    assert "cannot be edited" in check.content.decode()
    assert entry.status == EntryStatus.SUBMITTED
    done = client.get(answer.headers["Location"]).content.decode()
    assert entry.reference in done
    assert verifier.name in done


def test_an_entry_that_names_nobody_is_not_sent(as_user, pair):
    entry = factory.draft(pair[0])

    page = as_user(pair[0]).post(address("submit", entry))

    assert page.status_code == 422
    assert "Choose who will confirm this entry" in page.content.decode()


def test_a_sent_entry_is_taken_back(as_user, pair):
    coach, verifier = pair
    entry = factory.submitted(coach, verifier)

    as_user(coach).post(address("take_back", entry))

    entry.refresh_from_db()
    assert entry.status == EntryStatus.DRAFT


def test_a_confirmed_entry_is_corrected_and_both_are_shown(as_user, pair):
    coach, verifier = pair
    entry = factory.confirmed(coach, verifier, minutes=60)
    client = as_user(coach)

    answer = client.post(address("correct", entry), typed(minutes="50", verifier=verifier.pk))

    correction = PracticeEntry.objects.get(supersedes=entry)
    page = client.get(answer.headers["Location"]).content.decode()
    assert answer.headers["Location"] == address("entry", correction)
    assert "1 h" in page
    assert "50 min" in page
    assert entry.reference in page
    assert address("entry", correction) in client.get(address("entry", entry)).content.decode()


# --- the verifier -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_takes_the_same_queries_whatever_its_length(as_user, provider, count, django_assert_num_queries):
    verifier = people.member(Role.TRAINER, provider)
    for _number in range(count):
        coach = factory.coach(provider)
        people.responsible(verifier, coach, ResponsibilityKind.PRACTICE_VERIFIER, provider)
        factory.submitted(coach, verifier)
    client = as_user(verifier)

    with django_assert_num_queries(7):
        page = client.get(address("to_confirm"))

    assert len(page.context["object_list"]) == count


def test_the_queue_filters_by_coach(as_user, pair, provider):
    coach, verifier = pair
    other = factory.coach(provider)
    people.responsible(verifier, other, ResponsibilityKind.PRACTICE_VERIFIER, provider)
    entry = factory.submitted(coach, verifier)
    factory.submitted(other, verifier)

    page = as_user(verifier).get(address("to_confirm"), {"coach": coach.pk})

    assert list(page.context["object_list"]) == [entry]


def test_an_empty_queue_says_why(as_user, pair):
    assert "Nothing waits for you" in as_user(pair[1]).get(address("to_confirm")).content.decode()


def test_a_verifier_confirms_after_checking_the_basis(as_user, pair):
    coach, verifier = pair
    entry = factory.submitted(coach, verifier)
    client = as_user(verifier)

    check = client.post(address("confirm", entry), {"basis": "witnessed", **seen(entry)})
    entry.refresh_from_db()
    before = entry.status
    answer = client.post(address("confirm", entry), {"basis": "witnessed", "confirmed": "yes", **seen(entry)})

    entry.refresh_from_db()
    assert (check.status_code, before) == (200, EntryStatus.SUBMITTED)
    assert "cannot be edited" in check.content.decode()
    assert entry.decisions.get(decision=Decision.CONFIRMED).basis == "witnessed"
    assert "0 more sessions wait for you" in client.get(answer.headers["Location"]).content.decode()


def test_an_entry_sent_anew_after_it_was_read_is_not_confirmed(as_user, pair):
    coach, verifier = pair
    entry = factory.submitted(coach, verifier)
    was_read = seen(entry)
    factory.actions.take_back_entry(entry=entry, by=coach, at=NOW)
    longer = factory.details(started_at=entry.started_at, minutes=700, verifier=verifier)
    factory.actions.change_draft(entry=entry, by=coach, at=NOW, details=longer)
    factory.actions.submit_entry(entry=entry, by=coach, at=NOW)

    page = as_user(verifier).post(address("confirm", entry), {"basis": "witnessed", "confirmed": "yes", **was_read})

    entry.refresh_from_db()
    assert (page.status_code, entry.status) == (422, EntryStatus.SUBMITTED)
    assert "This changed after you opened the page" in page.content.decode()


def test_confirming_needs_a_basis(as_user, pair):
    coach, verifier = pair
    entry = factory.submitted(coach, verifier)

    page = as_user(verifier).post(address("confirm", entry), {"confirmed": "yes", **seen(entry)})

    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["basis"]


def test_confirming_needs_a_second_factor(pair):
    coach, verifier = pair
    entry = factory.submitted(coach, verifier)
    client = Client()
    client.force_login(verifier)

    answer = client.post(address("confirm", entry), {"basis": "witnessed", "confirmed": "yes", **seen(entry)})

    entry.refresh_from_db()
    assert (answer.status_code, entry.status) == (302, EntryStatus.SUBMITTED)
    assert "2fa" in answer.headers["Location"]


def test_a_verifier_returns_with_a_reason(as_user, pair):
    coach, verifier = pair
    entry = factory.submitted(coach, verifier)

    as_user(verifier).post(address("return", entry), {"reason": "The diary says 20 minutes.", **seen(entry)})

    page = as_user(coach).get(address("entry", entry)).content.decode()
    assert "The diary says 20 minutes." in page
    assert "Change it" in page


@pytest.mark.parametrize("reason", ["", "Ask her at joan@example.org"])
def test_a_return_needs_a_reason_without_client_details(as_user, pair, reason):
    coach, verifier = pair
    entry = factory.submitted(coach, verifier)

    page = as_user(verifier).post(address("return", entry), {"reason": reason, **seen(entry)})

    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["reason"]


def test_confirming_an_entry_taken_back_meanwhile_is_refused_in_words(as_user, pair):
    coach, verifier = pair
    entry = factory.confirmed(coach, verifier)

    page = as_user(verifier).post(address("confirm", entry), {"basis": "witnessed", "confirmed": "yes", **seen(entry)})

    assert page.status_code == 422
    assert "does not wait for a decision" in page.content.decode()


# --- who gets in ------------------------------------------------------------------------------------------------------

OWN = ("change", "discard", "submit", "take_back", "correct")
DECIDING = ("confirm", "return")
READING = ("entry", "done")


@pytest.mark.parametrize("name", [*READING, *OWN, *DECIDING])
def test_another_organisation_and_another_trainee_get_404(as_user, pair, provider, name):
    entry = factory.submitted(*pair)
    strangers = [people.manager(people.provider()), factory.coach(provider)]

    assert [as_user(person).get(address(name, entry)).status_code for person in strangers] == [404, 404]


@pytest.mark.parametrize("name", [*OWN, *DECIDING])
def test_staff_who_may_read_may_not_act(as_user, pair, provider, name):
    entry = factory.submitted(*pair)

    assert as_user(people.manager(provider)).get(address(name, entry)).status_code == 403


@pytest.mark.parametrize("name", DECIDING)
def test_a_coach_never_decides_on_their_own_entry(as_user, pair, name):
    entry = factory.submitted(*pair)

    assert as_user(pair[0]).get(address(name, entry)).status_code == 403


@pytest.mark.parametrize("name", READING)
def test_staff_read_a_sent_entry(as_user, pair, provider, name):
    entry = factory.submitted(*pair)

    assert as_user(people.assessor(provider)).get(address(name, entry)).status_code == 200


def test_a_draft_is_nobody_elses(as_user, pair, provider):
    entry = factory.draft(pair[0], verifier=pair[1])

    assert as_user(pair[1]).get(address("entry", entry)).status_code == 404


def test_visitors_are_asked_to_sign_in(client, pair):
    entry = factory.submitted(*pair)

    answers = [client.get(address(name, entry)) for name in READING]

    assert [answer.status_code for answer in answers] == [302, 302]


def test_an_entry_page_offers_to_raise_a_concern(as_user, pair):
    entry = factory.submitted(*pair)

    page = as_user(pair[1]).get(address("entry", entry)).content.decode()

    assert f"about=practice.practiceentry&amp;key={entry.key}" in page
