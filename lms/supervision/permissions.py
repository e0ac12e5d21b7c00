"""Who may do what in supervision, in words that read like the policy."""

from lms.people.enums import Role
from lms.people.models import User
from lms.people.queries import has_role
from lms.supervision.models import AgreedAction, SupervisionAgreement, SupervisionSession, SupervisorQualification

SUPPORTING_ROLES = (Role.SUPERVISOR, Role.MENTOR, Role.EMPLOYER)


def can_record_supervision(user: User) -> bool:
    """Whoever is a trainee of a provider records their supervision."""
    return has_role(user, Role.TRAINEE)


def is_own_session(user: User, session: SupervisionSession) -> bool:
    """Only the coach writes and corrects a session."""
    return session.coach_id == user.pk


def can_confirm_session(user: User, session: SupervisionSession) -> bool:
    """Only the supervisor who was there says whether it took place; also after the agreement has ended."""
    return session.supervisor_id == user.pk and session.coach_id != user.pk


def can_see_facts(user: User) -> bool:
    """Provider managers see that sessions took place, never what about."""
    return has_role(user, Role.MANAGER)


def can_manage_agreements(user: User) -> bool:
    """Provider managers say who supervises whom."""
    return has_role(user, Role.MANAGER, Role.ADMIN)


def can_manage_agreement(user: User, agreement: SupervisionAgreement) -> bool:
    return has_role(user, Role.MANAGER, Role.ADMIN, organisation_id=agreement.organisation_id)


def is_own_action(user: User, action: AgreedAction) -> bool:
    """Only the coach ticks off what they agreed to do."""
    return action.session.coach_id == user.pk


def is_another(user: User, supervisor: User) -> bool:
    """A manager records what qualifies others, never themselves. Whom they see otherwise, they manage."""
    return supervisor.pk != user.pk


def is_of_another(user: User, qualification: SupervisorQualification) -> bool:
    return qualification.person_id != user.pk


def is_side_of(user: User, agreement: SupervisionAgreement) -> bool:
    """Coach and supervisor accept an agreement, each for themselves."""
    return user.pk in (agreement.coach_id, agreement.supervisor_id)


def has_own_page(user: User) -> bool:
    """Supervisors, mentors and line managers see what is recorded of them."""
    return has_role(user, *SUPPORTING_ROLES)
