"""Every constraint has its failing case, and ledgers refuse to change."""

import pytest
from django.db import Error, IntegrityError, connection, transaction

from assessments.quizzes.models import (
    Answer,
    OptionVersion,
    QuestionVersion,
    QuizVersion,
    QuizVersionQuestion,
    Sitting,
    SittingQuestion,
    SittingResult,
)
from lms.core.models import LedgerChanged
from tests.factories import people, quizzes

pytestmark = pytest.mark.django_db


@pytest.fixture
def result():
    provider = people.provider()
    return quizzes.result(people.trainee(provider), quizzes.quiz_version(), provider)


TWICE = "(?i)unique"


def refused(model, by, **fields):
    """The database refuses such a row; `by` is the name of the check, or TWICE."""
    with pytest.raises(IntegrityError, match=by), transaction.atomic():
        model.objects.create(**fields)


def copied(row, **changes):
    """The fields of a row for another one like it."""
    fields = {field.name: getattr(row, field.name) for field in row._meta.concrete_fields}
    return {name: value for name, value in fields.items() if name not in ("id", "key", "recorded_at")} | changes


@pytest.mark.parametrize(
    ("changes", "by"),
    [
        ({}, TWICE),
        ({"number": 0}, "quizzes_version_from_one"),
        ({"number": 2, "pass_percent": 0}, "quizzes_pass_percent"),
        ({"number": 2, "pass_percent": 101}, "quizzes_pass_percent"),
    ],
)
def test_quiz_version_constraints(changes, by):
    refused(QuizVersion, by, **copied(quizzes.quiz_version(), **changes))


@pytest.mark.parametrize(
    ("changes", "by"),
    [
        ({}, TWICE),
        ({"number": 0}, "quizzes_question_version_from_one"),
        ({"number": 2, "kind": "essay"}, "quizzes_question_kind"),
        ({"number": 2, "text": ""}, "quizzes_question_has_text"),
    ],
)
def test_question_version_constraints(changes, by):
    question = quizzes.quiz_version().places.get(order=1).question_version

    refused(QuestionVersion, by, **copied(question, **changes))


@pytest.mark.parametrize(("changes", "by"), [({}, TWICE), ({"order": 9, "text": ""}, "quizzes_option_has_text")])
def test_option_constraints(changes, by):
    question = quizzes.quiz_version().places.get(order=1).question_version

    refused(OptionVersion, by, **copied(question.options.get(order=1), **changes))


@pytest.mark.parametrize("same", ["order", "question_version"])
def test_place_constraints(same):
    first, other = quizzes.quiz_version().places.get(order=1), quizzes.quiz_version().places.get(order=3)
    fields = {"order": 9, "question_version": other.question_version, same: getattr(first, same)}

    refused(QuizVersionQuestion, TWICE, **copied(first, **fields))


@pytest.mark.parametrize(
    ("changes", "by"),
    [
        ({"status": "lost"}, "quizzes_sitting_"),
        ({"status": "finished", "finished_at": None}, "quizzes_sitting_finished"),
        ({"status": "open"}, "quizzes_sitting_finished"),
        ({"finished_at": quizzes.LOADED_AT.replace(year=2025)}, "quizzes_sitting_times"),
    ],
)
def test_sitting_constraints(result, changes, by):
    refused(Sitting, by, **copied(result.sitting, **changes))


def test_one_open_sitting(result):
    open_one = quizzes.sitting(result.sitting.person, result.sitting.quiz_version, result.sitting.organisation)

    refused(Sitting, TWICE, **copied(open_one))


@pytest.mark.parametrize(
    ("changes", "by"), [({"position": 0}, "quizzes_served_from_one"), ({"position": 9}, TWICE), ({}, TWICE)]
)
def test_served_question_constraints(result, changes, by):
    refused(SittingQuestion, by, **copied(result.sitting.questions.get(position=2), **changes))


@pytest.mark.parametrize(
    ("changes", "by"),
    [
        ({}, TWICE),
        ({"is_correct": True, "points": 0}, "quizzes_points_for_right_answers"),
        ({"is_correct": False, "points": 1}, "quizzes_points_for_right_answers"),
    ],
)
def test_answer_constraints(result, changes, by):
    refused(Answer, by, **copied(result.sitting.questions.get(position=1).answer, **changes))


@pytest.mark.parametrize(
    ("changes", "by"),
    [
        ({}, TWICE),
        ({"correct": 4}, "quizzes_result_within"),
        ({"of": 0, "correct": 0}, "quizzes_result_within"),
        ({"percent": 101}, "quizzes_result_percent"),
    ],
)
def test_result_constraints(result, changes, by):
    refused(SittingResult, by, **copied(result, **changes))


def test_answers_are_never_changed(result):
    answer = Answer.objects.first()

    with pytest.raises(LedgerChanged):
        answer.save()


def test_the_database_keeps_a_finished_sitting(result):
    with pytest.raises(Error, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE quizzes_sitting SET status = 'open'")
