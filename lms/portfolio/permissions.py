"""Who may do what in the portfolio, in words that read like the policy."""

from lms.people.enums import Role
from lms.people.models import User
from lms.people.queries import has_role
from lms.portfolio.models import DevelopmentGoal, PortfolioExport, PortfolioRecord, Reflection, VolunteerCommitment

# Who reads what was submitted or recorded: those who teach, assess, sample and answer for the programme.
READERS = (Role.TRAINER, Role.ASSESSOR, Role.IQA, Role.MANAGER)


def keeps_portfolio(user: User) -> bool:
    """Whoever is a trainee of a provider keeps a portfolio."""
    return has_role(user, Role.TRAINEE)


def keeps_portfolio_with(user: User, organisation_id: int) -> bool:
    """A trainee of this provider."""
    return has_role(user, Role.TRAINEE, organisation_id=organisation_id)


def can_write_reflections(user: User) -> bool:
    """Whoever is a trainee of a provider writes reflections."""
    return keeps_portfolio(user)


def can_read_reflections(user: User) -> bool:
    """Whoever teaches, assesses, samples or manages reads what trainees have submitted."""
    return has_role(user, *READERS)


def is_author(user: User, reflection: Reflection) -> bool:
    """Only the author writes and submits."""
    return reflection.author_id == user.pk


def is_owner(user: User, row: PortfolioRecord | VolunteerCommitment | DevelopmentGoal | PortfolioExport) -> bool:
    """Only the person whose portfolio it is writes in it."""
    return row.person_id == user.pk


def can_correct(user: User, record: PortfolioRecord) -> bool:
    """The owner, once for each row. What a peer wrote through a link stays as the peer wrote it."""
    is_peers_own = getattr(record, "request_id", None) is not None
    is_latest = not record.is_taken_back and not hasattr(record, "superseded_by")
    return is_owner(user, record) and is_latest and not is_peers_own
