"""What is worth a second look: doubles, impossible days; and a correction beside what it corrects."""

import datetime

import pytest

from lms.core import clock
from lms.practice import queries, rules
from lms.practice.enums import EntryStatus
from lms.practice.models import PracticeEntry
from lms.practice.rules import Span
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
    provider = people.provider()
    factory.sampling(provider, 0)
    return provider


@pytest.fixture
def pair(provider):
    return factory.coach_and_verifier(provider)


def at(hour, day=20, minute=0):
    return datetime.datetime(2026, 11, day, hour, minute, tzinfo=datetime.UTC)


def warned(entry, user):
    return queries.warnings_about([entry], user).get(entry.pk, [])


# --- impossible days --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spans", "minutes"),
    [
        ([], 0),
        ([Span(at(9), 60), Span(at(11), 30)], 90),
        ([Span(at(23, day=19, minute=30), 60)], 30),
        ([Span(at(23, minute=45), 60)], 15),
        ([Span(at(9, day=19), 60), Span(at(9, day=21), 60)], 0),
    ],
)
def test_minutes_within_takes_the_part_that_lies_inside(spans, minutes):
    assert rules.minutes_within(at(0), at(0, day=21), spans) == minutes


@pytest.mark.parametrize(("minutes", "is_impossible"), [(720, False), (721, True)])
def test_a_day_has_at_most_twelve_hours_of_coaching(minutes, is_impossible):
    assert rules.is_impossible_day(minutes) is is_impossible


def test_a_day_with_more_than_twelve_hours_in_sum_is_found(pair):
    coach, _verifier = pair
    factory.draft(coach, started_at=at(1), minutes=480)
    last = factory.draft(coach, started_at=at(10), minutes=241)

    assert warned(last, coach) == ["With it, 20 November 2026 has 12 h 1 min of coaching. Check the lengths."]


def test_twelve_hours_two_days_and_other_parts_are_no_matter(pair):
    coach, _verifier = pair
    factory.draft(coach, started_at=at(1), minutes=480)
    factory.draft(coach, started_at=at(16), minutes=120, role="observer")
    whole = factory.draft(coach, started_at=at(10), minutes=240)
    other_day = factory.draft(coach, started_at=at(1, day=19), minutes=720)

    assert [warned(entry, coach) for entry in (whole, other_day)] == [[], []]


def test_a_night_counts_for_each_day_its_own_part(pair):
    coach, _verifier = pair
    factory.draft(coach, started_at=at(5), minutes=700)
    night = factory.draft(coach, started_at=at(22, day=19), minutes=150)

    assert warned(night, coach) == ["With it, 20 November 2026 has 12 h 10 min of coaching. Check the lengths."]


# --- doubles ----------------------------------------------------------------------------------------------------------


def test_a_second_session_of_a_day_with_the_same_client_and_length_is_found(pair):
    coach, _verifier = pair
    client = factory.client_key(coach)
    first = factory.draft(coach, started_at=at(9), minutes=45, client=client)
    second = factory.draft(coach, started_at=at(14), minutes=45, client=client)

    assert warned(second, coach) == [
        f"It may be written twice: {first.reference} of 20 November 2026, 9:00am "
        "has the same client and the same length."
    ]


def test_another_day_length_client_or_none_is_no_double(pair):
    coach, _verifier = pair
    client, other = factory.client_key(coach), factory.client_key(coach)
    entry = factory.draft(coach, started_at=at(9), minutes=45, client=client)
    factory.draft(coach, started_at=at(9, day=19), minutes=45, client=client)
    factory.draft(coach, started_at=at(11), minutes=46, client=client)
    factory.draft(coach, started_at=at(13), minutes=45, client=other)
    groups = [factory.draft(coach, started_at=at(hour), minutes=45, group_size=5) for hour in (15, 17)]

    assert [warned(row, coach) for row in (entry, *groups)] == [[], [], []]


def test_a_correction_is_no_double_of_what_it_corrects(pair):
    coach, verifier = pair
    entry = factory.confirmed(coach, verifier, client=factory.client_key(coach), minutes=700)
    details = factory.details(started_at=entry.started_at, minutes=700, client=entry.client)

    correction = factory.actions.correct_entry(entry=entry, by=coach, at=NOW, details=details)

    assert warned(correction, coach) == []


def test_a_verifier_learns_nothing_of_drafts(pair):
    coach, verifier = pair
    client = factory.client_key(coach)
    factory.draft(coach, started_at=at(1), minutes=480)
    factory.draft(coach, started_at=at(14), minutes=45, client=client)
    sent = factory.submitted(coach, verifier, started_at=at(16), minutes=45, client=client)

    assert (len(warned(sent, coach)), warned(sent, verifier)) == (1, [])


# --- where they are read ----------------------------------------------------------------------------------------------


def test_an_entry_with_a_warning_is_held_for_a_second_look_and_can_be_sent(as_user, pair):
    coach, verifier = pair
    client = as_user(coach)
    factory.draft(coach, started_at=at(0), minutes=540)
    sent = typed(minutes="4 h", verifier=verifier.pk, send="yes")

    held = client.post(address("new"), sent)
    entry = PracticeEntry.objects.latest("id")
    check = client.get(held.headers["Location"]).content.decode()
    client.post(address("submit", entry))

    assert (held.headers["Location"], entry.status) == (address("submit", entry), EntryStatus.DRAFT)
    assert "Saved, but not sent yet." in check
    assert "20 November 2026 has 13 h of coaching" in check
    entry.refresh_from_db()
    assert entry.status == EntryStatus.SUBMITTED


def test_the_verifier_reads_the_warning_wherever_they_decide(as_user, pair):
    coach, verifier = pair
    factory.submitted(coach, verifier, started_at=at(0), minutes=540)
    entry = factory.submitted(coach, verifier, started_at=at(10), minutes=240)
    client = as_user(verifier)

    pages = [
        client.get(address(*name)).content.decode() for name in (("confirm", entry), ("return", entry), ("together",))
    ]

    assert [page.count("20 November 2026 has 13 h of coaching") for page in pages] == [1, 1, 2]


# --- a correction beside what it corrects -----------------------------------------------------------------------------


@pytest.fixture
def correction(pair):
    coach, verifier = pair
    entry = factory.confirmed(coach, verifier, started_at=at(9), minutes=60, note="Walked.")
    details = factory.details(started_at=at(9), minutes=50, note="Walked.", mode="video", verifier=verifier)
    correction = factory.actions.correct_entry(entry=entry, by=coach, at=NOW, details=details)
    return factory.actions.submit_entry(entry=correction, by=coach, at=NOW)


def test_side_by_side_says_what_changed(correction):
    lines = queries.side_by_side(correction)

    assert [(line.label, line.was, line.now) for line in lines if line.is_changed] == [
        ("Length", "1 h", "50 min"),
        ("End", "20 November 2026, 10:00am", "20 November 2026, 9:50am"),
        ("How", "In person", "By video"),
    ]
    assert len(lines) == 14


def test_side_by_side_of_an_entry_that_corrects_nothing_is_empty(pair):
    assert queries.side_by_side(factory.draft(pair[0])) == []


def test_coach_and_verifier_see_a_correction_beside_what_it_corrects(as_user, pair, correction):
    coach, verifier = pair
    pages = [
        as_user(person).get(address(name, correction))
        for person, name in ((coach, "entry"), (coach, "submit"), (verifier, "entry"), (verifier, "confirm"))
    ]

    assert [len(page.context["lines"]) for page in pages] == [14] * 4
    for page in pages:
        words = page.content.decode()
        assert f"As confirmed ({correction.supersedes.reference})" in words
        assert f"Corrected ({correction.reference})" in words


def test_a_page_of_a_correction_asks_no_more_for_its_lines(as_user, pair, correction, django_assert_num_queries):
    entry = queries.entries_in_full(pair[0]).get(pk=correction.pk)

    with django_assert_num_queries(0):
        queries.side_by_side(entry)
