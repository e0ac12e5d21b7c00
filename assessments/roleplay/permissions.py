"""Who may see and do what with scenarios and observations, in words that read like the policy."""

from assessments.roleplay.models import Observation
from lms.people.enums import Role
from lms.people.models import User
from lms.people.queries import STAFF_ROLES, has_role


def can_observe(user: User) -> bool:
    """Trainers and assessors observe."""
    return has_role(user, Role.TRAINER, Role.ASSESSOR)


def can_observe_in(user: User, organisation_id: int) -> bool:
    return has_role(user, Role.TRAINER, Role.ASSESSOR, organisation_id=organisation_id)


def can_see_others(user: User) -> bool:
    """Staff see the observations of their organisations' trainees, not only their own."""
    return has_role(user, *STAFF_ROLES)


def is_observer(user: User, observation: Observation) -> bool:
    return observation.observer_id == user.pk


def can_read_client_brief(user: User) -> bool:
    """Those who run a role-play or play the client. A coach who had read it would know what is coming."""
    return has_role(user, Role.TRAINER, Role.ASSESSOR, Role.ROLE_PLAYER, Role.IQA)


def can_read_assessor_notes(user: User) -> bool:
    return has_role(user, Role.TRAINER, Role.ASSESSOR, Role.IQA)


def is_exposed_by_reading(user: User) -> bool:
    """A trainee who opens a card has seen the scenario before it is used to assess them."""
    return has_role(user, Role.TRAINEE)


def can_acknowledge(user: User, observation: Observation) -> bool:
    """The trainee, once, and while the observation is the current one."""
    return (
        observation.trainee_id == user.pk
        and not hasattr(observation, "acknowledgement")
        and not hasattr(observation, "superseded_by")
    )


def can_supersede(user: User, observation: Observation) -> bool:
    """Whoever may observe in that organisation, except the trainee; a superseded one is superseded no more."""
    return (
        can_observe_in(user, observation.organisation_id)
        and observation.trainee_id != user.pk
        and not hasattr(observation, "superseded_by")
    )
