"""Accounts: opened for somebody else, changed by their owner, erased."""

import datetime

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from lms.audit.actions import erase_person
from lms.audit.models import AuditEvent, PersonalValue
from lms.people import actions
from lms.people.enums import InterestKind, Role
from lms.people.models import Interest, Invitation
from tests.factories import people

AT = datetime.datetime(2026, 11, 22, 10, tzinfo=datetime.UTC)

pytestmark = pytest.mark.django_db


def test_open_account_has_no_password_and_a_verified_address():
    person = actions.open_account(email="New@Example.org", name="New", by=None, at=AT)

    assert (person.email, person.has_usable_password()) == ("new@example.org", False)
    assert EmailAddress.objects.get().verified
    assert AuditEvent.objects.get().kind == "people.account_opened"


def test_open_account_refuses_an_address_that_is_taken():
    people.user(email="new@example.org")

    with pytest.raises(actions.AddressTaken):
        actions.open_account(email="new@example.org", name="New", by=None, at=AT)


def test_password_path_leads_to_setting_one(client):
    person = actions.open_account(email="new@example.org", name="New", by=None, at=AT)

    page = client.get(actions.password_path(person), follow=True)

    assert list(page.context["form"].fields) == ["password1"]


def test_a_password_is_changed_by_typing_the_new_one_once(as_user):
    person = people.user(password="correct-horse-1")

    answer = as_user(person).post(
        reverse("account_change_password"), {"oldpassword": "correct-horse-1", "password1": "battery-staple-2"}
    )

    person.refresh_from_db()
    assert (answer.status_code, person.check_password("battery-staple-2")) == (302, True)


def test_change_details_keeps_the_old_name_among_the_personal_values():
    person = people.user(name="Old Name")

    actions.change_details(person=person, name="New Name", professional_registration="12A3456E", by=person, at=AT)

    person.refresh_from_db()
    event = AuditEvent.objects.get(kind="people.details_changed")
    assert (person.name, person.professional_registration) == ("New Name", "12A3456E")
    assert dict(event.personal_values.exclude(name__in=("actor", "subject")).values_list("name", "value")) == {
        "name": "New Name",
        "name_before": "Old Name",
        "registration": "12A3456E",
    }


def test_erase_person_leaves_a_pseudonym_that_nobody_can_sign_in_to(client):
    provider = people.provider()
    person = people.trainee(provider, name="Jo", email="jo@example.org", professional_registration="12A3456E")
    admin, friend = people.member(Role.ADMIN, provider), people.user()
    tie = {"kind": InterestKind.FRIEND, "note": "We went to school with Jo.", "at": AT}
    actions.declare_interest(person=person, about=friend, by=person, **tie)
    actions.declare_interest(person=friend, about=person, by=friend, **tie)
    actions.invite(email="jo@example.org", name="Jo", organisation=provider, role=Role.MENTOR, by=admin, at=AT)
    client.force_login(person)

    erase_person(person=person, by=admin, at=AT)

    person.refresh_from_db()
    pseudonym = f"erased-{person.key}@erased.invalid"
    assert (person.name, person.email, person.professional_registration) == ("Erased person", pseudonym, "")
    assert (person.is_active, person.has_usable_password(), person.last_login) == (False, False, None)
    assert set(Interest.objects.values_list("note", flat=True)) == {""}
    assert Invitation.objects.values_list("email", "name").get() == (pseudonym, "Erased person")
    assert PersonalValue.objects.filter(person_key=person.key).count() == 0
    assert not client.get("/people/me/").wsgi_request.user.is_authenticated
