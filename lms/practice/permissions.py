"""Who may do what in practice, in words that read like the policy."""

from lms.core import clock
from lms.people.enums import ResponsibilityKind, Role
from lms.people.models import User
from lms.people.queries import has_role, is_responsible, manages
from lms.practice.models import PracticeEntry


def can_log_practice(user: User) -> bool:
    """Whoever is a trainee of a provider keeps a logbook."""
    return has_role(user, Role.TRAINEE)


def is_own_entry(user: User, entry: PracticeEntry) -> bool:
    """Only the coach writes, sends and corrects an entry."""
    return entry.coach_id == user.pk


def can_confirm_entry(user: User, entry: PracticeEntry) -> bool:
    """The verifier whom the entry names, while the provider has them as this coach's verifier. Never the coach.

    Supervising the coach gives no right to confirm their hours: the two are different responsibilities.
    """
    return (
        entry.verifier_id == user.pk
        and entry.coach_id != user.pk
        and is_responsible(
            user,
            entry.coach,
            ResponsibilityKind.PRACTICE_VERIFIER,
            on=clock.today(),
            organisation_id=entry.organisation_id,
        )
    )


def can_set_sampling(user: User) -> bool:
    """Managers say which share of declared hours their verifiers check against diaries."""
    return manages(user)
