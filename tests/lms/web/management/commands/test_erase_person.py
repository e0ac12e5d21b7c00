"""The operator's command that erases a person."""

import builtins
import io

import pytest
from django.core.management import CommandError, call_command

from lms.audit.models import AuditEvent
from lms.people.models import User
from tests.factories import people

pytestmark = pytest.mark.django_db


def erased(*arguments):
    told = io.StringIO()
    call_command("erase_person", *arguments, stdout=told)
    return told.getvalue()


def types(monkeypatch, words):
    monkeypatch.setattr(builtins, "input", lambda question: words)


def test_it_says_what_it_will_do_and_what_was_done(monkeypatch):
    person = people.user(name="Jo Doe", email="jo@example.org")
    types(monkeypatch, " JO@example.org")

    told = erased("Jo@example.org")

    person.refresh_from_db()
    event = AuditEvent.objects.get(kind="audit.person_erased")
    assert (person.name, event.target_key, event.personal_values.count()) == ("Erased person", person.key, 0)
    assert "This erases Jo Doe <jo@example.org>. It cannot be undone." in told
    assert f"The account is now Erased person <erased-{person.key}@erased.invalid>." in told
    assert "lms.enrolment, lms.people, lms.portfolio" in told
    assert f"Recorded as event {event.key}." in told


def test_it_erases_nobody_when_another_address_is_typed(monkeypatch):
    person = people.user(name="Jo Doe", email="jo@example.org")
    types(monkeypatch, "joe@example.org")

    with pytest.raises(CommandError, match="Nothing was erased"):
        erased("jo@example.org")

    person.refresh_from_db()
    assert (person.name, AuditEvent.objects.count()) == ("Jo Doe", 0)


def test_it_names_the_operator_and_asks_nothing_when_told_so():
    operator = people.user(email="operator@example.org")
    people.user(email="jo@example.org")

    erased("jo@example.org", "--by", "operator@example.org", "--yes")

    event = AuditEvent.objects.get(kind="audit.person_erased")
    assert list(event.personal_values.values_list("name", "value")) == [("actor", str(operator.key))]


@pytest.mark.parametrize(
    "arguments", [["jo@example.org", "--yes"], ["kim@example.org", "--by", "jo@example.org", "--yes"]]
)
def test_it_refuses_an_address_that_nobody_has(arguments):
    people.user(name="Kim", email="kim@example.org")

    with pytest.raises(CommandError, match=r"Nobody has an account with jo@example\.org"):
        erased(*arguments)

    assert User.objects.get().name == "Kim"
