"""Sign-offs with their evidence and checks, and the assessors' qualifications."""

from assessments.signoff.models.qualifications import AssessorQualification
from assessments.signoff.models.sign_offs import (
    Countersignature,
    QualityRelease,
    SignedCompetency,
    SignOff,
    SignOffDraft,
    SignOffEvidence,
    Withdrawal,
)

__all__ = [
    "AssessorQualification",
    "Countersignature",
    "QualityRelease",
    "SignOff",
    "SignOffDraft",
    "SignOffEvidence",
    "SignedCompetency",
    "Withdrawal",
]
