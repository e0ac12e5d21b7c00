"""Who is let into Wagtail's editor. What editors may do there is for courses to say."""

import datetime

from django.contrib.auth.models import Group
from django.db import transaction

from lms.people import queries
from lms.people.enums import EDITORS, Role
from lms.people.models import Membership, User

EDITING_ROLES = (Role.EDITOR, Role.ADMIN)


@transaction.atomic
def settle_editing(*, person: User, on: datetime.date) -> User:
    """Let somebody in while they are content editor or administrator anywhere, and no longer.

    Called when such a membership changes and at each sign-in, because memberships begin and end by their dates.
    Somebody who is signed in when the last day passes is out at the next sign-in, at most 12 hours later.
    """
    edits = Membership.objects.filter(queries.holding(on), person=person, role__in=EDITING_ROLES).exists()
    editors, _made = Group.objects.get_or_create(name=EDITORS)
    if edits:
        person.groups.add(editors)
    else:
        person.groups.remove(editors)
    if person.is_staff != (edits or person.is_superuser):
        person.is_staff = edits or person.is_superuser
        person.save(update_fields=["is_staff"])
    return person
