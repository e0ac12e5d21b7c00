"""Organisations and remits."""

import datetime

import pytest

from lms.audit.models import AuditEvent
from lms.people import actions
from lms.people.enums import OrganisationKind
from tests.factories import people

AT = datetime.datetime(2026, 11, 22, 10, tzinfo=datetime.UTC)

pytestmark = pytest.mark.django_db


def test_add_organisation_is_recorded():
    row = actions.add_organisation(
        name="Northmoor", slug="northmoor", kind=OrganisationKind.EMPLOYER, by=None, at=AT, is_administering=True
    )

    assert (row.name, row.kind, row.is_administering) == ("Northmoor", "employer", True)
    assert AuditEvent.objects.values_list("kind", "target_key").get() == ("people.organisation_added", row.key)


def test_add_organisation_refuses_a_name_that_is_taken():
    people.provider(name="Northmoor")

    with pytest.raises(actions.OrganisationExists):
        actions.add_organisation(name="Northmoor", slug="n", kind=OrganisationKind.EMPLOYER, by=None, at=AT)


def test_give_remit_holds_from_the_day_it_is_given():
    overseer, provider = people.organisation(OrganisationKind.COMMISSIONER), people.provider()

    remit = actions.give_remit(overseer=overseer, organisation=provider, by=None, at=AT)

    assert (remit.from_date, remit.to_date) == (AT.date(), None)


def test_give_remit_refuses_to_give_it_twice():
    overseer, provider = people.organisation(OrganisationKind.COMMISSIONER), people.provider()
    actions.give_remit(overseer=overseer, organisation=provider, by=None, at=AT)

    with pytest.raises(actions.InRemit):
        actions.give_remit(overseer=overseer, organisation=provider, by=None, at=AT)
