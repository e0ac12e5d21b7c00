"""Loading and sitting quizzes."""

import datetime

import pytest
import yaml
from django.conf import settings

from assessments.quizzes import actions, queries
from assessments.quizzes.models import Answer, Question, QuestionVersion, QuizVersion, Sitting
from lms.audit.models import AuditEvent
from lms.core.errors import NotYours
from tests.factories import people, quizzes

pytestmark = pytest.mark.django_db
LATER = quizzes.LOADED_AT + datetime.timedelta(days=1)
FIXTURES = sorted((settings.BASE_DIR / "fixtures" / "assessments" / "quizzes").glob("*.yaml"))


@pytest.fixture
def place():
    """A provider, one of its trainees and a quiz."""
    provider = people.provider()
    return provider, people.trainee(provider), quizzes.quiz_version()


def served(sitting):
    return list(queries.questions_of(sitting))


# Loading


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_every_fixture_loads(path):
    data = yaml.safe_load(path.read_text())

    version = actions.load_quiz(data, at=LATER)

    assert (version.quiz.code, version.number, version.places.count()) == (path.stem, 1, len(data["questions"]))


def test_load_quiz_keeps_words_options_and_order():
    version = quizzes.quiz_version()

    rows = version.places.order_by("order").values_list("order", "question_version__kind", "question_version__text")
    assert list(rows) == [
        (1, "single", "What about opening?"),
        (2, "multiple", "What about listening?"),
        (3, "true_false", "What about promise?"),
    ]
    options = version.places.get(order=2).question_version.options.order_by("order")
    assert [(row.text, row.is_correct) for row in options] == [
        ("Answer 1 of listening", True),
        ("Answer 2 of listening", False),
        ("Answer 3 of listening", True),
    ]
    assert AuditEvent.objects.get().kind == "quizzes.version_loaded"


def test_load_quiz_again_makes_nothing_new():
    data = quizzes.quiz_data()
    first = actions.load_quiz(data, at=quizzes.LOADED_AT)

    again = actions.load_quiz(data, at=LATER)

    assert again == first
    assert (QuizVersion.objects.count(), QuestionVersion.objects.count()) == (1, 3)


def test_load_quiz_with_a_changed_question_makes_one_new_version_of_each():
    data = quizzes.quiz_data()
    actions.load_quiz(data, at=quizzes.LOADED_AT)
    data["questions"][0]["options"][0]["feedback"] = "Look again."

    changed = actions.load_quiz(data, at=LATER)

    assert (changed.number, Question.objects.count(), QuestionVersion.objects.count()) == (2, 3, 4)
    assert queries.latest_version(data["key"]) == changed


def test_load_quiz_with_another_pass_mark_makes_a_new_version_of_the_same_questions():
    data = quizzes.quiz_data()
    actions.load_quiz(data, at=quizzes.LOADED_AT)

    changed = actions.load_quiz({**data, "pass_percent": 90}, at=LATER)

    assert (changed.number, changed.pass_percent, QuestionVersion.objects.count()) == (2, 90, 3)


def test_load_quiz_refuses_a_question_that_cannot_be_marked():
    data = quizzes.quiz_data(key="odd", questions=[quizzes.question("opening", right=(False, False))])

    with pytest.raises(actions.QuizUnsound, match="odd, opening: no option is correct"):
        actions.load_quiz(data, at=LATER)


def test_load_quiz_refuses_a_quiz_without_questions():
    with pytest.raises(actions.QuizUnsound, match="empty has no questions"):
        actions.load_quiz(quizzes.quiz_data(key="empty", questions=[]), at=LATER)


# Starting


def test_start_sitting_fixes_version_questions_and_option_order(place):
    provider, trainee, version = place

    sitting = quizzes.sitting(trainee, version, provider)

    rows = served(sitting)
    assert [row.position for row in rows] == [1, 2, 3]
    assert [row.question_version.kind for row in rows] == ["single", "multiple", "true_false"]
    assert [set(row.option_order) for row in rows] == [
        {str(option.key) for option in row.question_version.options.all()} for row in rows
    ]
    in_order = [str(option.key) for option in rows[2].question_version.options.order_by("order")]
    assert rows[2].option_order == in_order


def test_start_sitting_can_give_each_its_own_order_of_questions():
    provider = people.provider()
    questions = [quizzes.question(f"question-{number}") for number in range(12)]
    version = quizzes.quiz_version(questions=questions, random_order=True)

    orders = {
        tuple(row.question_version_id for row in served(quizzes.sitting(people.trainee(provider), version, provider)))
        for _person in range(4)
    }

    assert len(orders) > 1
    assert len({frozenset(order) for order in orders}) == 1


def test_start_sitting_resumes_the_open_one(place):
    provider, trainee, version = place
    first = quizzes.sitting(trainee, version, provider)

    again = quizzes.sitting(trainee, version, provider, at=LATER)

    assert again == first
    assert Sitting.objects.count() == 1


def test_start_sitting_after_a_finished_one_is_a_retake(place):
    provider, trainee, version = place
    quizzes.result(trainee, version, provider)

    retake = quizzes.sitting(trainee, version, provider, at=LATER)

    assert (retake.status, Sitting.objects.count()) == ("open", 2)


def test_a_sitting_keeps_the_version_it_was_served():
    provider = people.provider()
    data = quizzes.quiz_data()
    old = actions.load_quiz(data, at=quizzes.LOADED_AT)
    sitting = quizzes.sitting(people.trainee(provider), old, provider)
    data["questions"][0]["text"] = "What about something else?"

    actions.load_quiz(data, at=LATER)

    assert served(sitting)[0].question_version.text == "What about opening?"


def test_nobody_sits_for_somebody_else(place):
    provider, trainee, version = place
    sitting, other = quizzes.sitting(trainee, version, provider), people.trainee(provider)
    question = served(sitting)[0]
    given = {"by": other, "at": LATER}

    with pytest.raises(NotYours):
        actions.start_sitting(person=trainee, quiz_version=version, organisation=provider, **given)
    with pytest.raises(NotYours):
        actions.answer_question(sitting_question=question, chosen=quizzes.keys(question), **given)
    with pytest.raises(NotYours):
        actions.finish_sitting(sitting=sitting, **given)

    assert Answer.objects.count() == 0


# Answering


def test_answer_question_marks_and_keeps_it(place):
    provider, trainee, version = place
    question = served(quizzes.sitting(trainee, version, provider))[1]

    answer = actions.answer_question(sitting_question=question, chosen=quizzes.keys(question), by=trainee, at=LATER)

    assert (answer.is_correct, answer.points, answer.chosen) == (True, 1, sorted(quizzes.keys(question)))


def test_answer_question_that_is_half_right_earns_nothing(place):
    provider, trainee, version = place
    question = served(quizzes.sitting(trainee, version, provider))[1]

    answer = actions.answer_question(sitting_question=question, chosen=quizzes.keys(question)[:1], by=trainee, at=LATER)

    assert (answer.is_correct, answer.points) == (False, 0)


def test_answer_question_refuses_a_second_answer(place):
    provider, trainee, version = place
    question = served(quizzes.sitting(trainee, version, provider))[0]
    actions.answer_question(sitting_question=question, chosen=quizzes.keys(question), by=trainee, at=LATER)

    with pytest.raises(actions.AlreadyAnswered, match="You have answered this question"):
        actions.answer_question(sitting_question=question, chosen=quizzes.keys(question), by=trainee, at=LATER)

    assert Answer.objects.count() == 1


@pytest.mark.parametrize("chosen", [[], ["not-an-option"]])
def test_answer_question_refuses_what_it_does_not_offer(place, chosen):
    provider, trainee, version = place
    question = served(quizzes.sitting(trainee, version, provider))[0]

    with pytest.raises(actions.NotAnOption, match="Choose an answer from the list"):
        actions.answer_question(sitting_question=question, chosen=chosen, by=trainee, at=LATER)


def test_answer_question_refuses_a_finished_sitting(place):
    provider, trainee, version = place
    finished = quizzes.result(trainee, version, provider).sitting

    with pytest.raises(actions.SittingOver, match="You have finished this go"):
        actions.answer_question(sitting_question=served(finished)[0], chosen=["x"], by=trainee, at=LATER)


# Finishing


@pytest.mark.parametrize(("wrong", "correct", "percent", "is_passed"), [(0, 3, 100, True), (1, 2, 66, False)])
def test_finish_sitting_writes_the_result(place, wrong, correct, percent, is_passed):
    provider, trainee, version = place

    result = quizzes.result(trainee, version, provider, wrong=wrong)

    assert (result.correct, result.of, result.percent, result.is_passed) == (correct, 3, percent, is_passed)
    assert (result.sitting.status, result.sitting.finished_at) == ("finished", quizzes.LOADED_AT)
    assert AuditEvent.objects.filter(kind="quizzes.sitting_finished").count() == 1


def test_finish_sitting_refuses_while_a_question_is_open(place):
    provider, trainee, version = place
    sitting = quizzes.sitting(trainee, version, provider)

    with pytest.raises(actions.NotAllAnswered, match="Answer every question first"):
        actions.finish_sitting(sitting=sitting, by=trainee, at=LATER)


def test_finish_sitting_twice_gives_the_result_that_is_there(place):
    provider, trainee, version = place
    first = quizzes.result(trainee, version, provider)

    again = actions.finish_sitting(sitting=first.sitting, by=trainee, at=LATER)

    assert again == first


def test_sit_at_once_leaves_nothing_when_an_answer_is_missing(place):
    provider, trainee, version = place
    sitting = quizzes.sitting(trainee, version, provider)
    chosen = {1: quizzes.keys(served(sitting)[0])}

    with pytest.raises(actions.NotAnOption):
        actions.sit_at_once(sitting=sitting, chosen=chosen, by=trainee, at=LATER)

    assert Answer.objects.count() == 0


def test_erase_from_quizzes_leaves_the_results(place):
    provider, trainee, version = place
    result = quizzes.result(trainee, version, provider)

    actions.erase_from_quizzes(trainee)

    assert type(result).objects.get() == result
