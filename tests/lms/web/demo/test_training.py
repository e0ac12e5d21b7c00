"""The demo's learners sit the checks that their programme asks of them."""

import pytest

from assessments.quizzes.models import Sitting
from lms.web.demo import training
from tests.factories import enrolment as build
from tests.factories import quizzes

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    """An enrolment in a programme with two knowledge checks."""
    page = build.programme()
    checks = [build.check_block(quizzes.quiz_version()) for _number in range(2)]
    build.lesson(build.module(page), body=checks)
    return build.enrolment(build.cohort(version_=build.published(page)))


@pytest.mark.parametrize(("most", "sat"), [(None, 2), (1, 1)])
def test_pass_checks_sits_as_many_as_it_is_told(place, most, sat):
    training.pass_checks(place, days_ago=3, most=most)

    assert Sitting.objects.filter(person=place.trainee).count() == sat
