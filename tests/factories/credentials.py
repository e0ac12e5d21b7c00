"""Credentials, consents and commissioners for tests."""

from django.utils import timezone

from lms.credentials import actions
from lms.credentials.enums import Purpose
from lms.people.enums import OrganisationKind, Role
from tests.factories import accreditation, people


def issued(row=None, **changes):
    """A credential, by a manager who did not assess. A standard has to be loaded."""
    row = row or accreditation.ready()
    given = {"by": people.manager(row.cohort.provider), "at": timezone.now(), "seen": accreditation.shown(row)}
    return actions.award_and_issue(enrolment=row, **{**given, **changes})


def consent(credential, *, shows_name=True, shows_supervision=False):
    return actions.set_consent(
        credential=credential,
        shows_name=shows_name,
        shows_supervision=shows_supervision,
        by=credential.holder,
        at=timezone.now(),
    )


def commissioner(*organisations):
    """A commissioner in whose remit the organisations are."""
    own = people.organisation(OrganisationKind.COMMISSIONER)
    for organisation in organisations:
        people.remit(own, organisation)
    return people.member(Role.COMMISSIONER, own)


def look_up(by, sought, **changes):
    given = {"organisation": by.memberships.get().organisation, "purpose": Purpose.CONTRACT, "at": timezone.now()}
    return actions.look_up(by=by, sought=sought, **{**given, **changes})
