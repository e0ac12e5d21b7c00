"""Pages of the curriculum: codes, constraints, what a lesson is for."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from courses.models import CurriculumPage, LessonPage, ModulePage, ProgrammePage, Source
from tests.factories import courses

pytestmark = pytest.mark.django_db


def test_source_is_named_with_publisher_and_year():
    assert str(courses.source(title="Guide", publisher="NHS England", year=2020)) == "Guide (NHS England, 2020)"
    assert str(courses.source(title="Note", publisher="Teachback", year=None)) == "Note (Teachback)"


@pytest.mark.parametrize(
    ("country", "is_from_abroad"),
    [("", False), ("England", False), ("United Kingdom", False), ("United States", True), ("Wales", True)],
)
def test_source_from_abroad(country, is_from_abroad):
    assert Source(country=country).is_from_abroad() is is_from_abroad


def test_no_two_pages_have_one_code():
    lesson = courses.lesson()

    with pytest.raises(ValidationError, match="Another page has this code"):
        courses.lesson(code=lesson.code)


def test_the_database_knows_that_too():
    first, second = courses.lesson(), courses.lesson()

    with pytest.raises(IntegrityError), transaction.atomic():
        CurriculumPage.objects.filter(pk=second.pk).update(code=first.code)


def test_code_of_a_published_page_stays():
    lesson = courses.lesson()
    lesson.save_revision().publish()
    lesson.refresh_from_db()
    lesson.code = "another"

    with pytest.raises(ValidationError, match="It can no longer change"):
        lesson.full_clean()


def test_code_of_a_draft_may_change():
    lesson = courses.lesson(live=False)
    lesson.code = "another"

    lesson.full_clean()


@pytest.mark.parametrize(
    ("make", "model", "changes"),
    [
        (courses.programme, ProgrammePage, {"route": "other"}),
        (courses.module, ModulePage, {"kind": "other"}),
        (courses.module, ModulePage, {"half": "xx"}),
        (courses.module, ModulePage, {"kind": "before"}),
        (courses.lesson, LessonPage, {"minutes": 0}),
        (
            courses.lesson,
            LessonPage,
            {"is_for_targeted": False, "is_for_clinical": False, "is_for_non_clinical": False},
        ),
        (courses.source, Source, {"grade": "X"}),
    ],
)
def test_the_database_refuses(make, model, changes):
    row = make()

    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.filter(pk=row.pk).update(**changes)


def test_module_says_what_is_wrong_with_its_half_day():
    module = courses.module()
    module.kind = "before"

    with pytest.raises(ValidationError, match="Only a taught half-day has a day"):
        module.full_clean()


def test_lesson_is_for_somebody():
    lesson = courses.lesson()
    lesson.is_for_targeted = lesson.is_for_clinical = lesson.is_for_non_clinical = False

    with pytest.raises(ValidationError, match="for which kind of service"):
        lesson.full_clean()


@pytest.mark.parametrize(
    ("flags", "contexts"),
    [
        ((True, True, True), []),
        ((True, False, False), ["targeted"]),
        ((False, True, True), ["clinical", "non_clinical"]),
    ],
)
def test_contexts_of_a_lesson(flags, contexts):
    names = ("is_for_targeted", "is_for_clinical", "is_for_non_clinical")

    assert LessonPage(**dict(zip(names, flags, strict=True))).contexts() == contexts


def test_pages_have_no_public_address():
    lesson = courses.lesson()

    assert (lesson.url, lesson.full_url) == (None, None)
