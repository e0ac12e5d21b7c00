"""A session is read from the database; one that is over, gone or of somebody without an account opens nothing."""

import datetime

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from lms.people.sessions import SessionStore
from tests.factories import people

pytestmark = pytest.mark.django_db
HOME = "/home/"


def test_what_was_saved_is_read_again():
    store = SessionStore()
    store["wanted"] = "this"
    store.save()

    assert SessionStore(store.session_key)["wanted"] == "this"


def test_a_session_that_is_over_is_empty_and_gets_another_key(as_user):
    client = as_user(people.trainee(people.provider()))
    Session.objects.update(expire_date=timezone.now() - datetime.timedelta(seconds=1))

    over = SessionStore(client.session.session_key)
    assert over.get("_auth_user_id") is None
    assert over.session_key is None
    assert client.get(HOME).status_code == 302


def test_an_unknown_key_opens_nothing(client):
    client.cookies["sessionid"] = "0" * 32

    assert client.get(HOME).status_code == 302


def test_a_closed_account_is_signed_out(as_user):
    person = people.trainee(people.provider())
    client = as_user(person)
    assert client.get(HOME).status_code == 200

    person.is_active = False
    person.save()
    assert client.get(HOME).status_code == 302


def test_a_deleted_session_is_signed_out_at_once(as_user):
    client = as_user(people.trainee(people.provider()))
    assert client.get(HOME).status_code == 200

    Session.objects.all().delete()
    assert client.get(HOME).status_code == 302
