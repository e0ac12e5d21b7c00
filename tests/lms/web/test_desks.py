"""The desks lead where their roles may go."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from lms.accreditation import actions as award_actions
from lms.accreditation.enums import AwardStatus
from lms.enrolment import actions
from lms.enrolment import queries as enrolment
from lms.people.enums import ResponsibilityKind, Role
from lms.people.models import Membership
from lms.web import desks
from tests.factories import accreditation, people
from tests.factories import enrolment as build
from tests.factories.concerns import concern


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


def test_safeguarding_lead_sees_how_many_concerns_wait_and_are_overdue(db):
    provider = people.provider()
    lead = people.member(Role.SAFEGUARDING, provider)
    concern(provider)
    concern(provider, at=timezone.now() - timedelta(days=7))

    desk = desks.overseeing.safeguarding(lead, None)

    assert desk.next.words == "Concerns wait longer than was promised."
    assert [(task.words, task.status) for task in desk.tasks] == [
        ("Concerns", "2 waiting"),
        ("Concerns that are overdue", "1 waiting"),
    ]


@pytest.fixture
def awarded(db):
    """The award of a trainee who has read every lesson."""
    accreditation.standard()
    award = accreditation.awarded()
    place = award.decision.enrolment
    for lesson in enrolment.manifest_of(place.cohort.version).lessons():
        actions.complete_lesson(enrolment=place, lesson=lesson, by=place.trainee, at=timezone.now())
    return award


def next_words(person):
    return desks.learner.trainee(person, None).next.words


def test_trainee_with_an_award_is_led_to_keeping_it(awarded):
    assert next_words(awarded.person).startswith("You hold the award.")


@pytest.mark.parametrize(
    ("status", "words"), [(AwardStatus.SUSPENDED, "is suspended"), (AwardStatus.REVOKED, "was revoked")]
)
def test_trainee_whose_award_does_not_stand_is_led_to_answering(awarded, status, words):
    award_actions.change_status(
        award=awarded, status=status, reason="Asked", by=people.manager(awarded.provider), at=timezone.now()
    )

    assert words in next_words(awarded.person)


def test_trainee_who_asked_for_the_decision_is_told_so(db):
    accreditation.standard()
    place = accreditation.ready()
    for lesson in enrolment.manifest_of(place.cohort.version).lessons():
        actions.complete_lesson(enrolment=place, lesson=lesson, by=place.trainee, at=timezone.now())
    award_actions.request_award(enrolment=place, by=place.trainee, at=timezone.now())

    assert next_words(place.trainee).startswith("You have asked for the decision")


def test_line_manager_sees_who_holds_an_award(awarded):
    manager = people.member(Role.EMPLOYER, people.provider())
    people.responsible(manager, awarded.person, ResponsibilityKind.LINE_MANAGER, awarded.provider)

    listed = desks.overseeing.employer(manager, None).tasks[1:]

    assert [(task.words, task.status) for task in listed] == [(awarded.person.name, "Awarded")]


def test_trainee_sees_how_much_is_met_once_the_page_of_their_standing_was_read(as_user):
    accreditation.standard()
    place = accreditation.ready()

    def shown():
        return desks.learner.trainee(place.trainee, None).tasks[-1].status

    assert shown() == "See what is met"
    as_user(place.trainee).get(reverse("accreditation:standing_of", args=[place.key]))
    assert shown() == "3 of 3 met"


def test_trainee_of_a_programme_without_a_standard_is_told_so(db):
    place = build.enrolment(build.cohort(version_=build.version(standard_code="")))

    assert desks.learner.trainee(place.trainee, None).tasks[-1].status == "No standard"
