"""Who may do what to people, in words that read like the policy."""

from lms.people import queries
from lms.people.enums import Role
from lms.people.models import User


def can_manage_people(user: User) -> bool:
    """Provider managers and administrators invite, import and end memberships in their own organisations."""
    return queries.has_role(user, Role.MANAGER, Role.ADMIN)


def can_manage_people_of(user: User, organisation_id: int) -> bool:
    return queries.has_role(user, Role.MANAGER, Role.ADMIN, organisation_id=organisation_id)
