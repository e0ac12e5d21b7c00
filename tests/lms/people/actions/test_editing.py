"""Who is let into the editor, by membership and date."""

import datetime

import pytest
from django.test import Client

from lms.core import clock
from lms.people import actions
from lms.people.enums import EDITORS, Role
from tests.factories import people

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 22, 12, 0, tzinfo=datetime.UTC)


def is_let_in(person) -> tuple[bool, bool]:
    person.refresh_from_db()
    return person.is_staff, person.groups.filter(name=EDITORS).exists()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMIN])
def test_editors_and_administrators_are_let_in(role):
    assert is_let_in(people.member(role, people.provider())) == (True, True)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.TRAINER, Role.BODY_EDITOR])
def test_others_are_not(role):
    assert is_let_in(people.member(role, people.provider())) == (False, False)


def test_somebody_whose_role_begins_later_is_let_in_then():
    person = people.user()
    with clock.fixed(NOW):
        actions.add_member(
            person=person,
            organisation=people.provider(),
            role=Role.EDITOR,
            by=None,
            at=NOW,
            from_date=datetime.date(2026, 11, 23),
        )

    assert is_let_in(person) == (False, False)
    assert is_let_in(actions.settle_editing(person=person, on=datetime.date(2026, 11, 23))) == (True, True)


def test_somebody_whose_role_ended_is_out():
    provider = people.provider()
    person = people.member(Role.EDITOR, provider)
    membership = person.memberships.get()
    with clock.fixed(NOW):
        yesterday = datetime.date(2026, 11, 21)
        actions.end_membership(membership=membership, by=people.member(Role.ADMIN, provider), at=NOW, to_date=yesterday)

    assert is_let_in(person) == (False, False)


def test_somebody_who_still_edits_elsewhere_stays():
    provider = people.provider()
    person = people.member(Role.EDITOR, provider)
    actions.add_member(
        person=person, organisation=people.provider(), role=Role.EDITOR, by=None, at=NOW, from_date=people.LONG_AGO
    )
    with clock.fixed(NOW):
        actions.end_membership(
            membership=person.memberships.get(organisation=provider),
            by=people.member(Role.ADMIN, provider),
            at=NOW,
            to_date=datetime.date(2026, 11, 21),
        )

    assert is_let_in(person) == (True, True)


def test_a_superuser_keeps_the_keys():
    person = people.user(is_staff=True, is_superuser=True)

    assert is_let_in(actions.settle_editing(person=person, on=NOW.date())) == (True, False)


def test_signing_in_settles_it():
    person = people.member(Role.EDITOR, people.provider())
    person.memberships.update(to_date=datetime.date(2020, 12, 31))
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)

    Client().post("/accounts/login/", {"login": person.email, "password": "correct-horse"})

    assert is_let_in(person) == (False, False)
