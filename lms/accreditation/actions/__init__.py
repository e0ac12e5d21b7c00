"""Writing standards, decisions, awards and their status; what coaches work towards."""

from lms.accreditation.actions.aims import AimedAlready, NoSuchAim, aim_at, give_up_aim
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
from lms.accreditation.actions.standards import StandardChanged, StandardOverlaps, StandardUnsound, load_standard
from lms.accreditation.actions.status import StatusNotPossible, answer_status_change, change_status, mail_status
from lms.accreditation.actions.storing import refresh_standings, store_standings

__all__ = [
    "AimedAlready",
    "AlreadyAsked",
    "AlreadyAwarded",
    "NoSuchAim",
    "NotDecidable",
    "NotMetYet",
    "ReasonMissing",
    "StandardChanged",
    "StandardOverlaps",
    "StandardUnsound",
    "StandingChanged",
    "StatusNotPossible",
    "aim_at",
    "answer_status_change",
    "change_status",
    "decide_award",
    "digest_of",
    "erase_from_accreditation",
    "give_up_aim",
    "load_standard",
    "mail_decision",
    "mail_status",
    "refresh_standings",
    "request_award",
    "store_standings",
]
