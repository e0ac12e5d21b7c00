"""Reading quizzes, sittings and results."""

import datetime
from collections.abc import Collection

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery

from assessments.quizzes.enums import SittingStatus
from assessments.quizzes.models import OptionVersion, QuizVersion, Sitting, SittingQuestion, SittingResult
from lms.core import clock
from lms.people import queries as people
from lms.people.models import User


def latest_versions() -> QuerySet[QuizVersion]:
    """The newest version of every quiz, by title."""
    newest = QuizVersion.objects.filter(quiz=OuterRef("quiz")).order_by("-number").values("pk")[:1]
    return QuizVersion.objects.filter(pk=Subquery(newest)).select_related("quiz").order_by("title", "pk")


def latest_version(code: str) -> QuizVersion | None:
    """The newest version of one quiz, or None when there is no such quiz."""
    return QuizVersion.objects.filter(quiz__code=code).select_related("quiz").order_by("-number").first()


def sittings_visible_to(user: User) -> QuerySet[Sitting]:
    """One's own, and those sat for an organisation whose trainees one looks after."""
    staffed = people.organisations_where(user, *people.STAFF_ROLES)
    return Sitting.objects.filter(Q(person=user) | Q(organisation_id__in=staffed))


def finished_sittings_visible_to(user: User) -> QuerySet[Sitting]:
    """The same, once there is a result to see."""
    rows = sittings_visible_to(user).filter(status=SittingStatus.FINISHED)
    return rows.select_related("quiz_version__quiz", "person", "result")


def questions_of(sitting: Sitting) -> QuerySet[SittingQuestion]:
    """The questions as served, with their options and the answer already given."""
    options = Prefetch("question_version__options", OptionVersion.objects.order_by("order"))
    return (
        sitting.questions.select_related("question_version__question", "answer")
        .prefetch_related(options)
        .order_by("position")
    )


def open_sitting(person: User, version: QuizVersion) -> Sitting | None:
    return Sitting.objects.filter(person=person, quiz_version=version, status=SittingStatus.OPEN).first()


def results_of(person: User, version: QuizVersion) -> QuerySet[SittingResult]:
    """What a person scored in each finished go at a version, the latest first."""
    return (
        SittingResult.objects.filter(sitting__person=person, sitting__quiz_version=version)
        .select_related("sitting")
        .order_by("-happened_at", "-pk")
    )


def passed_codes(people: Collection[int], codes: Collection[str]) -> dict[int, set[str]]:
    """Person id → which of the given quizzes they have passed, for a list of people in one query."""
    rows = SittingResult.objects.filter(
        is_passed=True, sitting__person_id__in=people, sitting__quiz_version__quiz__code__in=codes
    )
    passed: dict[int, set[str]] = {}
    for person, code in rows.values_list("sitting__person", "sitting__quiz_version__quiz__code").distinct():
        passed.setdefault(person, set()).add(code)
    return passed


def passed_quizzes(person: User, until: datetime.date) -> dict[str, SittingResult]:
    """Code of each quiz passed by the end of a day → the best result of it, whichever version was sat."""
    rows = (
        SittingResult.objects.filter(sitting__person=person, is_passed=True, happened_at__lt=clock.end_of(until))
        .select_related("sitting__quiz_version__quiz")
        .order_by("percent", "-happened_at", "-pk")
    )
    return {row.sitting.quiz_version.quiz.code: row for row in rows}
