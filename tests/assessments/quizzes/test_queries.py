"""What is read of quizzes, and by whom."""

import datetime

import pytest

from assessments.quizzes import actions, queries
from tests.factories import people, quizzes

pytestmark = pytest.mark.django_db
LATER = quizzes.LOADED_AT + datetime.timedelta(days=1)


def test_latest_versions_are_one_a_quiz_by_title():
    data = quizzes.quiz_data(title="B")
    actions.load_quiz(data, at=quizzes.LOADED_AT)
    newer = actions.load_quiz({**data, "pass_percent": 70}, at=LATER)
    other = quizzes.quiz_version(title="A")

    assert list(queries.latest_versions()) == [other, newer]


def test_latest_version_of_no_quiz_is_none():
    assert queries.latest_version("nowhere") is None


def test_sittings_are_seen_by_their_person_and_the_providers_staff_only():
    provider, elsewhere = people.provider(), people.provider()
    trainee, classmate = people.trainee(provider), people.trainee(provider)
    sitting = quizzes.sitting(trainee, quizzes.quiz_version(), provider)

    seen = {
        "trainee": list(queries.sittings_visible_to(trainee)),
        "manager": list(queries.sittings_visible_to(people.manager(provider))),
        "classmate": list(queries.sittings_visible_to(classmate)),
        "elsewhere": list(queries.sittings_visible_to(people.manager(elsewhere))),
    }

    assert seen == {"trainee": [sitting], "manager": [sitting], "classmate": [], "elsewhere": []}


def test_open_sitting_is_the_unfinished_one():
    provider = people.provider()
    trainee, version = people.trainee(provider), quizzes.quiz_version()
    quizzes.result(trainee, version, provider)

    assert queries.open_sitting(trainee, version) is None

    retake = quizzes.sitting(trainee, version, provider, at=LATER)
    assert queries.open_sitting(trainee, version) == retake


def test_results_are_the_latest_first():
    provider = people.provider()
    trainee, version = people.trainee(provider), quizzes.quiz_version()
    first = quizzes.result(trainee, version, provider, wrong=1)
    second = quizzes.result(trainee, version, provider, at=LATER)

    assert list(queries.results_of(trainee, version)) == [second, first]


def test_passed_quizzes_give_the_best_result_by_the_end_of_a_day():
    provider = people.provider()
    trainee = people.trainee(provider)
    version = quizzes.quiz_version(pass_percent=60)
    failed = quizzes.quiz_version()
    quizzes.result(trainee, version, provider, wrong=1)
    best = quizzes.result(trainee, version, provider, at=LATER)
    quizzes.result(trainee, failed, provider, wrong=2)

    assert queries.passed_quizzes(trainee, LATER.date()) == {version.quiz.code: best}
    assert queries.passed_quizzes(trainee, datetime.date(2026, 1, 4)) == {}


def test_passed_codes_are_given_for_each_person():
    provider = people.provider()
    first, second = people.trainee(provider), people.trainee(provider)
    version, other = quizzes.quiz_version(), quizzes.quiz_version()
    quizzes.result(first, version, provider)
    quizzes.result(first, version, provider, at=LATER)
    quizzes.result(first, other, provider)
    quizzes.result(second, version, provider, wrong=2)

    passed = queries.passed_codes([first.pk, second.pk], [version.quiz.code])

    assert passed == {first.pk: {version.quiz.code}}
