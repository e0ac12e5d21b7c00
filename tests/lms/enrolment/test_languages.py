"""A lesson that nobody has translated, read by somebody whose language is another."""

import pytest
from django.urls import reverse

from lms.core import clock
from tests.factories import enrolment as build

pytestmark = pytest.mark.django_db
NOTE = "This lesson has not been translated yet. It is shown in English."


@pytest.fixture
def lesson(as_user):
    """A learner's client and the address of a lesson."""
    with clock.fixed(build.AFTERWARDS):
        enrolment = build.enrolment()
        code = build.first_lesson(enrolment.cohort.version).code
        address = reverse("enrolment:lesson", kwargs={"key": enrolment.key, "code": code})
        yield as_user(enrolment.trainee), address


def test_the_lesson_is_shown_in_english_with_a_line_that_says_so(lesson):
    client, address = lesson

    page = client.get(address, headers={"Accept-Language": "cy"})

    assert page.status_code == 200
    assert NOTE in page.content.decode()
    assert '<div lang="en-gb">' in page.content.decode()


def test_a_reader_of_english_sees_no_such_line_whoever_read_it_before(lesson):
    client, address = lesson
    client.get(address, headers={"Accept-Language": "cy"})

    page = client.get(address, headers={"Accept-Language": "en-GB"})

    assert NOTE not in page.content.decode()


def test_a_language_that_teachback_does_not_know_gets_english(lesson):
    client, address = lesson

    page = client.get(address, headers={"Accept-Language": "fr, de;q=0.5"})

    assert page.status_code == 200
    assert NOTE not in page.content.decode()
