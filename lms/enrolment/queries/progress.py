"""What a learner has read, attended, passed and followed up: the facts that standards measure."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet, Sum

from assessments.quizzes import queries as quizzes
from lms.core import clock
from lms.enrolment.models import Enrolment, FollowUp, LessonCompletion, ProgrammeVersion
from lms.enrolment.queries.cohorts import current_attendance
from lms.enrolment.queries.programmes import manifest_of
from lms.enrolment.rules.progress import counted_minutes, finished_modules
from lms.people.models import User


@dataclass(frozen=True)
class Progress:
    """How far a learner is, in numbers. Minutes are taught minutes, without breaks."""

    lessons_done: int
    lessons: int
    modules_done: int
    modules: int
    checks_passed: int
    checks: int
    attended_minutes: int
    taught_minutes: int


def attended_minutes(person: User, version: ProgrammeVersion, until: datetime.date) -> int:
    """Taught minutes of a programme that somebody attended by the end of a day, with whatever cohort.

    A half-day missed here may be made up with another cohort of the same programme; taken twice it counts once.
    """
    rows = current_attendance().filter(
        trainee=person,
        session__cohort__version__programme_id=version.programme_id,
        session__starts_at__lt=clock.end_of(until),
    )
    by_module = rows.values("session__module_code").annotate(total=Sum("minutes"))
    return counted_minutes(
        dict(by_module.values_list("session__module_code", "total")), manifest_of(version).taught_minutes()
    )


def required_modules(enrolment: Enrolment) -> dict[str, list[str]]:
    """Module code → codes of the lessons to be read in this context. Modules without any are left out."""
    lessons: dict[str, list[str]] = {}
    for lesson in manifest_of(enrolment.cohort.version).required_lessons(enrolment.context):
        lessons.setdefault(lesson.module_code, []).append(lesson.code)
    return lessons


def completed_lessons(enrolment: Enrolment, until: datetime.date) -> set[str]:
    """Codes of the lessons that were marked as read by the end of a day."""
    rows = LessonCompletion.objects.filter(enrolment=enrolment, happened_at__lt=clock.end_of(until))
    return set(rows.values_list("item__code", flat=True))


def required_quizzes(enrolment: Enrolment) -> dict[str, str]:
    """Code → title of the knowledge checks in the lessons that a learner in this context has to read."""
    return manifest_of(enrolment.cohort.version).required_quizzes(enrolment.context)


def checks_to_pass(enrolment: Enrolment, passed: Collection[str]) -> list[tuple[str, str]]:
    """(Title, code) of each knowledge check that is asked and not passed, in the words of the learner's version."""
    return [(title, code) for code, title in required_quizzes(enrolment).items() if code not in passed]


def follow_ups(person: User, until: datetime.date) -> QuerySet[FollowUp]:
    """What somebody did with the skills after the days, recorded by the end of a day, in whatever cohort."""
    return FollowUp.objects.filter(
        enrolment__trainee=person, done_date__lte=until, happened_at__lt=clock.end_of(until)
    ).order_by("-done_date", "-pk")


def progress(enrolment: Enrolment, until: datetime.date) -> Progress:
    """Everything counted, by the end of a day."""
    version, required = enrolment.cohort.version, required_modules(enrolment)
    lessons = {code for codes in required.values() for code in codes}
    done = completed_lessons(enrolment, until)
    checks = set(required_quizzes(enrolment))
    return Progress(
        lessons_done=len(lessons & done),
        lessons=len(lessons),
        modules_done=len(finished_modules(required, done)),
        modules=len(required),
        checks_passed=len(checks & quizzes.passed_quizzes(enrolment.trainee, until).keys()),
        checks=len(checks),
        attended_minutes=attended_minutes(enrolment.trainee, version, until),
        taught_minutes=version.taught_minutes,
    )
