"""Reading the curriculum as editors have it now."""

import pytest

from courses import queries
from courses.models import ProgrammePage
from tests.factories import courses

pytestmark = pytest.mark.django_db


def test_programme_by_code():
    page = courses.programme()

    assert queries.programme(page.code) == page


def test_programme_that_is_not_there():
    with pytest.raises(ProgrammePage.DoesNotExist):
        queries.programme("nowhere")


def test_programmes_modules_and_lessons_come_in_order_and_live_only():
    programme = courses.programme()
    first, _draft, second = (courses.module(programme, live=live) for live in (True, False, True))
    lessons = [courses.lesson(first) for _ in range(3)]
    lessons[2].move(lessons[0], pos="left")
    courses.programme(live=False)

    assert list(queries.programmes()) == [programme]
    assert list(queries.modules_of(programme)) == [first, second]
    assert [page.pk for page in queries.lessons_of(first)] == [lessons[2].pk, lessons[0].pk, lessons[1].pk]


def test_drafts_are_pages_with_unpublished_changes_the_newest_first():
    published, first, second = courses.lesson(), courses.lesson(), courses.lesson()
    published.save_revision().publish()
    for page in (first, second):
        page.title += " again"
        page.save_revision()

    assert [page.pk for page in queries.drafts()] == [second.pk, first.pk]


def test_problems_are_named_with_their_block():
    page = courses.lesson(None, courses.text("Fine."), courses.text("A claim [1]"), courses.text("Another [2]"))

    assert queries.problems_of(page) == [
        "Text (2): No source is listed for [1].",
        "Text (3): No source is listed for [2].",
    ]


def test_a_lesson_without_a_body_has_a_problem_of_its_own():
    page = courses.lesson()
    page.body = []

    assert queries.problems_of(page) == ["This field is required."]
