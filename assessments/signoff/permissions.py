"""Who may see and do what with sign-offs, in words that read like the policy."""

from assessments.signoff.models import SignOff
from lms.people.enums import ResponsibilityKind, Role
from lms.people.models import User
from lms.people.queries import STAFF_ROLES, has_role, people_for_whom

OVERSEEING_ROLES = (Role.IQA, Role.MANAGER, Role.ADMIN)


def can_sign_off(user: User) -> bool:
    """Assessors sign off."""
    return has_role(user, Role.ASSESSOR)


def can_sign_off_in(user: User, trainee: User, organisation_id: int) -> bool:
    """An assessor of the organisation, or an assessor from elsewhere whom it made responsible for the trainee."""
    tie = people_for_whom(user, ResponsibilityKind.ASSESSOR).filter(subject=trainee, organisation_id=organisation_id)
    return has_role(user, Role.ASSESSOR, organisation_id=organisation_id) or (can_sign_off(user) and tie.exists())


def can_countersign_in(user: User, organisation_id: int) -> bool:
    return has_role(user, Role.ASSESSOR, organisation_id=organisation_id)


def can_release(user: User) -> bool:
    """Internal quality assurers look at what is sampled."""
    return has_role(user, Role.IQA)


def can_release_in(user: User, organisation_id: int) -> bool:
    return has_role(user, Role.IQA, organisation_id=organisation_id)


def can_oversee_assessors(user: User) -> bool:
    """Quality assurers and managers keep the list of who is qualified to assess."""
    return has_role(user, *OVERSEEING_ROLES)


def can_see_others(user: User) -> bool:
    """Staff see the sign-offs of their organisations' trainees, not only their own."""
    return has_role(user, *STAFF_ROLES)


def is_assessor(user: User, sign_off: SignOff) -> bool:
    return sign_off.assessor_id == user.pk


def has_ended(sign_off: SignOff) -> bool:
    """Superseded or withdrawn: nothing more happens to it."""
    return hasattr(sign_off, "superseded_by") or hasattr(sign_off, "withdrawal")


def can_supersede(user: User, sign_off: SignOff) -> bool:
    """The assessor who made it, while it stands."""
    return is_assessor(user, sign_off) and not has_ended(sign_off)


def can_withdraw(user: User, sign_off: SignOff) -> bool:
    """The assessor who made it, or a quality assurer of the organisation who is not the trainee."""
    may = is_assessor(user, sign_off) or can_release_in(user, sign_off.organisation_id)
    return may and sign_off.trainee_id != user.pk and not has_ended(sign_off)
