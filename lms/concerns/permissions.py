"""Who may work on concerns, in words that read like the policy."""

from lms.people.enums import Role
from lms.people.models import User
from lms.people.queries import has_role

LEAD_ROLES = (Role.SAFEGUARDING, Role.CASE_HANDLER)


def is_lead(user: User) -> bool:
    """Safeguarding leads and case handlers, each in their own organisation. No other role opens this room."""
    return has_role(user, *LEAD_ROLES)
