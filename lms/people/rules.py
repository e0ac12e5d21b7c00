"""Which roles an organisation can have, and who may give them. Pure."""

from collections.abc import Collection

from lms.people.enums import OrganisationKind, Role

EVERYWHERE = (Role.MANAGER, Role.SAFEGUARDING, Role.CASE_HANDLER, Role.ADMIN)
_OWN_ROLES = {
    OrganisationKind.TRAINING_PROVIDER: (
        Role.TRAINEE,
        Role.TRAINER,
        Role.ASSESSOR,
        Role.IQA,
        Role.SUPERVISOR,
        Role.MENTOR,
        Role.ROLE_PLAYER,
        Role.EDITOR,
    ),
    OrganisationKind.EMPLOYER: (Role.EMPLOYER, Role.SUPERVISOR, Role.MENTOR),
    OrganisationKind.COMMISSIONER: (Role.COMMISSIONER,),
    OrganisationKind.ACCREDITING_BODY: (Role.REVIEWER, Role.BODY_EDITOR, Role.EDITOR),
}
# Who writes what everybody learns from, and who looks after the installation, is not a provider manager's to decide.
_BY_ADMINISTRATORS = (Role.ADMIN, Role.EDITOR)


def roles_that_can_be_given(kind: str, held: Collection[str]) -> list[Role]:
    """The roles that somebody who holds `held` in an organisation of `kind` may give there, in the enum's order."""
    if not {Role.MANAGER, Role.ADMIN} & set(held):
        return []
    possible = (*_OWN_ROLES[OrganisationKind(kind)], *EVERYWHERE)
    return [role for role in Role if role in possible and (Role.ADMIN in held or role not in _BY_ADMINISTRATORS)]
