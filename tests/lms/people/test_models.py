"""Every constraint has its failing case."""

import datetime
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from lms.people.enums import InterestKind, OrganisationKind, ResponsibilityKind, Role
from lms.people.models import Interest, Invitation, Membership, Remit, Responsibility, User
from tests.factories import people

DAY = datetime.date(2026, 11, 22)
BEFORE = datetime.date(2026, 11, 21)

pytestmark = pytest.mark.django_db


def refuses(create, **values):
    with pytest.raises(IntegrityError), transaction.atomic():
        create(**values)


def test_a_user_has_an_email_address_of_their_own():
    people.user(email="same@example.org")

    refuses(User.objects.create_user, email="", name="Nobody")
    refuses(User.objects.create_user, email="SAME@example.org ", name="Twin")


def test_a_user_is_found_by_address_however_it_is_typed():
    person = people.user(email="Jo@Example.org")

    assert User.objects.get_by_natural_key("JO@example.ORG") == person


def test_a_user_is_called_by_name():
    person = people.user(name="Tomasz Nowak", email="t@example.org")

    assert (person.get_full_name(), person.get_short_name(), str(person)) == (
        "Tomasz Nowak",
        "Tomasz",
        "Tomasz Nowak <t@example.org>",
    )


def test_create_superuser_makes_staff():
    person = User.objects.create_superuser("root@example.org", "correct-horse", name="Root")

    assert (person.is_staff, person.is_superuser) == (True, True)


def test_an_organisation_has_a_known_kind_and_its_own_name():
    people.provider(name="Northmoor", slug="northmoor")

    refuses(people.organisation, kind="club")
    refuses(people.provider, name="Northmoor")
    refuses(people.provider, slug="northmoor")


def test_one_organisation_at_most_runs_the_installation():
    people.provider(is_administering=True)
    people.provider()

    refuses(people.provider, is_administering=True)


def test_a_membership_has_a_known_role_dates_in_order_and_is_open_once():
    tie = {"person": people.user(), "organisation": people.provider(), "from_date": DAY}
    Membership.objects.create(**tie, role=Role.TRAINEE)

    refuses(Membership.objects.create, **tie, role="guru")
    refuses(Membership.objects.create, **tie, role=Role.TRAINER, to_date=BEFORE)
    refuses(Membership.objects.create, **tie, role=Role.TRAINEE)


def test_an_ended_membership_can_be_followed_by_another():
    tie = {"person": people.user(), "organisation": people.provider(), "role": Role.TRAINEE}
    Membership.objects.create(**tie, from_date=BEFORE, to_date=DAY)

    assert Membership.objects.create(**tie, from_date=DAY).to_date is None


def test_a_responsibility_has_a_known_kind_dates_in_order_two_people_and_is_open_once():
    holder = people.user()
    tie = {"subject": people.user(), "organisation": people.provider(), "from_date": DAY}
    create = Responsibility.objects.create
    create(**tie, holder=holder, kind=ResponsibilityKind.MENTOR)

    refuses(create, **tie, holder=holder, kind="friend")
    refuses(create, **tie, holder=holder, kind=ResponsibilityKind.TRAINER, to_date=BEFORE)
    refuses(create, **tie, holder=tie["subject"], kind=ResponsibilityKind.MENTOR)
    refuses(create, **tie, holder=holder, kind=ResponsibilityKind.MENTOR)


def test_a_remit_has_dates_in_order_two_organisations_and_is_open_once():
    overseer = people.organisation(OrganisationKind.COMMISSIONER)
    tie = {"overseer": overseer, "organisation": people.provider(), "from_date": DAY}
    Remit.objects.create(**tie)

    refuses(Remit.objects.create, **tie)
    refuses(Remit.objects.create, **{**tie, "organisation": people.provider()}, to_date=BEFORE)
    refuses(Remit.objects.create, **{**tie, "organisation": overseer})


def test_an_interest_has_a_known_kind_and_is_in_another():
    person = people.user()
    create = Interest.objects.create

    refuses(create, person=person, about=people.user(), kind="rivalry", happened_at=timezone.now())
    refuses(create, person=person, about=person, kind=InterestKind.FRIEND, happened_at=timezone.now())


def invitation(**changes):
    now = timezone.now()
    return Invitation.objects.create(
        **{
            "email": "new@example.org",
            "organisation": people.provider(),
            "role": Role.TRAINEE,
            "token_hash": uuid.uuid4().hex,
            "invited_by": people.user(),
            "latest_sent_at": now,
            "expires_at": now,
            **changes,
        }
    )


def test_an_invitation_has_a_known_role_and_says_who_accepted_it_when():
    refuses(invitation, role="guru")
    refuses(invitation, accepted_at=timezone.now())
    refuses(invitation, accepted_by=people.user())


def test_an_invitation_is_open_once_and_its_link_is_its_own():
    first = invitation()

    refuses(invitation, organisation=first.organisation)
    refuses(invitation, token_hash=first.token_hash)


def test_every_row_calls_itself_by_what_it_ties():
    organisation, holder, subject = people.provider(name="Northmoor"), people.user(name="A"), people.user(name="B")
    held = people.responsible(holder, subject, ResponsibilityKind.MENTOR, organisation)
    remit = people.remit(people.organisation(OrganisationKind.COMMISSIONER, name="ICB"), organisation)
    interest = Interest(person=holder, about=subject, kind=InterestKind.FRIEND)
    membership = Membership(person=holder, organisation=organisation, role=Role.MENTOR)

    assert [str(row) for row in (held, remit, interest, membership, invitation(organisation=organisation))] == [
        f"{holder} · Mentor of · {subject}",
        "ICB oversees Northmoor",
        f"{holder} · Close friend · {subject}",
        f"{holder} · Mentor · Northmoor",
        "new@example.org · Trainee · Northmoor",
    ]
