"""Opening an account through an invitation, page by page."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import timezone

from lms.people import actions
from lms.people.enums import Role
from lms.people.models import Membership, User
from lms.people.sign_up_form import SignupForm
from tests.factories import people

pytestmark = pytest.mark.django_db

PASSWORD = "plain-battery-staple"
SIGN_UP = "/accounts/signup/?next=/people/join/"


@pytest.fixture
def invitation():
    provider = people.provider(name="Northmoor")
    return actions.invite(
        email="nia@example.org",
        name="Nia Newcomer",
        organisation=provider,
        role=Role.TRAINEE,
        by=people.manager(provider),
        at=timezone.now(),
    )


def followed_link(invitation):
    client = Client()
    client.get(f"/people/join/{actions.token_of(invitation)}/")
    return client


def test_nobody_opens_an_account_without_an_invitation():
    page = Client().get("/accounts/signup/")

    assert "Accounts are opened by invitation" in page.content.decode()


def test_a_withdrawn_invitation_opens_no_account(invitation):
    client = followed_link(invitation)
    invitation.delete()

    page = client.get("/accounts/signup/")

    assert "Accounts are opened by invitation" in page.content.decode()


def test_an_invited_person_opens_an_account_joins_and_needs_no_second_e_mail(invitation):
    client = followed_link(invitation)

    opened = client.post(SIGN_UP, {"email": "Nia@Example.org", "password1": PASSWORD})
    joined = client.post("/people/join/")

    person = User.objects.get(email="nia@example.org")
    assert (opened.headers["Location"], joined.headers["Location"]) == ("/people/join/", "/home/")
    assert person.name == "Nia Newcomer"
    assert EmailAddress.objects.get(user=person).verified
    assert Membership.objects.get(person=person).role == Role.TRAINEE
    assert mail.outbox == []


def test_the_invited_address_stands_in_the_form(invitation):
    page = followed_link(invitation).get(f"{SIGN_UP}&email=nia@example.org")

    assert page.context["form"].initial["email"] == "nia@example.org"


def test_of_two_forms_at_the_same_moment_one_opens_the_account(invitation, monkeypatch):
    client = followed_link(invitation)
    clean = SignupForm.clean

    def other_form_is_quicker(form):
        cleaned = clean(form)
        people.user(email="nia@example.org")
        return cleaned

    monkeypatch.setattr(SignupForm, "clean", other_form_is_quicker)

    answer = client.post(SIGN_UP, {"email": "nia@example.org", "password1": PASSWORD})

    monkeypatch.undo()
    known = client.post(SIGN_UP, {"email": "nia@example.org", "password1": PASSWORD})
    assert (answer.status_code, answer.headers["Location"]) == (known.status_code, known.headers["Location"])
    assert User.objects.filter(email="nia@example.org").count() == 1


def test_another_address_opens_no_account(invitation):
    page = followed_link(invitation).post(SIGN_UP, {"email": "other@example.org", "password1": PASSWORD})

    assert page.context["form"].errors["email"] == ["You were invited at nia@example.org. Use that address."]
    assert User.objects.filter(email="other@example.org").count() == 0


def test_somebody_signed_in_may_change_their_address_whatever_invitation_they_opened(invitation, as_user):
    person = people.user()
    client = as_user(person)
    client.get(f"/people/join/{actions.token_of(invitation)}/")

    client.post("/accounts/email/", {"email": "Changed@example.org", "action_add": ""})

    assert EmailAddress.objects.filter(user=person, email="changed@example.org").count() == 1
