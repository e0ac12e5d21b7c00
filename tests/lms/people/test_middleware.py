"""Working as: what a person with several roles has chosen."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from lms.people.enums import Role
from lms.people.middleware import WorkingAsMiddleware
from lms.people.models import Membership
from lms.people.queries import WORKING_AS
from tests.factories import people

pytestmark = pytest.mark.django_db


def working_as(user, session):
    request = RequestFactory().get("/")
    request.user, request.session = user, session
    return WorkingAsMiddleware(lambda request: request.working_as)(request)


@pytest.fixture
def person():
    provider = people.provider()
    person = people.assessor(provider)
    Membership.objects.create(person=person, organisation=provider, role=Role.TRAINER, from_date=people.LONG_AGO)
    return person


def test_the_first_role_is_taken_until_another_is_chosen(person):
    assert working_as(person, {}).role == Role.ASSESSOR


def test_the_chosen_role_is_taken(person):
    chosen = person.memberships.get(role=Role.TRAINER)

    assert working_as(person, {WORKING_AS: str(chosen.key)}).role == Role.TRAINER


def test_a_chosen_role_that_is_no_longer_held_falls_back_to_the_first(person):
    assert working_as(person, {WORKING_AS: "gone"}).role == Role.ASSESSOR


def test_somebody_without_a_role_and_a_visitor_work_as_nothing():
    for user in (people.user(), AnonymousUser()):
        assert not working_as(user, {})


def test_the_roles_are_not_read_on_pages_that_do_not_ask(person, django_assert_num_queries):
    request = RequestFactory().get("/")
    request.user, request.session = person, {}

    with django_assert_num_queries(0):
        WorkingAsMiddleware(lambda request: None)(request)
