"""Which bodies' standards a coach works towards, in their own words."""

import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from lms.accreditation.models import Aim, Standard
from lms.audit import actions as audit
from lms.core.errors import Refused
from lms.people.models import User


class AimedAlready(Refused):
    """The person works towards this standard already."""


class NoSuchAim(Refused):
    """The person does not work towards this standard."""


@transaction.atomic
def aim_at(*, standard: Standard, by: User, at: datetime.datetime) -> Aim:
    """Work towards a body's standard from today on. Raises AimedAlready."""
    User.objects.select_for_update().get(pk=by.pk)  # two clicks at once come one after the other
    if _open_aims(standard, by).exists():
        raise AimedAlready(_("You work towards this already."))
    aim = Aim.objects.create(person=by, standard=standard, from_date=localdate(at))
    _record("accreditation.aim_set", aim, by=by, at=at)
    return aim


@transaction.atomic
def give_up_aim(*, standard: Standard, by: User, at: datetime.datetime) -> Aim:
    """Work towards it no longer. What is on record stays, and counts again after a new start. Raises NoSuchAim."""
    aim = _open_aims(standard, by).select_for_update().first()
    if aim is None:
        raise NoSuchAim(_("You do not work towards this."))
    aim.to_date = localdate(at)
    aim.save(update_fields=["to_date", "updated_at"])
    _record("accreditation.aim_given_up", aim, by=by, at=at)
    return aim


def _open_aims(standard: Standard, person: User):
    return Aim.objects.filter(standard=standard, person=person, to_date=None)


def _record(kind: str, aim: Aim, *, by: User, at: datetime.datetime) -> None:
    audit.record(kind, by=by, at=at, target=aim, subject=by, facts={"standard": aim.standard.code})
