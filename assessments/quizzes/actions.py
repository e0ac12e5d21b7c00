"""Loading quizzes, and sitting them: start, answer, finish."""

import datetime
import hashlib
import json
import random

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.quizzes import rules
from assessments.quizzes.enums import QuestionKind, SittingStatus
from assessments.quizzes.models import (
    Answer,
    OptionVersion,
    Question,
    QuestionVersion,
    Quiz,
    QuizVersion,
    QuizVersionQuestion,
    Sitting,
    SittingQuestion,
    SittingResult,
)
from lms.audit import actions as audit
from lms.core.errors import NotYours, Refused
from lms.core.privacy import erase_fields
from lms.people.models import Organisation, User

_shuffle = random.SystemRandom().shuffle


class QuizUnsound(Refused):
    """A fixture's quiz cannot be marked: no right option, too few options, no questions."""


class SittingOver(Refused):
    """The sitting is finished: start another to answer again."""


class AlreadyAnswered(Refused):
    """The question was answered in this sitting, and its feedback was shown."""


class NotAnOption(Refused):
    """Something was chosen that the question does not offer, or nothing was."""


class NotAllAnswered(Refused):
    """A sitting is finished when every question has an answer."""


@transaction.atomic
def load_quiz(data: dict, *, at: datetime.datetime) -> QuizVersion:
    """Put a fixture's quiz into the bank; returns its version, a new one only when its content changed.

    data: key, title, pass_percent, questions, and random_order when each sitting gets an order of its own.
    Raises QuizUnsound.
    """
    _refuse_unsound(data)
    quiz, _is_new = Quiz.objects.get_or_create(code=data["key"])
    questions = [_load_question(data["key"], question, at) for question in data["questions"]]
    is_order_random = bool(data.get("random_order", False))
    content_hash = _hash(
        [data["title"], data["pass_percent"], is_order_random, [row.content_hash for row in questions]]
    )
    latest = quiz.versions.order_by("-number").first()
    if latest and latest.content_hash == content_hash:
        return latest
    version = QuizVersion.objects.create(
        quiz=quiz,
        number=latest.number + 1 if latest else 1,
        title=data["title"],
        pass_percent=data["pass_percent"],
        is_order_random=is_order_random,
        content_hash=content_hash,
        happened_at=at,
    )
    QuizVersionQuestion.objects.bulk_create(
        QuizVersionQuestion(quiz_version=version, order=order, question_version=question, happened_at=at)
        for order, question in enumerate(questions, start=1)
    )
    audit.record(
        "quizzes.version_loaded",
        by=None,
        at=at,
        target=version,
        facts={"quiz": quiz.code, "number": version.number, "content": content_hash},
    )
    return version


def _refuse_unsound(data: dict) -> None:
    if not data["questions"]:
        raise QuizUnsound(f"{data['key']} has no questions")
    for question in data["questions"]:
        problems = rules.problems_with_question(question["kind"], [option["correct"] for option in question["options"]])
        if problems:
            raise QuizUnsound(f"{data['key']}, {question['key']}: {'; '.join(problems)}")


def _load_question(quiz_code: str, data: dict, at: datetime.datetime) -> QuestionVersion:
    question, _is_new = Question.objects.get_or_create(code=f"{quiz_code}.{data['key']}")
    words = {name: data.get(name) or "" for name in ("kind", "text", "explanation", "source", "locator")}
    options = [(option["text"], option["correct"], option.get("feedback") or "") for option in data["options"]]
    content_hash = _hash([data["key"], words, options])
    latest = question.versions.order_by("-number").first()
    if latest and latest.content_hash == content_hash:
        return latest
    version = QuestionVersion.objects.create(
        question=question,
        number=latest.number + 1 if latest else 1,
        content_hash=content_hash,
        happened_at=at,
        **words,
    )
    OptionVersion.objects.bulk_create(
        OptionVersion(
            question_version=version, order=order, text=text, is_correct=right, feedback=feedback, happened_at=at
        )
        for order, (text, right, feedback) in enumerate(options, start=1)
    )
    return version


def _hash(content: list) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@transaction.atomic
def start_sitting(
    *, person: User, quiz_version: QuizVersion, organisation: Organisation, by: User, at: datetime.datetime
) -> Sitting:
    """Fix the questions of a quiz version, their order and that of their options. An open sitting is resumed.

    Raises NotYours.
    """
    _refuse_another(person, by)
    User.objects.select_for_update().get(pk=person.pk)
    sitting = Sitting.objects.filter(person=person, quiz_version=quiz_version, status=SittingStatus.OPEN).first()
    if sitting:
        return sitting
    sitting = Sitting.objects.create(person=person, quiz_version=quiz_version, organisation=organisation, started_at=at)
    _serve(sitting, at)
    audit.record(
        "quizzes.sitting_started",
        by=by,
        at=at,
        target=sitting,
        subject=person,
        organisation=organisation,
        facts={"quiz_version": str(quiz_version.key)},
    )
    return sitting


def _refuse_another(person: User, by: User) -> None:
    if by.pk != person.pk:
        raise NotYours(_("Nobody takes a knowledge check for somebody else."))


def _serve(sitting: Sitting, at: datetime.datetime) -> None:
    places = list(
        sitting.quiz_version.places.select_related("question_version")
        .prefetch_related("question_version__options")
        .order_by("order")
    )
    if sitting.quiz_version.is_order_random:
        _shuffle(places)
    SittingQuestion.objects.bulk_create(
        SittingQuestion(
            sitting=sitting,
            position=position,
            question_version=place.question_version,
            option_order=_option_order(place.question_version),
            happened_at=at,
        )
        for position, place in enumerate(places, start=1)
    )


def _option_order(question: QuestionVersion) -> list[str]:
    """The keys of the options as this sitting shows them. True stands before false, everything else is shuffled."""
    options = sorted(question.options.all(), key=lambda option: option.order)
    keys = [str(option.key) for option in options]
    if question.kind != QuestionKind.TRUE_FALSE:
        _shuffle(keys)
    return keys


def _locked(sitting_id: int, by: User) -> Sitting:
    sitting = Sitting.objects.select_for_update(of=("self",)).select_related("person").get(pk=sitting_id)
    _refuse_another(sitting.person, by)
    return sitting


@transaction.atomic
def answer_question(*, sitting_question: SittingQuestion, chosen: list[str], by: User, at: datetime.datetime) -> Answer:
    """Mark and keep one answer. chosen: keys of options. Raises NotYours, SittingOver, AlreadyAnswered, NotAnOption."""
    sitting = _locked(sitting_question.sitting_id, by)
    if sitting.status != SittingStatus.OPEN:
        raise SittingOver(_("You have finished this go. Start again to give other answers."))
    if Answer.objects.filter(sitting_question=sitting_question).exists():
        raise AlreadyAnswered(_("You have answered this question. Go on to the next one."))
    if not chosen or not set(chosen) <= set(sitting_question.option_order):
        raise NotAnOption(_("Choose an answer from the list."))
    question = sitting_question.question_version
    correct = [str(option.key) for option in question.options.all() if option.is_correct]
    is_correct = rules.mark(question.kind, correct, chosen)
    answer = Answer.objects.create(
        sitting_question=sitting_question,
        chosen=sorted(chosen),
        is_correct=is_correct,
        points=rules.points(is_correct),
        happened_at=at,
    )
    audit.record(
        "quizzes.question_answered",
        by=by,
        at=at,
        target=answer,
        subject=sitting.person,
        facts={"sitting": str(sitting.key), "position": sitting_question.position, "is_correct": is_correct},
    )
    return answer


@transaction.atomic
def finish_sitting(*, sitting: Sitting, by: User, at: datetime.datetime) -> SittingResult:
    """Close a sitting and write its result; a finished one gives the result that it has.

    Raises NotYours, NotAllAnswered.
    """
    sitting = _locked(sitting.pk, by)
    if sitting.status == SittingStatus.FINISHED:
        return sitting.result
    marks = list(sitting.questions.order_by("position").values_list("answer__is_correct", flat=True))
    if None in marks:
        raise NotAllAnswered(_("Answer every question first."))
    sitting.status, sitting.finished_at = SittingStatus.FINISHED, at
    sitting.save(update_fields=["status", "finished_at", "updated_at"])
    correct, of = sum(marks), len(marks)
    result = SittingResult.objects.create(
        sitting=sitting,
        correct=correct,
        of=of,
        percent=rules.percent(correct, of),
        is_passed=rules.is_passed(correct, of, sitting.quiz_version.pass_percent),
        happened_at=at,
    )
    audit.record(
        "quizzes.sitting_finished",
        by=by,
        at=at,
        target=sitting,
        subject=sitting.person,
        organisation=sitting.organisation,
        facts={"correct": correct, "of": of, "is_passed": result.is_passed},
    )
    return result


@transaction.atomic
def sit_at_once(*, sitting: Sitting, chosen: dict[int, list[str]], by: User, at: datetime.datetime) -> SittingResult:
    """Answer every question that is still open and finish. chosen: position → keys of options."""
    for question in sitting.questions.filter(answer=None).select_related("question_version").order_by("position"):
        answer_question(sitting_question=question, chosen=chosen.get(question.position, []), by=by, at=at)
    return finish_sitting(sitting=sitting, by=by, at=at)


def erase_from_quizzes(person: User) -> None:
    """This room's eraser: sittings hold only links to the person, which lead to a pseudonym afterwards."""
    erase_fields(Sitting.objects.filter(person=person))
