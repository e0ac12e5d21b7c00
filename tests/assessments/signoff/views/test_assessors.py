import pytest
from django.urls import reverse

from assessments.signoff import queries
from assessments.signoff.models import AssessorQualification
from tests.factories import people, signoff
from tests.reading import words_of

pytestmark = pytest.mark.django_db
AT = signoff.AT


def page(name, record):
    return reverse(f"signoff:{name}", args=[record.key])


def test_a_qualification_is_recorded_in_two_steps_and_ended(assessor, iqa, as_user):
    client = as_user(iqa)
    answers = {"code": "cava", "title": "CAVA, City & Guilds", "from_date": "2025-01-01", "to_date": ""}

    client.post(page("qualify", assessor), answers | {"confirmed": "yes"})
    row = AssessorQualification.objects.get()
    shown = words_of(client.get(page("assessor", assessor)))
    client.post(page("end_qualification", row), {"to_date": "2026-11-01"})

    assert "Qualified to assess today" in shown
    assert "Proof seen by Ines Quality" in shown
    assert queries.current_qualification(assessor, AT.date()) is None


def test_a_refused_qualification_keeps_what_was_typed(assessor, qualification, iqa, as_user):
    answers = {"code": "cava", "title": "CAVA again", "from_date": "2025-01-01", "to_date": "", "confirmed": "yes"}

    response = as_user(iqa).post(page("qualify", assessor), answers)

    assert response.status_code == 422
    assert "recorded already" in words_of(response)
    assert "CAVA again" in response.content.decode()


def test_assessors_of_another_organisation_are_not_found(assessor, qualification, as_user):
    client = as_user(people.manager(people.provider()))

    assert client.get(page("assessor", assessor)).status_code == 404
    assert client.get(page("end_qualification", qualification)).status_code == 404


def test_the_list_of_assessors_is_for_those_who_oversee_them(assessor, as_user):
    assert as_user(assessor).get(reverse("signoff:assessors")).status_code == 403


@pytest.mark.parametrize("name", ["sign_offs", "to_sign_off", "to_countersign", "to_release", "assessors"])
def test_pages_ask_visitors_to_sign_in(client, name):
    response = client.get(reverse(f"signoff:{name}"))

    assert reverse("account_login") in response.url
