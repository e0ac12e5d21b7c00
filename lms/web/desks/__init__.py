"""The home desks: for each role, the answer to "what do I do next?"."""

from django.urls import reverse
from django.utils.translation import gettext as _

from lms.people.enums import Role
from lms.people.models import User
from lms.people.queries import HeldRole
from lms.web.desks import assessing, learner, overseeing
from lms.web.desks.parts import Desk, DeskBuilder, Next

BUILDERS: dict[str, DeskBuilder] = {
    Role.TRAINEE: learner.trainee,
    Role.TRAINER: assessing.trainer,
    Role.ASSESSOR: assessing.assessor,
    Role.IQA: assessing.iqa,
    Role.SUPERVISOR: assessing.supervisor,
    Role.MENTOR: assessing.supervisor,
    Role.ROLE_PLAYER: assessing.role_player,
    Role.EMPLOYER: overseeing.employer,
    Role.MANAGER: overseeing.manager,
    Role.COMMISSIONER: overseeing.commissioner,
    Role.REVIEWER: overseeing.reviewer,
    Role.BODY_EDITOR: overseeing.reviewer,
    Role.SAFEGUARDING: overseeing.safeguarding,
    Role.CASE_HANDLER: overseeing.safeguarding,
    Role.EDITOR: overseeing.editor,
    Role.ADMIN: overseeing.administrator,
}


def desk_for(user: User, role: HeldRole | None) -> Desk:
    """The desk of the role that somebody works as; without any role, how to get one."""
    if not role:  # the request names it lazily, and a lazy nothing is not None
        return Desk(
            Next(
                _("You have no role here yet. Join a programme with a code, or wait for an invitation."),
                reverse("enrolment:join"),
                _("Join a programme"),
            )
        )
    return BUILDERS[role.role](user, role)
