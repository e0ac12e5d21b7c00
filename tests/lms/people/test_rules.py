"""Which roles may be given where, and by whom."""

import pytest

from lms.people.enums import OrganisationKind, Role
from lms.people.rules import roles_that_can_be_given


@pytest.mark.parametrize(
    ("kind", "roles"),
    [
        (OrganisationKind.EMPLOYER, ["supervisor", "mentor", "employer", "safeguarding", "case_handler", "manager"]),
        (OrganisationKind.COMMISSIONER, ["safeguarding", "case_handler", "manager", "commissioner"]),
        (OrganisationKind.ACCREDITING_BODY, ["safeguarding", "case_handler", "manager", "reviewer", "body_editor"]),
        (
            OrganisationKind.TRAINING_PROVIDER,
            [
                "trainee",
                "trainer",
                "assessor",
                "iqa",
                "supervisor",
                "mentor",
                "role_player",
                "safeguarding",
                "case_handler",
                "manager",
            ],
        ),
    ],
)
def test_a_manager_gives_the_roles_that_such_an_organisation_has(kind, roles):
    assert roles_that_can_be_given(kind, [Role.MANAGER]) == roles


def test_an_administrator_names_editors_and_administrators_too():
    extra = set(roles_that_can_be_given("training_provider", [Role.ADMIN])) - set(
        roles_that_can_be_given("training_provider", [Role.MANAGER])
    )

    assert extra == {Role.ADMIN, Role.EDITOR}


def test_nobody_else_gives_a_role():
    others = [role for role in Role if role not in (Role.MANAGER, Role.ADMIN)]

    assert roles_that_can_be_given("training_provider", others) == []
