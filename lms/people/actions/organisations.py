"""Organisations and who looks after them."""

import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from lms.audit import actions as audit
from lms.core.errors import Refused
from lms.people.models import Organisation, Remit, User


class OrganisationExists(Refused):
    """The name or short name is taken."""


class InRemit(Refused):
    """The overseer looks after this organisation already, or it would be itself."""


@transaction.atomic
def add_organisation(
    *, name: str, slug: str, kind: str, by: User | None, at: datetime.datetime, is_administering: bool = False
) -> Organisation:
    """A training provider, employer, commissioner or accrediting body.

    One of them can be the one that runs this installation. Raises OrganisationExists.
    """
    try:
        with transaction.atomic():
            organisation = Organisation.objects.create(
                name=name, slug=slug, kind=kind, is_administering=is_administering
            )
    except IntegrityError as error:
        raise OrganisationExists(_("There is an organisation called %(name)s already.") % {"name": name}) from error
    audit.record("people.organisation_added", by=by, at=at, target=organisation, facts={"kind": kind})
    return organisation


@transaction.atomic
def give_remit(
    *,
    overseer: Organisation,
    organisation: Organisation,
    by: User | None,
    at: datetime.datetime,
    from_date: datetime.date | None = None,
) -> Remit:
    """Put an organisation in the remit of a commissioner or body from a day on (today unless given). Raises InRemit."""
    try:
        with transaction.atomic():
            remit = Remit.objects.create(
                overseer=overseer, organisation=organisation, from_date=from_date or localdate(at)
            )
    except IntegrityError as error:
        raise InRemit(_("%(name)s is in this remit already.") % {"name": organisation.name}) from error
    audit.record(
        "people.remit_given",
        by=by,
        at=at,
        target=remit,
        organisation=organisation,
        facts={"overseer": str(overseer.key)},
    )
    return remit
