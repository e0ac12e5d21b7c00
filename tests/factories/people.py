"""People and organisations for tests: boring, named for what they are."""

import datetime
import itertools

from django.utils import timezone

from lms.people import actions
from lms.people.enums import OrganisationKind, Role
from lms.people.models import Organisation, Remit, User

_numbers = itertools.count(1)
LONG_AGO = datetime.date(2020, 1, 1)


def organisation(kind=OrganisationKind.TRAINING_PROVIDER, **changes):
    number = next(_numbers)
    return Organisation.objects.create(
        **{"kind": kind, "name": f"Organisation {number}", "slug": f"organisation-{number}", **changes}
    )


def provider(**changes):
    return organisation(OrganisationKind.TRAINING_PROVIDER, **changes)


def user(**changes):
    number = next(_numbers)
    return User.objects.create_user(
        **{"email": f"person{number}@example.org", "name": f"Person {number}", "password": "correct-horse", **changes}
    )


def member(role, organisation, **changes):
    """A person who holds a role in an organisation from long ago."""
    person = user(**changes)
    as_well(person, role, organisation)
    return person


def as_well(person, role, organisation):
    """A further role of somebody, from long ago too."""
    return actions.add_member(
        person=person, organisation=organisation, role=role, by=None, at=timezone.now(), from_date=LONG_AGO
    )


def trainee(organisation, **changes):
    return member(Role.TRAINEE, organisation, **changes)


def assessor(organisation, **changes):
    return member(Role.ASSESSOR, organisation, **changes)


def manager(organisation, **changes):
    return member(Role.MANAGER, organisation, **changes)


def responsible(holder, subject, kind, organisation, **changes):
    """`holder` is supervisor, verifier … of `subject` since long ago."""
    return actions.give_responsibility(
        holder=holder,
        subject=subject,
        kind=kind,
        organisation=organisation,
        by=None,
        at=timezone.now(),
        **{"from_date": LONG_AGO, **changes},
    )


def remit(overseer, organisation):
    return Remit.objects.create(overseer=overseer, organisation=organisation, from_date=LONG_AGO)
