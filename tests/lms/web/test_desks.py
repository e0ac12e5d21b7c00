"""The desks lead where their roles may go."""

import pytest
from django.urls import reverse

from lms.people.enums import ResponsibilityKind, Role
from lms.people.models import Membership
from lms.web import desks
from tests.factories import enrolment as build
from tests.factories import people


@pytest.mark.parametrize("role", Role)
def test_nobody_is_led_from_their_desk_to_a_page_that_is_closed_to_them(as_user, role):
    client = as_user(people.member(role, people.provider()))
    desk = client.get(reverse("web:desk")).context["desk"]
    editor = reverse("wagtailadmin_home")  # opened by is_staff, which an administrator gives
    links = {desk.next.link, *(task.link for task in desk.tasks)} - {editor}

    answers = {link: client.get(link).status_code for link in links}

    assert {link: status for link, status in answers.items() if status not in (200, 302)} == {}


def test_line_manager_sees_how_far_their_staff_are(db):
    place = build.enrolment()
    manager = people.member(Role.EMPLOYER, people.provider())
    people.responsible(manager, place.trainee, ResponsibilityKind.LINE_MANAGER, place.cohort.provider)

    listed = desks.overseeing.employer(manager, None).tasks[1:]

    assert [(task.words, task.detail, task.status) for task in listed] == [
        (place.trainee.name, place.cohort.version.title, "Learning")
    ]


def test_employer_does_not_see_the_training_of_others(db):
    build.enrolment()
    manager = people.member(Role.EMPLOYER, people.provider())

    assert desks.overseeing.employer(manager, None).tasks[1:] == ()


def test_somebody_whose_only_role_is_over_is_told_how_to_get_one(as_user):
    person = people.trainee(people.provider())
    Membership.objects.filter(person=person).update(to_date=people.LONG_AGO)

    page = as_user(person).get(reverse("web:desk"))

    assert page.status_code == 200
    assert "You have no role here yet." in page.text
