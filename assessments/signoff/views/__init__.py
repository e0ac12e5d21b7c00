"""Pages of preparing a sign-off, of reading and ending one, of the queues that check them, and of the assessors."""

from assessments.signoff.views.assessors import AssessorPage, Assessors, EndQualification, GrantQualification
from assessments.signoff.views.checks import Countersign, Release, ToCountersign, ToRelease
from assessments.signoff.views.journey import CheckPage, DeclarationPage, Discard, EvidencePage, Start, ToSignOff
from assessments.signoff.views.sign_offs import Recorded, SignOffList, SignOffPage, Supersede, Withdraw

__all__ = [
    "AssessorPage",
    "Assessors",
    "CheckPage",
    "Countersign",
    "DeclarationPage",
    "Discard",
    "EndQualification",
    "EvidencePage",
    "GrantQualification",
    "Recorded",
    "Release",
    "SignOffList",
    "SignOffPage",
    "Start",
    "Supersede",
    "ToCountersign",
    "ToRelease",
    "ToSignOff",
    "Withdraw",
]
