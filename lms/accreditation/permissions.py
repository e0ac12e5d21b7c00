"""Who may decide on awards and change their status, in words that read like the policy."""

from lms.accreditation.models import Award
from lms.enrolment.models import Enrolment
from lms.people import queries as people
from lms.people.enums import Role
from lms.people.models import User


def can_see_decisions(user: User) -> bool:
    """The queue is for those who decide: managers of a provider."""
    return people.has_role(user, Role.MANAGER)


def can_decide(user: User, enrolment: Enrolment) -> bool:
    """A manager of the provider, never about oneself. Whoever assessed the person is refused by the action, with
    words.
    """
    is_own = enrolment.trainee_id == user.pk
    return not is_own and people.has_role(user, Role.MANAGER, organisation_id=enrolment.cohort.provider_id)


def can_request_award(user: User, enrolment: Enrolment) -> bool:
    return enrolment.trainee_id == user.pk


def can_see_awards(user: User) -> bool:
    return people.has_role(user, Role.MANAGER, Role.IQA, Role.ADMIN, Role.REVIEWER, Role.BODY_EDITOR)


def can_change_status(user: User, award: Award) -> bool:
    """A manager of the provider, or a reviewer of a body that looks after it. Nobody about their own award."""
    if award.person_id == user.pk:
        return False
    is_manager = people.has_role(user, Role.MANAGER, organisation_id=award.provider_id)
    return is_manager or (
        people.has_role(user, Role.REVIEWER) and people.remit_of(user).filter(pk=award.provider_id).exists()
    )


def is_holder(user: User, award: Award) -> bool:
    return award.person_id == user.pk


def can_see_coaches(user: User) -> bool:
    return people.has_role(user, Role.MANAGER, Role.IQA, Role.ADMIN)
