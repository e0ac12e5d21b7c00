"""What makes a session valid, on plain values."""

import datetime

import pytest

from lms.practice import rules
from lms.practice.enums import EntryStatus
from lms.practice.rules import Span

AT = datetime.datetime(2026, 3, 2, 12, 0, tzinfo=datetime.UTC)
TEN = AT.replace(hour=10)


def minutes(number):
    return datetime.timedelta(minutes=number)


def fields_of(problems):
    return [problem.field for problem in problems]


@pytest.mark.parametrize(
    ("length", "fields"),
    [(-30, ["minutes"]), (0, ["minutes"]), (1, []), (720, []), (721, ["minutes"]), (99999, ["minutes"])],
)
def test_length_problems_allows_a_minute_to_twelve_hours(length, fields):
    assert fields_of(rules.length_problems(length)) == fields


@pytest.mark.parametrize(
    ("started_at", "length", "fields"),
    [
        (AT + minutes(1), 30, ["started_at"]),
        (AT - minutes(10), 30, ["minutes"]),
        (AT - minutes(30), 30, []),
    ],
)
def test_time_problems_refuses_what_is_not_over(started_at, length, fields):
    assert fields_of(rules.time_problems(Span(started_at, length), at=AT)) == fields


@pytest.mark.parametrize(
    ("is_group", "size", "fields"),
    [
        (False, None, []),
        (False, 3, ["group_size"]),
        (True, None, ["group_size"]),
        (True, 1, ["group_size"]),
        (True, -4, ["group_size"]),
        (True, 2, []),
        (True, 100, []),
        (True, 400, ["group_size"]),
    ],
)
def test_group_problems_wants_two_to_a_hundred_people(is_group, size, fields):
    assert fields_of(rules.group_problems(is_group, size)) == fields


def test_session_problems_names_one_problem_with_the_time_and_one_with_the_group():
    problems = rules.session_problems(Span(AT + minutes(60), 800), is_group=True, group_size=1, at=AT)

    assert fields_of(problems) == ["minutes", "group_size"]


@pytest.mark.parametrize(
    ("start", "length", "does"),
    [
        (TEN, 60, True),
        (TEN - minutes(30), 31, True),
        (TEN + minutes(59), 10, True),
        (TEN - minutes(60), 240, True),
        (TEN - minutes(30), 30, False),
        (TEN + minutes(60), 30, False),
    ],
)
def test_spans_overlap_unless_one_ends_before_or_when_the_other_starts(start, length, does):
    assert Span(TEN, 60).overlaps(Span(start, length)) is does


def test_an_hour_is_an_hour_across_the_clock_change():
    # In London 01:00 on 29 March 2026 is followed by 02:00.
    before = Span(datetime.datetime(2026, 3, 29, 0, 30, tzinfo=datetime.UTC), 60)

    assert before.ended_at == datetime.datetime(2026, 3, 29, 1, 30, tzinfo=datetime.UTC)


def test_first_overlap_is_none_when_nothing_overlaps():
    assert rules.first_overlap(Span(TEN, 30), [Span(TEN + minutes(30), 30)]) is None


@pytest.mark.parametrize(
    ("status", "with_coach", "with_verifier"),
    [
        (EntryStatus.DRAFT, True, False),
        (EntryStatus.SUBMITTED, False, True),
        (EntryStatus.RETURNED, True, False),
        (EntryStatus.CONFIRMED, False, False),
    ],
)
def test_an_entry_is_with_its_coach_or_its_verifier_or_final(status, with_coach, with_verifier):
    assert (rules.is_with_coach(status), rules.is_with_verifier(status)) == (with_coach, with_verifier)


@pytest.mark.parametrize(
    ("status", "has_correction", "can"),
    [
        (EntryStatus.CONFIRMED, False, True),
        (EntryStatus.CONFIRMED, True, False),
        (EntryStatus.SUBMITTED, False, False),
    ],
)
def test_can_be_corrected_once_and_only_when_confirmed(status, has_correction, can):
    assert rules.can_be_corrected(status, has_correction=has_correction) is can
