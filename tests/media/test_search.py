"""The editor's search takes whatever is typed."""

import pytest
from django.urls import reverse
from wagtail.search.backends import get_search_backend

from courses.actions import set_up_editors
from media.models import TeachbackDocument
from tests.factories import courses, people

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    document = courses.document(title="Action plan")
    get_search_backend().add(document)
    return document


@pytest.mark.parametrize("typed", ["plan", "action plan", '"action plan"', 'plan"', '"plan', "\0plan", " plan "])
def test_words_are_found_whatever_stands_around_them(plan, typed):
    backend = get_search_backend()

    assert list(backend.search(typed, TeachbackDocument)) == [plan]
    assert list(backend.autocomplete(typed, TeachbackDocument)) == [plan]


@pytest.mark.parametrize("typed", ['" AND (', '"', "AND", "%s", "*", "\\", "it's", " ", "\0"])
def test_what_is_no_word_finds_nothing(plan, typed):
    assert list(get_search_backend().search(typed, TeachbackDocument)) == []


def test_an_editor_may_type_a_quotation_mark(plan, as_user):
    person = people.user(is_staff=True)
    person.groups.add(set_up_editors())

    page = as_user(person).get(reverse("wagtaildocs:index"), {"q": '" AND ('})

    assert page.status_code == 200
