"""Who may do what in the portfolio, in words that read like the policy."""

from lms.people.enums import Role
from lms.people.models import User
from lms.people.queries import has_role
from lms.portfolio.models import Reflection

# Who reads a submitted reflection: those who teach, assess, sample and answer for the programme.
READERS = (Role.TRAINER, Role.ASSESSOR, Role.IQA, Role.MANAGER)


def can_write_reflections(user: User) -> bool:
    """Whoever is a trainee of a provider writes reflections."""
    return has_role(user, Role.TRAINEE)


def can_read_reflections(user: User) -> bool:
    """Whoever teaches, assesses, samples or manages reads what trainees have submitted."""
    return has_role(user, *READERS)


def is_author(user: User, reflection: Reflection) -> bool:
    """Only the author writes and submits."""
    return reflection.author_id == user.pk
