import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.urls import reverse

from lms.core import second_factor
from tests.factories import people


@pytest.fixture
def request_of(rf, as_user):
    """A request within the session of a signed-in person, as `request_of(person, method, path)`."""

    def make(person, method="get", path="/act/", **fields):
        client = as_user(person)
        request = getattr(rf, method)(path, fields or None)
        request.session, request.user = client.session, person
        request._messages = _Messages()
        return request

    return make


class _Messages(list):
    def add(self, level, message, extra_tags=""):
        self.append(str(message))


def test_asked_for_lets_a_session_with_a_second_factor_go_on(request_of):
    assert second_factor.asked_for(request_of(people.user())) is None


def test_asked_for_leads_somebody_without_a_second_factor_to_set_one_up(request_of):
    request = request_of(people.user())
    request.session["account_authentication_methods"] = []

    answer = second_factor.asked_for(request)

    assert answer.headers["Location"] == reverse("mfa_index")
    assert request.session[second_factor.AFTERWARDS] == "/act/"


def test_fresh_sign_in_keeps_what_was_typed(request_of):
    request = request_of(people.user(), "post", reason="Seen twice on the ward")
    request.session["account_authentication_methods"] = []

    answer = second_factor.fresh_sign_in_asked_for(request)

    assert answer.headers["Location"] == f"{reverse('account_reauthenticate')}?next=%2Funsent%2F"
    assert request.session["unsent_form"]["fields"] == [("reason", "Seen twice on the ward")]


def test_fresh_sign_in_lets_somebody_go_on_who_proved_who_they_are_a_moment_ago(request_of):
    assert second_factor.fresh_sign_in_asked_for(request_of(people.user())) is None


@pytest.mark.parametrize(("kind", "counts"), [("totp", True), ("webauthn", True), ("recovery_codes", False)])
def test_setting_up_an_app_or_a_passkey_counts_as_using_it(request_of, kind, counts):
    request = request_of(people.user())
    request.session["account_authentication_methods"] = []

    authenticator_added.send(
        sender=Authenticator, request=request, user=request.user, authenticator=Authenticator(type=kind)
    )

    assert second_factor.used_in(request) == counts
