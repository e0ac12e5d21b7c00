"""Who may do what about quality, in words that read like the policy."""

from lms.people import queries as people
from lms.people.enums import Role
from lms.people.models import Organisation, User
from lms.quality.models import ProgrammeApproval


def can_see_approvals(user: User) -> bool:
    return people.has_role(user, Role.REVIEWER, Role.BODY_EDITOR)


def can_approve_programmes(user: User) -> bool:
    """Reviewers of an accrediting body approve programme versions in that body's name."""
    return people.has_role(user, Role.REVIEWER)


def can_approve_for(user: User, body_id: int) -> bool:
    return people.has_role(user, Role.REVIEWER, organisation_id=body_id)


def can_end_approval(user: User, approval: ProgrammeApproval) -> bool:
    """The body that gave an approval ends it, nobody else."""
    return can_approve_for(user, approval.body_id)


def can_answer_checklists(user: User, provider: Organisation) -> bool:
    """A provider answers for itself, through its managers."""
    return people.has_role(user, Role.MANAGER, organisation_id=provider.pk)
