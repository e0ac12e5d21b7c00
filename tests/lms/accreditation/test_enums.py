"""The codes that the database keeps and the codes that the pure rules know are the same."""

from lms.accreditation.enums import AwardStatus, Force, RequirementKind
from lms.accreditation.rules import status, values
from lms.accreditation.rules.kinds import ACCREDITED, KINDS, QUALITY_ASSURED
from lms.quality.enums import ApprovalKind


def test_kinds():
    assert RequirementKind.values == list(KINDS)


def test_forces():
    assert Force.values == [str(force) for force in values.Force]


def test_statuses():
    assert AwardStatus.values == [status.ACTIVE, status.SUSPENDED, status.REVOKED]


def test_approvals():
    assert ApprovalKind.values == [ACCREDITED, QUALITY_ASSURED]
