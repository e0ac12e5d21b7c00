"""Who may do what with credentials, in words that read like the policy."""

from lms.credentials.models import Credential
from lms.people import queries as people
from lms.people.enums import Role
from lms.people.models import Organisation, User


def can_look_up(user: User) -> bool:
    """Commissioners look up a code, or a person within their remit."""
    return people.has_role(user, Role.COMMISSIONER)


def is_holder(user: User, credential: Credential) -> bool:
    return credential.holder_id == user.pk


def can_look_up_for(user: User, organisation: Organisation) -> bool:
    return people.has_role(user, Role.COMMISSIONER, organisation_id=organisation.pk)
