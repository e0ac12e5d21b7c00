"""Marking, as tables."""

import pytest

from assessments.quizzes import rules


@pytest.mark.parametrize(
    ("kind", "correct", "chosen", "is_right"),
    [
        ("single", {"a"}, ["a"], True),
        ("single", {"a"}, ["b"], False),
        ("single", {"a"}, ["a", "b"], False),
        ("single", {"a"}, [], False),
        ("true_false", {"b"}, ["b"], True),
        ("true_false", {"b"}, ["a"], False),
        ("multiple", {"a", "c"}, ["c", "a"], True),
        ("multiple", {"a", "c"}, ["a"], False),
        ("multiple", {"a", "c"}, ["a", "b", "c"], False),
        ("multiple", {"a"}, ["a"], True),
    ],
)
def test_mark(kind, correct, chosen, is_right):
    assert rules.mark(kind, correct, chosen) is is_right


@pytest.mark.parametrize(("is_correct", "points"), [(True, 1), (False, 0)])
def test_points(is_correct, points):
    assert rules.points(is_correct) == points


@pytest.mark.parametrize(("correct", "of", "percent"), [(0, 3, 0), (2, 3, 66), (3, 3, 100), (0, 0, 0)])
def test_percent_is_rounded_down(correct, of, percent):
    assert rules.percent(correct, of) == percent


@pytest.mark.parametrize(
    ("correct", "of", "pass_percent", "is_passed"),
    [(4, 5, 80, True), (3, 5, 80, False), (2, 3, 67, False), (2, 3, 66, True), (0, 0, 1, False)],
)
def test_is_passed(correct, of, pass_percent, is_passed):
    assert rules.is_passed(correct, of, pass_percent) is is_passed


@pytest.mark.parametrize(
    ("kind", "right", "problems"),
    [
        ("single", [True, False], []),
        ("multiple", [True, True], []),
        ("true_false", [True, False], []),
        ("essay", [True, False], ["there is no kind of question called essay"]),
        ("single", [True], ["there must be at least two options"]),
        ("single", [False, False], ["no option is correct"]),
        ("single", [True, True], ["only one option may be correct"]),
        ("true_false", [True, False, False], ["a true or false question has two options"]),
    ],
)
def test_problems_with_question(kind, right, problems):
    assert rules.problems_with_question(kind, right) == problems
