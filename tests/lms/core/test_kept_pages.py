"""Kept pages: for one reader, one session, one state; fresh tokens each time; never with a message."""

import re

import pytest
from django.contrib import messages
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.template import engines
from django.template.response import TemplateResponse
from django.test import RequestFactory
from django.utils import translation
from django.views.generic import View

from lms.core.kept_pages import KeptPage
from tests.factories import people

pytestmark = pytest.mark.django_db
FORM = engines["django"].from_string(
    'Seen {{ times }} times.<form method="post">{% form_token %}</form><form method="post">{% form_token %}</form>'
)


class Counting:
    """A page that says how often it was made."""

    made = 0

    def get(self, request, *args, **kwargs):
        Counting.made += 1
        return TemplateResponse(request, FORM, {"times": Counting.made})


class Page(KeptPage, Counting, View):
    state = ("a state",)

    def stamp(self):
        return self.state


@pytest.fixture(autouse=True)
def _fresh():
    Counting.made = 0


def asked(person, path="/page/", session=None):
    """A GET request of somebody with a session."""
    request = RequestFactory().get(path)
    request.user = person
    SessionMiddleware(lambda _request: None).process_request(request)
    request.session.update(session or {})
    MessageMiddleware(lambda _request: None).process_request(request)
    return request


def shown(request, **changes):
    response = Page.as_view(**changes)(request)
    return (response.render() if hasattr(response, "render") else response).text


def tokens(html):
    return re.findall(r'name="idempotency_key" value="([^"]+)"', html)


def test_a_kept_page_is_made_once_and_has_fresh_tokens():
    person = people.user()

    first, second, third = (shown(asked(person)) for _time in range(3))

    assert Counting.made == 1
    assert [html.startswith("Seen 1 times.") for html in (first, second, third)] == [True] * 3
    assert len(set(tokens(first) + tokens(second) + tokens(third))) == 6


@pytest.mark.parametrize(
    "changes",
    [
        {"other": "person"},
        {"path": "/page/?sort=name"},
        {"session": {"working_as": "another role"}},
    ],
    ids=["another-reader", "another-address", "another-session"],
)
def test_a_page_is_kept_for_one_reader_address_and_session(changes):
    person = people.user()
    shown(asked(person))
    reader = people.user() if changes.pop("other", None) else person

    shown(asked(reader, **changes))

    assert Counting.made == 2


def test_a_page_is_kept_for_one_state():
    person = people.user()
    shown(asked(person))

    Page.state = ("another state",)
    shown(asked(person))
    Page.state = ("a state",)

    assert Counting.made == 2


def test_a_page_is_kept_for_one_language():
    person = people.user()
    shown(asked(person))

    with translation.override("cy"):
        shown(asked(person))

    assert Counting.made == 2


def test_a_page_without_a_stamp_is_not_kept():
    person, Page.state = people.user(), None

    shown(asked(person))
    shown(asked(person))
    Page.state = ("a state",)

    assert Counting.made == 2


def test_a_page_with_a_message_is_neither_kept_nor_taken_from_what_is_kept():
    person = people.user()
    shown(asked(person))
    request = asked(person)
    messages.success(request, "Recorded.")

    shown(request)

    assert Counting.made == 2


def test_a_page_has_to_say_what_it_depends_on():
    with pytest.raises(TypeError, match="does not say what it depends on"):
        KeptPage().stamp()
