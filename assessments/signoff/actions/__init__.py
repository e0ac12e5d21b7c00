"""Writing sign-offs, their checks and endings, and the assessors' qualifications."""

from assessments.signoff.actions.checks import (
    NotWaiting,
    NotYoursToCheck,
    countersign,
    release_or_return,
)
from assessments.signoff.actions.drafts import (
    AlreadyStarted,
    DraftGone,
    InterestDeclared,
    NotYoursToSignOff,
    choose_evidence,
    declare,
    discard_draft,
    start_sign_off,
)
from assessments.signoff.actions.erasure import erase_from_signoff
from assessments.signoff.actions.letters import mail_assessor_of_return, mail_trainee
from assessments.signoff.actions.qualifications import (
    AlreadyHeld,
    DatesOutOfOrder,
    NotYoursToGrant,
    QualificationOver,
    end_qualification,
    grant_qualification,
)
from assessments.signoff.actions.sign_offs import (
    AlreadyEnded,
    EvidenceSuperseded,
    NoCompetency,
    NoEvidence,
    NotConfirmed,
    NotYoursToEnd,
    sign_off,
    supersede_sign_off,
    withdraw_sign_off,
)

__all__ = [
    "AlreadyEnded",
    "AlreadyHeld",
    "AlreadyStarted",
    "DatesOutOfOrder",
    "DraftGone",
    "EvidenceSuperseded",
    "InterestDeclared",
    "NoCompetency",
    "NoEvidence",
    "NotConfirmed",
    "NotWaiting",
    "NotYoursToCheck",
    "NotYoursToEnd",
    "NotYoursToGrant",
    "NotYoursToSignOff",
    "QualificationOver",
    "choose_evidence",
    "countersign",
    "declare",
    "discard_draft",
    "end_qualification",
    "erase_from_signoff",
    "grant_qualification",
    "mail_assessor_of_return",
    "mail_trainee",
    "release_or_return",
    "sign_off",
    "start_sign_off",
    "supersede_sign_off",
    "withdraw_sign_off",
]
