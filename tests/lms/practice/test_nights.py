"""Sessions across midnight and across the clock change in London."""

import datetime

import pytest

from lms.core import clock
from lms.practice.models import PracticeEntry
from tests.factories import practice as factory
from tests.factories.practice import address, typed

pytestmark = pytest.mark.django_db
NOW = factory.NOW


@pytest.fixture(autouse=True)
def _now():
    with clock.fixed(NOW):
        yield


@pytest.fixture
def coach():
    return factory.coach_and_verifier()[0]


def utc(*parts):
    return datetime.datetime(*parts, tzinfo=datetime.UTC)


def log(as_user, coach, **changes):
    """Log a session and read its check page."""
    client = as_user(coach)
    client.post(address("new"), typed(**changes))
    page = client.get(address("submit", PracticeEntry.objects.get()))
    return " ".join(page.content.decode().split())


def test_the_check_page_says_the_end(as_user, coach):
    words = log(as_user, coach, started_at="2026-11-20T10:00", minutes="45")

    assert "20 November 2026, 10:45am" in words
    assert "It ends on another day." not in words


def test_the_check_page_says_the_end_on_another_day_with_its_date(as_user, coach):
    words = log(as_user, coach, started_at="2026-11-19T23:30", minutes="1 h")

    assert "20 November 2026, 12:30am. It ends on another day." in words


@pytest.mark.parametrize(
    ("start", "minutes", "end", "is_past"),
    [
        (utc(2026, 11, 19, 23, 30), 30, utc(2026, 11, 20), False),  # until midnight
        (utc(2026, 11, 19, 23, 30), 31, utc(2026, 11, 20, 0, 1), True),
        (utc(2026, 6, 19, 22, 30), 45, utc(2026, 6, 19, 23, 15), True),  # a quarter past midnight in London
        (utc(2026, 6, 19, 23, 30), 30, utc(2026, 6, 20), False),  # after midnight in London, one day in UTC
        (utc(2026, 12, 31, 23, 30), 60, utc(2027, 1, 1, 0, 30), True),
        (utc(2026, 3, 29, 0, 30), 60, utc(2026, 3, 29, 1, 30), False),  # 00:30 to 02:30: the clocks leapt
        (utc(2026, 10, 24, 23, 30), 120, utc(2026, 10, 25, 1, 30), False),  # 00:30 to 01:30, the second one
    ],
)
def test_start_and_length_decide_when_it_ended(start, minutes, end, is_past):
    entry = PracticeEntry(started_at=start, minutes=minutes)

    assert (entry.ended_at, entry.is_past_midnight) == (end, is_past)


def test_an_hour_on_the_night_of_the_change_is_an_hour(as_user, coach):
    words = log(as_user, coach, started_at="2026-03-29T00:30", minutes="1 h")

    assert "29 March 2026, 2:30am" in words


def test_a_start_that_did_not_exist_is_refused_in_clear_words(as_user, coach):
    page = as_user(coach).post(address("new"), typed(started_at="2026-03-29T01:30"))

    assert (page.status_code, list(page.context["form"].errors)) == (422, ["started_at"])
    assert "This time did not exist: the clocks went forward that night." in page.content.decode()


def test_a_start_that_came_twice_is_asked_about(as_user, coach):
    client = as_user(coach)
    sent = typed(started_at="2026-10-25T01:30", minutes="20")

    asked = client.post(address("new"), sent)
    plain = client.get(address("new"))
    client.post(address("new"), sent | {"which_start": "1"})

    assert (asked.status_code, list(asked.context["form"].errors)) == (422, ["started_at"])
    assert "Which of the two was it?" in asked.content.decode()
    assert "Which of the two was it?" not in plain.content.decode()
    assert PracticeEntry.objects.get().started_at == utc(2026, 10, 25, 1, 30)


@pytest.mark.parametrize(("which", "starts"), [("0", [utc(2026, 10, 25, 0, 30)]), ("2", []), ("", [])])
def test_only_the_first_or_the_second_is_taken(as_user, coach, which, starts):
    as_user(coach).post(address("new"), typed(started_at="2026-10-25T01:30", minutes="20", which_start=which))

    assert [entry.started_at for entry in PracticeEntry.objects.all()] == starts


def test_the_two_hours_of_one_name_do_not_overlap(as_user, coach):
    client = as_user(coach)

    for which in ("0", "1"):
        client.post(address("new"), typed(started_at="2026-10-25T01:00", minutes="1 h", which_start=which))

    assert PracticeEntry.objects.count() == 2
