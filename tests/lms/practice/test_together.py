"""Confirming a month at once, and the share that is checked against a diary."""

import datetime
import json
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from lms.audit.models import AuditEvent
from lms.core import clock
from lms.core.errors import NotYours
from lms.people.enums import ResponsibilityKind
from lms.practice import actions, queries, rules
from lms.practice.actions import ReadEntry
from lms.practice.enums import Basis, Decision, EntryStatus
from lms.practice.models import EntryDecision, SamplingShare
from tests.factories import people
from tests.factories import practice as factory
from tests.factories.practice import address

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


@pytest.fixture
def nothing_drawn(provider):
    factory.sampling(provider, 0)


@pytest.fixture
def all_drawn(provider):
    factory.sampling(provider, 100)


def october(day, hour=9):
    return datetime.datetime(2026, 10, day, hour, 0, tzinfo=datetime.UTC)


def read(entry):
    return ReadEntry(entry.key, entry.updated_at)


def ticked(*entries):
    return [f"{entry.key}@{entry.updated_at.isoformat()}" for entry in entries]


def month_of(pair, count=3, **changes):
    return [factory.submitted(*pair, started_at=october(day + 1), **changes) for day in range(count)]


# --- the action -------------------------------------------------------------------------------------------------------


def test_confirm_entries_records_an_act_of_its_own_for_each(pair, nothing_drawn):
    coach, verifier = pair
    entries = month_of(pair)

    outcome = actions.confirm_entries(entries=map(read, entries), by=verifier, at=NOW, basis=Basis.DECLARED_AND_SAMPLED)

    decisions = EntryDecision.objects.filter(decision=Decision.CONFIRMED).order_by("id")
    events = AuditEvent.objects.filter(kind="practice.entry_confirmed").order_by("id")
    assert (list(outcome.confirmed), outcome.left) == (entries, ())
    assert [(row.entry, row.by, row.basis, row.happened_at) for row in decisions] == [
        (entry, verifier, Basis.DECLARED_AND_SAMPLED, NOW) for entry in entries
    ]
    assert [event.target_key for event in events] == [entry.key for entry in entries]
    assert queries.confirmed_minutes(coach, NOW.date()) == 90


def test_confirm_entries_leaves_what_changed_meanwhile(pair, nothing_drawn):
    coach, verifier = pair
    same, longer, back, decided = month_of(pair, 4)
    was_read = [read(entry) for entry in (same, longer, back, decided)]
    actions.take_back_entry(entry=longer, by=coach, at=NOW)
    details = factory.details(started_at=longer.started_at, minutes=700, verifier=verifier)
    actions.change_draft(entry=longer, by=coach, at=NOW, details=details)
    actions.submit_entry(entry=longer, by=coach, at=NOW)
    actions.take_back_entry(entry=back, by=coach, at=NOW)
    actions.return_entry(entry=decided, by=verifier, at=NOW, reason="Twice?")

    outcome = actions.confirm_entries(entries=was_read, by=verifier, at=NOW, basis=Basis.WITNESSED)

    assert (list(outcome.confirmed), list(outcome.left)) == ([same], was_read[1:])
    assert EntryDecision.objects.filter(decision=Decision.CONFIRMED).count() == 1


def test_confirm_entries_leaves_what_is_not_the_verifiers(pair, provider, nothing_drawn):
    coach, verifier = pair
    other = factory.verifier_of(coach, provider)
    entry = factory.submitted(coach, other)
    nobodys = ReadEntry(uuid.uuid4(), NOW)

    outcome = actions.confirm_entries(entries=[read(entry), nobodys], by=verifier, at=NOW, basis=Basis.WITNESSED)

    entry.refresh_from_db()
    assert (outcome.confirmed, outcome.left) == ((), (read(entry), nobodys))
    assert entry.status == EntryStatus.SUBMITTED


def test_confirm_entries_counts_an_entry_named_twice_once(pair, nothing_drawn):
    [entry] = month_of(pair, 1)

    outcome = actions.confirm_entries(entries=[read(entry), read(entry)], by=pair[1], at=NOW, basis=Basis.WITNESSED)

    assert outcome.confirmed == (entry,)


def test_confirm_entries_refuses_drawn_ones_on_the_coachs_word_and_confirms_none(pair, provider):
    plain = month_of(pair, 1)
    factory.sampling(provider, 0)
    factory.sampling(provider, 100, at=NOW)
    drawn = factory.submitted(*pair, started_at=october(20))
    entries = [*plain, drawn]

    with pytest.raises(actions.DrawnForDiary, match=drawn.reference):
        actions.confirm_entries(entries=map(read, entries), by=pair[1], at=NOW, basis=Basis.DECLARED_AND_SAMPLED)

    assert not EntryDecision.objects.filter(decision=Decision.CONFIRMED).exists()


# --- the draw ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lot", "share", "drawn"), [(0, 0, False), (0, 1, True), (9, 10, True), (10, 10, False), (99, 100, True)]
)
def test_is_drawn_takes_the_lots_below_the_share(lot, share, drawn):
    assert rules.is_drawn(lot, share) is drawn


def test_the_draw_is_the_same_when_asked_again_and_about_the_share(pair):
    entries = [factory.submitted(*pair) for _number in range(60)]

    draws = [queries.drawn_among(entries) for _time in range(2)]

    assert draws[0] == draws[1]
    assert len(draws[0]) < 25  # six are to be expected; more than 24 in sixty come once in a thousand million draws


def test_the_draw_cannot_be_foreseen_without_the_secret(pair, settings):
    entries = [factory.submitted(*pair) for _number in range(40)]
    factory.sampling(pair[0].memberships.get().organisation, 50)
    before = queries.drawn_among(entries)

    settings.SECRET_KEY = "another secret"

    assert queries.drawn_among(entries) != before


def test_an_entry_falls_under_the_share_that_held_when_it_was_sent(pair, provider):
    factory.sampling(provider, 100)
    early = factory.submitted(*pair)
    with clock.fixed(NOW + datetime.timedelta(days=1)) as later:
        factory.sampling(provider, 0, at=later)

    assert queries.drawn_among([early]) == {early.pk}


def test_a_draft_is_not_drawn(pair, all_drawn):
    assert queries.drawn_among([factory.draft(pair[0])]) == set()


@pytest.mark.parametrize("basis", [Basis.DIARY_CHECKED, Basis.WITNESSED])
def test_a_drawn_entry_is_confirmed_by_who_looked_or_was_there(pair, all_drawn, basis):
    entry = factory.submitted(*pair)

    actions.confirm_entry(entry=entry, by=pair[1], at=NOW, basis=basis)

    event = AuditEvent.objects.get(kind="practice.entry_confirmed")
    facts = json.loads(bytes(event.canonical))["facts"]
    assert (facts["basis"], facts["is_drawn"]) == (basis, True)


def test_a_drawn_entry_is_not_confirmed_on_the_coachs_word(pair, all_drawn):
    entry = factory.submitted(*pair)

    with pytest.raises(actions.DrawnForDiary) as refusal:
        actions.confirm_entry(entry=entry, by=pair[1], at=NOW, basis=Basis.DECLARED_AND_SAMPLED)

    entry.refresh_from_db()
    assert (entry.status, refusal.value.field) == (EntryStatus.SUBMITTED, "basis")


def test_a_drawn_entry_may_be_returned(pair, all_drawn):
    entry = factory.submitted(*pair)

    returned = actions.return_entry(entry=entry, by=pair[1], at=NOW, reason="Not in the diary.")

    assert returned.status == EntryStatus.RETURNED


def test_set_sampling_records_the_share(provider):
    manager = people.manager(provider)

    row = actions.set_sampling(organisation=provider, by=manager, at=NOW, share=25)

    event = AuditEvent.objects.get(target_key=row.key)
    assert (row.share, row.by, row.happened_at) == (25, manager, NOW)
    assert (event.kind, json.loads(bytes(event.canonical))["facts"]) == ("practice.sampling_set", {"share": 25})
    assert str(row) == f"25 % {row.key}"


def test_set_sampling_refuses_who_does_not_manage_the_provider(provider):
    for person in (people.manager(people.provider()), people.assessor(provider)):
        with pytest.raises(NotYours):
            actions.set_sampling(organisation=provider, by=person, at=NOW, share=25)


@pytest.mark.parametrize("share", [-1, 101])
def test_set_sampling_refuses_what_is_no_share(provider, share):
    with pytest.raises(actions.ShareNotPossible) as refusal:
        actions.set_sampling(organisation=provider, by=people.manager(provider), at=NOW, share=share)

    assert refusal.value.field == "share"


def test_more_than_all_is_refused_by_the_database(provider):
    with pytest.raises(IntegrityError), transaction.atomic():
        SamplingShare.objects.create(organisation=provider, share=101, by=people.manager(provider), happened_at=NOW)


# --- the page ---------------------------------------------------------------------------------------------------------


def test_the_page_shows_the_month_that_waits_longest_with_nothing_ticked(as_user, pair, nothing_drawn):
    entries = month_of(pair)
    factory.submitted(*pair, started_at=october(1).replace(month=11))

    page = as_user(pair[1]).get(address("together"))

    rows = page.context["rows"]
    assert [row.entry for row in rows] == entries
    assert [row.is_ticked for row in rows] == [False] * 3


def test_the_page_filters_by_coach_and_month(as_user, pair, provider):
    coach, verifier = pair
    other = factory.coach(provider)
    people.responsible(verifier, other, ResponsibilityKind.PRACTICE_VERIFIER, provider)
    month_of(pair)
    november = factory.submitted(coach, verifier, started_at=october(5).replace(month=11))
    theirs = factory.submitted(other, verifier, started_at=october(7))
    client = as_user(verifier)

    def shown(**query):
        return [row.entry for row in client.get(address("together"), query).context["rows"]]

    assert shown(coach=coach.pk, month="2026-11") == [november]
    assert shown(coach=other.pk) == [theirs]
    assert shown(month="2026-11") == [november]
    assert shown(coach=other.pk, month="2026-11") == []
    assert shown(coach="nobody", month="2026-13") == []


def test_a_month_is_that_of_the_institution(as_user, pair):
    # half past midnight on 1 July in London is still June in UTC
    entry = factory.submitted(*pair, started_at=datetime.datetime(2026, 6, 30, 23, 30, tzinfo=datetime.UTC))

    page = as_user(pair[1]).get(address("together"), {"month": "2026-07"})

    assert [row.entry for row in page.context["rows"]] == [entry]


def test_select_all_ticks_every_entry_and_keeps_the_basis_without_a_script(as_user, pair, nothing_drawn):
    month_of(pair)

    page = as_user(pair[1]).post(address("together"), {"tick_all": "yes", "basis": "witnessed"})

    assert [row.is_ticked for row in page.context["rows"]] == [True] * 3
    assert page.context["form"]["basis"].value() == "witnessed"
    assert not EntryDecision.objects.filter(decision=Decision.CONFIRMED).exists()


def test_ticked_entries_are_checked_and_then_confirmed(as_user, pair, nothing_drawn):
    first, second, third = month_of(pair)
    client = as_user(pair[1])
    sent = {"entries": ticked(first, third), "basis": "declared_and_sampled"}

    check = client.post(address("together"), sent)
    before = EntryDecision.objects.filter(decision=Decision.CONFIRMED).count()
    done = client.post(address("together"), {**sent, "confirmed": "yes"}, follow=True)

    words = check.content.decode()
    assert (check.status_code, before) == (200, 0)
    assert ["2 sessions" in words, "1 h in all" in words, "cannot be edited" in words] == [True] * 3
    assert [reference in words for reference in (first.reference, second.reference, third.reference)] == [
        True,
        False,
        True,
    ]
    assert f"2 sessions confirmed: {first.reference}, {third.reference}." in done.content.decode()
    second.refresh_from_db()
    assert second.status == EntryStatus.SUBMITTED


def test_what_changed_meanwhile_is_named_and_left(as_user, pair, nothing_drawn):
    coach, verifier = pair
    same, back = month_of(pair, 2)
    sent = {"entries": ticked(same, back), "basis": "witnessed", "confirmed": "yes"}
    actions.take_back_entry(entry=back, by=coach, at=NOW)

    page = as_user(verifier).post(address("together"), sent, follow=True).content.decode()

    assert f"1 session confirmed: {same.reference}." in page
    assert f"Left, since they changed after you opened the page: {back.reference}." in page


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"entries": []}, ["entries"]),
        ({"basis": ""}, ["basis"]),
        ({"entries": ["nonsense"]}, ["entries"]),
        ({"entries": ["nonsense@2026-01-01"]}, ["entries"]),
    ],
    ids=str,
)
def test_too_little_is_refused_in_words(as_user, pair, nothing_drawn, changes, fields):
    entries = month_of(pair)

    page = as_user(pair[1]).post(address("together"), {"entries": ticked(*entries), "basis": "witnessed", **changes})

    assert (page.status_code, list(page.context["form"].errors)) == (422, fields)


def test_drawn_entries_are_marked_and_refused_on_the_coachs_word(as_user, pair, all_drawn):
    entries = month_of(pair, 2)
    client = as_user(pair[1])

    shown = client.get(address("together")).content.decode()
    page = client.post(address("together"), {"entries": ticked(*entries), "basis": "declared_and_sampled"})

    assert shown.count("Drawn: check the diary") == 2
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["basis"])
    assert f"Drawn to be checked: {entries[0].reference}, {entries[1].reference}." in page.content.decode()


def test_drawn_entries_are_marked_in_the_queue_and_on_their_own_page(as_user, pair, all_drawn):
    entry = factory.submitted(*pair)
    client = as_user(pair[1])

    queue = client.get(address("to_confirm")).content.decode()
    own = client.post(
        address("confirm", entry), {"basis": "declared_and_sampled", "version": entry.updated_at.isoformat()}
    )

    assert "Drawn: check the diary" in queue
    assert (own.status_code, list(own.context["form"].errors)) == (422, ["basis"])
    assert "Drawn to be checked" in own.content.decode()


def test_a_coach_is_not_told_what_is_drawn(as_user, pair, all_drawn):
    entry = factory.submitted(*pair)
    client = as_user(pair[0])

    pages = [client.get(address(name, entry)).content.decode() for name in ("entry", "done")]

    assert ["rawn" in page for page in pages] == [False, False]


def test_nobody_sees_anothers_queue(as_user, pair, provider):
    month_of(pair)

    page = as_user(people.manager(provider)).get(address("together"))

    assert page.context["rows"] == []
    assert "Nothing waits for you here" in page.content.decode()


def test_confirming_together_needs_a_second_factor(pair, nothing_drawn):
    entries = month_of(pair)
    client = Client()
    client.force_login(pair[1])

    answer = client.post(address("together"), {"entries": ticked(*entries), "basis": "witnessed", "confirmed": "yes"})

    assert (answer.status_code, "2fa" in answer.headers["Location"]) == (302, True)
    assert not EntryDecision.objects.filter(decision=Decision.CONFIRMED).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_however_many_wait(as_user, pair, count, django_assert_num_queries):
    for entry in month_of(pair, count):
        assert entry.status == EntryStatus.SUBMITTED
    client = as_user(pair[1])

    with django_assert_num_queries(10):
        client.get(address("together"))


def test_a_manager_sets_the_share_and_sees_since_when(as_user, provider):
    client = as_user(people.manager(provider))

    before = client.get(address("sampling")).content.decode()
    after = client.post(address("sampling"), {"organisation": provider.pk, "share": "25"}, follow=True).content.decode()

    assert "10 of 100, where nothing else is set" in " ".join(before.split())
    assert "25 of 100, since 22 November 2026" in " ".join(after.split())


@pytest.mark.parametrize("share", ["", "101", "-1", "some"])
def test_a_share_that_is_none_is_refused_in_words(as_user, provider, share):
    page = as_user(people.manager(provider)).post(address("sampling"), {"organisation": provider.pk, "share": share})

    assert (page.status_code, list(page.context["form"].errors)) == (422, ["share"])


def test_a_manager_sets_no_share_of_another_provider(as_user, provider):
    page = as_user(people.manager(provider)).post(
        address("sampling"), {"organisation": people.provider().pk, "share": "5"}
    )

    assert (page.status_code, list(page.context["form"].errors)) == (422, ["organisation"])
    assert not SamplingShare.objects.exists()


def test_only_managers_set_a_share(as_user, pair):
    assert [as_user(person).get(address("sampling")).status_code for person in pair] == [403, 403]
