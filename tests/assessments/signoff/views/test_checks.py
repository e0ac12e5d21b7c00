import pytest
from django.urls import reverse

from assessments.signoff import queries
from assessments.signoff.enums import Status
from lms.people.enums import Role
from tests.factories import people, roleplay, signoff
from tests.reading import words_of

pytestmark = pytest.mark.django_db
AT = signoff.AT


def page(name, record):
    return reverse(f"signoff:{name}", args=[record.key])


EVERYTHING = {"percent": 100, "first_sign_off": True, "disagreement": True}


DECISION = {"reason": "I read both observations.", "confirmed": "yes"}


def test_countersigning_in_two_steps(unqualified, colleague, as_user):
    row, client = signoff.sign_off(**unqualified), as_user(colleague)
    answers = {"outcome": "countersigned", "reason": "I read both observations."}

    check = client.post(page("countersign", row), answers)
    before = queries.status_of(row, AT.date())
    client.post(page("countersign", row), answers | {"confirmed": "yes"})

    assert "Check your answers" in words_of(check)
    assert before == Status.TO_COUNTERSIGN
    assert queries.status_of(row, AT.date()) == Status.EFFECTIVE


def test_returning_shows_the_reason_to_the_assessor(unqualified, colleague, as_user):
    row = signoff.sign_off(**unqualified)
    as_user(colleague).post(page("countersign", row), DECISION | {"outcome": "returned"})

    text = words_of(as_user(unqualified["assessor"]).get(reverse("signoff:to_sign_off")))

    assert "Look at these again" in text
    assert "Returned to the assessor" in text


def test_countersigning_is_forbidden_to_the_assessor_and_the_unqualified(unqualified, provider, as_user):
    row = signoff.sign_off(**unqualified)

    for person in (unqualified["assessor"], people.assessor(provider), people.member(Role.IQA, provider)):
        assert as_user(person).get(page("countersign", row)).status_code == 403


def test_releasing_in_two_steps(us, iqa, as_user):
    roleplay.policy(sampling=EVERYTHING)
    row, client = signoff.sign_off(**us), as_user(iqa)

    shown = client.get(page("release", row))
    client.post(page("release", row), DECISION | {"outcome": "released"})

    assert "It is the first sign-off of this assessor here" in words_of(shown)
    assert queries.status_of(row, AT.date()) == Status.EFFECTIVE


def test_releasing_is_forbidden_to_others(us, provider, as_user):
    roleplay.policy(sampling=EVERYTHING)
    row = signoff.sign_off(**us)

    for person in (us["assessor"], people.manager(provider), us["trainee"]):
        assert as_user(person).get(page("release", row)).status_code == 403


def test_the_queue_to_sample_is_for_quality_assurers(provider, as_user):
    assert as_user(people.manager(provider)).get(reverse("signoff:to_release")).status_code == 403


def test_the_queue_to_countersign_says_why_it_is_empty(provider, as_user):
    text = words_of(as_user(people.assessor(provider)).get(reverse("signoff:to_countersign")))

    assert "You cannot countersign yet" in text
