"""Writing standards, decisions, awards and their status."""

from lms.accreditation.actions.decisions import (
    AlreadyAsked,
    AlreadyAwarded,
    NotDecidable,
    NotMetYet,
    ReasonMissing,
    StandingChanged,
    decide_award,
    digest_of,
    mail_decision,
    request_award,
)
from lms.accreditation.actions.erasure import erase_from_accreditation
from lms.accreditation.actions.standards import StandardChanged, StandardUnsound, load_standard
from lms.accreditation.actions.status import StatusNotPossible, answer_status_change, change_status, mail_status

__all__ = [
    "AlreadyAsked",
    "AlreadyAwarded",
    "NotDecidable",
    "NotMetYet",
    "ReasonMissing",
    "StandardChanged",
    "StandardUnsound",
    "StandingChanged",
    "StatusNotPossible",
    "answer_status_change",
    "change_status",
    "decide_award",
    "digest_of",
    "erase_from_accreditation",
    "load_standard",
    "mail_decision",
    "mail_status",
    "request_award",
]
