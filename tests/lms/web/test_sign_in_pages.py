"""allauth's pages in our frame."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.urls import reverse

from tests.factories import people

FOR_VISITORS = [
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_email_verification_sent",
    "account_inactive",
]
FOR_MEMBERS = [
    "account_logout",
    "account_email",
    "account_change_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
]
WITH_SECOND_FACTOR = [
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
]


@pytest.fixture
def person(db):
    """Somebody with a confirmed e-mail address and the password of every test."""
    somebody = people.user()
    EmailAddress.objects.create(user=somebody, email=somebody.email, verified=True, primary=True)
    return somebody


@pytest.fixture
def with_second_factor(person):
    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)
    return person


def stands_in_our_frame(answer):
    page = answer.content.decode()
    return (answer.status_code, page.count("<h1"), page.count('class="nhsuk-footer"')) == (200, 1, 1)


@pytest.mark.parametrize("name", FOR_VISITORS)
def test_a_page_for_visitors_stands_in_our_frame(client, db, name):
    assert stands_in_our_frame(client.get(reverse(name)))


@pytest.mark.parametrize("name", FOR_MEMBERS)
def test_a_page_for_members_stands_in_our_frame(as_user, person, name):
    assert stands_in_our_frame(as_user(person).get(reverse(name)))


@pytest.mark.parametrize("name", ["account_signup", "account_reset_password"])
def test_no_field_repeats_its_label_inside(client, db, name):
    assert "placeholder" not in client.get(reverse(name)).content.decode()


@pytest.mark.parametrize("name", WITH_SECOND_FACTOR)
def test_a_page_for_those_with_a_second_factor_stands_in_our_frame(as_user, with_second_factor, name):
    assert stands_in_our_frame(as_user(with_second_factor).get(reverse(name)))


def test_signing_in_leads_to_the_desk(client, person):
    answer = client.post(reverse("account_login"), {"login": person.email, "password": "correct-horse"})

    assert answer.headers["Location"] == reverse("web:desk")


def test_the_fields_to_sign_in_have_labels_and_nothing_inside(client, db):
    page = client.get(reverse("account_login")).content.decode()

    assert re.findall(r'<label class="nhsuk-label" for="(\w+)">', page) == ["id_login", "id_password"]
    assert "placeholder" not in page


def test_a_wrong_password_is_named_above_the_form_and_in_the_title(client, person):
    answer = client.post(reverse("account_login"), {"login": person.email, "password": "wrong-horse"})

    page = answer.content.decode()
    assert "<title>Error: Sign in" in page
    assert "nhsuk-error-summary" in page
    assert f'value="{person.email}"' in page


def test_a_second_factor_is_asked_for_after_the_password(client, with_second_factor):
    answer = client.post(
        reverse("account_login"), {"login": with_second_factor.email, "password": "correct-horse"}, follow=True
    )

    assert stands_in_our_frame(answer)
    assert b"<h1>Second factor</h1>" in answer.content
    assert b"one of your recovery codes" in answer.content


@pytest.mark.parametrize(("skipped", "times"), [(True, 1), (False, 0)])
def test_sign_in_explains_the_demos_switch(client, db, settings, skipped, times):
    settings.SKIP_SECOND_FACTOR = skipped

    page = client.get(reverse("account_login")).content.decode()

    assert page.count("This is a demonstration.") == times


def test_an_authenticator_app_can_be_set_up_without_a_camera(as_user, person):
    page = as_user(person).get(reverse("mfa_activate_totp")).content.decode()

    assert re.search(r'<img class="tb-qr" src="data:image/svg\+xml;base64,', page)
    assert re.search(r'<code class="tb-key">[A-Z2-7]{32}</code>', page)


def test_whoever_had_to_set_up_a_second_factor_is_led_back(as_user, with_second_factor):
    client = as_user(with_second_factor)
    session = client.session
    session["after_second_factor"] = "/practice/confirm-me/"
    session.save()

    page = client.get(reverse("mfa_view_recovery_codes"))

    assert b'<a class="nhsuk-button" href="/practice/confirm-me/">' in page.content


@pytest.mark.parametrize(
    ("name", "other_way"),
    [("account_login", b"sign in with your password"), ("mfa_add_webauthn", b"set up an authenticator app")],
)
def test_beside_a_passkey_stands_another_way(as_user, client, person, name, other_way):
    visitor = client if name == "account_login" else as_user(person)

    page = visitor.get(reverse(name)).content

    assert other_way in page
    assert b"data-needs-script hidden" in page


def test_an_account_needs_an_invitation(client, db):
    assert b"Accounts are opened by invitation" in client.get(reverse("account_signup")).content


def test_a_used_link_for_a_new_password_says_what_to_do(client, db):
    answer = client.get(reverse("account_reset_password_from_key", args=["1", "no-such-key"]))

    assert stands_in_our_frame(answer)
    assert b"Send me a new link" in answer.content


def test_a_new_password_is_asked_for_by_one_plain_link(client, person):
    client.post(reverse("account_reset_password"), {"email": person.email})

    message = mail.outbox[0]
    assert message.subject == "Teachback: Choose a new password"
    assert len(re.findall(r"http://\S+", message.body)) == 1
    assert message.alternatives == []


def test_an_unknown_address_is_told_so_by_e_mail_only(client, db):
    answer = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})

    assert answer.headers["Location"] == reverse("account_reset_password_done")
    assert mail.outbox[0].to == ["nobody@example.org"]
    assert "There is no account with it." in mail.outbox[0].body


def test_an_e_mail_address_is_confirmed_by_a_button_not_by_the_link_alone(as_user, person):
    client = as_user(person)
    client.post(reverse("account_email"), {"email": "new@example.org", "action_add": "1"})
    address = EmailAddress.objects.get(email="new@example.org")
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]

    page = client.get(link)
    address.refresh_from_db()
    before = address.verified
    client.post(link)
    address.refresh_from_db()

    assert mail.outbox[0].subject == "Teachback: Confirm your e-mail address"
    assert b"<strong>new@example.org</strong>" in page.content
    assert (before, address.verified) == (False, True)


def test_passwords_can_be_guessed_only_so_often(client, person):
    for _attempt in range(6):
        answer = client.post(reverse("account_login"), {"login": person.email, "password": "wrong-horse"})

    assert b"Too many failed login attempts" in answer.content
