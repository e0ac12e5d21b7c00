"""What makes a supervision session valid, on plain values."""

import datetime

import pytest

from lms.practice.rules import Span
from lms.supervision import rules
from lms.supervision.enums import DueState, SessionFormat, SessionStatus, SupervisionKind

AT = datetime.datetime(2026, 3, 2, 12, 0, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("format_", "size", "fields"),
    [
        (SessionFormat.INDIVIDUAL, None, []),
        (SessionFormat.INDIVIDUAL, 3, ["group_size"]),
        (SessionFormat.GROUP, None, ["group_size"]),
        (SessionFormat.GROUP, 1, ["group_size"]),
        (SessionFormat.GROUP, 6, []),
        (SessionFormat.PEER, 4, []),
        (SessionFormat.GROUP, 12, []),
        (SessionFormat.GROUP, 13, ["group_size"]),
        (SessionFormat.PEER, 400, ["group_size"]),
    ],
)
def test_supervision_problems_wants_a_size_for_groups_and_peers(format_, size, fields):
    span = Span(AT - datetime.timedelta(hours=2), 60)

    problems = rules.supervision_problems(span, format_=format_, group_size=size, at=AT)

    assert [problem.field for problem in problems] == fields


@pytest.mark.parametrize(
    ("status", "can_change", "can_decide"),
    [
        (SessionStatus.RECORDED, True, True),
        (SessionStatus.DECLINED, True, False),
        (SessionStatus.CONFIRMED, False, False),
    ],
)
def test_a_session_changes_until_it_is_confirmed_and_is_answered_once(status, can_change, can_decide):
    assert (rules.can_be_changed(status), rules.can_be_decided(status, SessionFormat.GROUP)) == (can_change, can_decide)


@pytest.mark.parametrize(
    ("status", "has_correction", "can"),
    [
        (SessionStatus.CONFIRMED, False, True),
        (SessionStatus.CONFIRMED, True, False),
        (SessionStatus.RECORDED, False, False),
    ],
)
def test_can_be_corrected_once_and_only_when_confirmed(status, has_correction, can):
    assert rules.can_be_corrected(status, has_correction=has_correction) is can


@pytest.mark.parametrize(
    ("is_oneself", "kind", "other_kind", "says"),
    [
        (False, SupervisionKind.HEALTH_COACHING, None, []),
        (True, SupervisionKind.CLINICAL, None, ["to themselves"]),
        (False, SupervisionKind.HEALTH_COACHING, SupervisionKind.LINE_MANAGEMENT, ["the coach's line manager"]),
        (False, SupervisionKind.LINE_MANAGEMENT, SupervisionKind.HEALTH_COACHING, ["cannot be the line manager"]),
    ],
)
def test_pairing_problems_keeps_people_and_kinds_apart(is_oneself, kind, other_kind, says):
    problems = rules.pairing_problems(is_oneself=is_oneself, kind=kind, other_kind=other_kind)

    assert [words in problem.words for words, problem in zip(says, problems, strict=True)] == [True] * len(says)


@pytest.mark.parametrize(
    ("latest", "every_weeks", "due"),
    [
        (None, 4, datetime.date(2026, 1, 29)),
        (datetime.date(2026, 2, 1), 4, datetime.date(2026, 3, 1)),
        (datetime.date(2026, 2, 1), None, None),
    ],
)
def test_due_date_is_counted_from_the_latest_session_or_the_first_day(latest, every_weeks, due):
    assert rules.due_date(latest=latest, start=datetime.date(2026, 1, 1), every_weeks=every_weeks) == due


@pytest.mark.parametrize(
    ("days", "state"),
    [(None, DueState.NOT_AGREED), (-1, DueState.OVERDUE), (0, DueState.SOON), (7, DueState.SOON), (8, DueState.LATER)],
)
def test_due_state_warns_a_week_ahead(days, state):
    due = None if days is None else AT.date() + datetime.timedelta(days=days)

    assert rules.due_state(due, on=AT.date()) == state


@pytest.mark.parametrize(
    ("practice", "supervision", "ratio"), [(0, 60, None), (600, 0, None), (600, 60, 10.0), (100, 60, 1.7)]
)
def test_practice_per_hour_needs_both(practice, supervision, ratio):
    assert rules.practice_per_hour(practice, supervision) == ratio


def test_a_peer_group_waits_for_nobody():
    assert not rules.can_be_decided(SessionStatus.RECORDED, SessionFormat.PEER)
