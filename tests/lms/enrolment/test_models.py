"""Every constraint has its failing case, and ledgers refuse to change."""

import datetime

import pytest
from django.db import Error, IntegrityError, connection, transaction

from lms.core.models import LedgerChanged
from lms.enrolment import actions
from lms.enrolment.models import (
    Attendance,
    Cohort,
    DeliverySession,
    Enrolment,
    FollowUp,
    LessonCompletion,
    LessonVisit,
    ManifestAsset,
    ManifestItem,
    ProgrammeVersion,
    ReflectionPrompt,
    RenderedLesson,
    TraineeImport,
)
from tests.factories import enrolment as build
from tests.factories import people, quizzes

pytestmark = pytest.mark.django_db
TWICE = "(?i)unique"
NOW = build.AFTERWARDS


def refused(model, by, **fields):
    """The database refuses such a row; `by` is the name of the check, or TWICE."""
    with pytest.raises(IntegrityError, match=by), transaction.atomic():
        model.objects.create(**fields)


def copied(row, **changes):
    """The fields of a row for another one like it."""
    fields = {field.name: getattr(row, field.name) for field in row._meta.concrete_fields}
    return {name: value for name, value in fields.items() if name not in ("id", "key", "recorded_at")} | changes


@pytest.fixture
def enrolment():
    return build.enrolment()


@pytest.mark.parametrize(
    ("changes", "by"),
    [({}, TWICE), ({"code": "other"}, TWICE), ({"number": 0}, "enrolment_version_from_one")],
)
def test_programme_version_constraints(changes, by):
    refused(ProgrammeVersion, by, **copied(build.version(), **changes))


def test_programme_version_code_is_numbered_once():
    version, other = build.version(), build.version()

    refused(ProgrammeVersion, TWICE, **copied(version, programme=other.programme, number=1, code=version.code))


@pytest.mark.parametrize(
    ("changes", "by"),
    [({}, TWICE), ({"order": 99}, TWICE), ({"order": 99, "kind": "chapter"}, "enrolment_item_kind")],
)
def test_manifest_item_constraints(changes, by):
    refused(ManifestItem, by, **copied(build.version().items.get(order=2), **changes))


def test_manifest_asset_is_exactly_one_thing_and_once():
    quiz = quizzes.quiz_version()
    item = build.version(body=[build.check_block(quiz)]).items.get(order=2)
    other = {"item": item, "happened_at": NOW}

    refused(ManifestAsset, "enrolment_asset_is_one_thing", **other)
    refused(ManifestAsset, "enrolment_asset_is_one_thing", **other, quiz_version=quiz, document_id=1)
    refused(ManifestAsset, TWICE, **other, quiz_version=quiz)


def test_prompt_stands_once_in_a_lesson():
    version = build.version(lessons=["a"], body=[build.reflection_block("my-fixing")])

    refused(ReflectionPrompt, TWICE, **copied(ReflectionPrompt.objects.get(item__version=version)))


def test_lesson_is_rendered_once():
    refused(RenderedLesson, TWICE, **copied(RenderedLesson.objects.filter(item__version=build.version()).first()))


@pytest.mark.parametrize(
    ("changes", "by"),
    [
        ({"join_code": "ABCDEFGH"}, TWICE),
        ({"name": "Other"}, TWICE),
        ({"name": "Other", "join_code": ""}, "enrolment_cohort_join_code"),
        ({"name": "Other", "join_code": "X", "context": "hospital"}, "enrolment_cohort_context"),
        ({"name": "Other", "join_code": "X", "to_date": datetime.date(2020, 1, 1)}, "enrolment_cohort_dates"),
    ],
)
def test_cohort_constraints(changes, by):
    refused(Cohort, by, **copied(build.cohort(), **changes))


@pytest.mark.parametrize(
    ("changes", "by"),
    [
        ({}, TWICE),
        ({"context": "hospital"}, "enrolment_context"),
        ({"status": "lost", "left_at": NOW}, "enrolment_status"),
        ({"status": "completed"}, "enrolment_left_when_over"),
        ({"left_at": NOW}, "enrolment_left_when_over"),
        ({"status": "completed", "left_at": NOW.replace(year=2020)}, "enrolment_times"),
        ({"latest_lesson": "a"}, "enrolment_latest_lesson_and_when"),
    ],
)
def test_enrolment_constraints(enrolment, changes, by):
    refused(Enrolment, by, **copied(enrolment, **changes))


@pytest.mark.parametrize(
    ("changes", "by"),
    [
        ({}, TWICE),
        ({"mode": "post"}, "enrolment_session_mode"),
        ({"minutes": 0}, "enrolment_session_minutes"),
        ({"minutes": 721}, "enrolment_session_minutes"),
    ],
)
def test_session_constraints(enrolment, changes, by):
    refused(DeliverySession, by, **copied(build.session(enrolment.cohort), **changes))


@pytest.fixture
def attendance(enrolment):
    session = build.session(enrolment.cohort)
    (row,) = actions.record_attendance(session=session, minutes={enrolment.trainee: 180}, by=session.trainer, at=NOW)
    return row


def test_attendance_constraints(attendance):
    refused(Attendance, TWICE, **copied(attendance))
    refused(Attendance, "enrolment_attendance_minutes", **copied(attendance, supersedes=attendance, minutes=721))
    refused(
        Attendance,
        "enrolment_attendance_by_another",
        **copied(attendance, supersedes=attendance, recorded_by=attendance.trainee),
    )


def test_attendance_is_superseded_once(attendance):
    Attendance.objects.create(**copied(attendance, supersedes=attendance, minutes=90))

    refused(Attendance, TWICE, **copied(attendance, supersedes=attendance, minutes=60))


def test_a_confirmed_import_holds_no_text(enrolment):
    manager = people.manager(enrolment.cohort.provider)
    upload = {"cohort": enrolment.cohort, "uploaded_by": manager, "file_name": "a.csv"}

    refused(TraineeImport, "enrolment_import_forgets_when_confirmed", **upload, text="A", confirmed_at=NOW)


def test_visits_and_completions_are_one_a_lesson(enrolment):
    lesson = build.first_lesson(enrolment.cohort.version)
    actions.open_lesson(enrolment=enrolment, lesson=lesson, at=NOW)
    completion = actions.complete_lesson(enrolment=enrolment, lesson=lesson, by=enrolment.trainee, at=NOW)

    refused(LessonVisit, TWICE, **copied(LessonVisit.objects.get()))
    refused(LessonCompletion, TWICE, **copied(completion))


def test_follow_up_kind_is_known(enrolment):
    row = {"enrolment": enrolment, "title": "A", "done_date": NOW.date(), "words": "B", "happened_at": NOW}

    refused(FollowUp, "enrolment_follow_up_kind", **row, kind="party")


def test_a_version_never_changes():
    version = build.version()

    with pytest.raises(LedgerChanged):
        version.save()
    with pytest.raises(LedgerChanged):
        ManifestItem.objects.filter(version=version).update(title="Other")


def test_the_database_keeps_the_register(attendance):
    with pytest.raises(Error, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE enrolment_attendance SET minutes = 1")
