"""Who may do what to programme versions, cohorts and enrolments, in words that read like the policy."""

from lms.enrolment.enums import EnrolmentStatus
from lms.enrolment.models import Cohort, DeliverySession, Enrolment
from lms.people.enums import Role
from lms.people.models import User
from lms.people.queries import STAFF_ROLES, has_role


def can_publish_versions(user: User) -> bool:
    """Content editors and administrators number a programme."""
    return has_role(user, Role.EDITOR, Role.ADMIN)


def can_see_cohorts(user: User) -> bool:
    return has_role(user, *STAFF_ROLES)


def can_see_cohort(user: User, cohort: Cohort) -> bool:
    """Staff of the cohort's provider."""
    return has_role(user, *STAFF_ROLES, organisation_id=cohort.provider_id)


def can_open_cohorts(user: User) -> bool:
    return has_role(user, Role.MANAGER, Role.ADMIN)


def can_manage_cohort(user: User, cohort: Cohort) -> bool:
    """Managers of the cohort's provider enrol and import trainees and plan its sessions."""
    return has_role(user, Role.MANAGER, Role.ADMIN, organisation_id=cohort.provider_id)


def can_teach_cohort(user: User, cohort: Cohort) -> bool:
    """Trainers of the provider, and whoever teaches one of the cohort's sessions, read its session plans."""
    return (
        has_role(user, Role.TRAINER, Role.ASSESSOR, Role.MANAGER, Role.ADMIN, organisation_id=cohort.provider_id)
        or cohort.sessions.filter(trainer=user).exists()
    )


def can_keep_register(user: User, session: DeliverySession) -> bool:
    """The trainer of the session, and the provider's other trainers, who may have to stand in."""
    return session.trainer_id == user.pk or has_role(user, Role.TRAINER, organisation_id=session.cohort.provider_id)


def can_learn(user: User, enrolment: Enrolment) -> bool:
    """One's own, for good: who has completed may read again; who has withdrawn may not."""
    return enrolment.trainee_id == user.pk and enrolment.status != EnrolmentStatus.WITHDRAWN


def can_manage_enrolment(user: User, enrolment: Enrolment) -> bool:
    return can_manage_cohort(user, enrolment.cohort)
