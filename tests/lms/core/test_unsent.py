import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse

from lms.core import unsent


@pytest.fixture
def sent(rf, db):
    """A posted request with an empty session, as `sent({field: value})`."""

    def make(fields):
        request = rf.post("/somewhere/?to=there", fields)
        request.session = SessionStore()
        request._messages = FallbackStorage(request)
        return request

    return make


def test_fields_of_keeps_every_value_but_the_tokens_of_the_page(sent):
    request = sent({"mode": ["face", "video"], "note": "Long", "csrfmiddlewaretoken": "t", "idempotency_key": "k"})

    fields = unsent.fields_of(request)

    assert fields == [("mode", "face"), ("mode", "video"), ("note", "Long")]


def test_keep_leads_a_sent_form_to_its_kept_text(sent):
    request = sent({"note": "What I typed"})

    address = unsent.keep(request)

    assert address == reverse("web:unsent")
    assert unsent.kept(request) == {"address": "/somewhere/?to=there", "fields": [("note", "What I typed")]}


def test_keep_leads_a_page_that_was_only_asked_for_back_to_itself(rf):
    assert unsent.keep(rf.get("/somewhere/?to=there")) == "/somewhere/?to=there"


def test_keep_refuses_more_than_a_session_should_hold(sent):
    request = sent({"note": "x" * (unsent.MOST_CHARACTERS + 1)})

    address = unsent.keep(request)

    assert address == "/somewhere/?to=there"
    assert unsent.kept(request) is None


def test_forget_takes_the_text_out_of_the_session(sent):
    request = sent({"note": "What I typed"})
    unsent.keep(request)

    unsent.forget(request)

    assert unsent.kept(request) is None
