"""Writing supervision: agreements, sessions, the supervisor's answer, the e-mails, erasure."""

from lms.supervision.actions.absences import AbsenceNotValid, end_absence, record_absence
from lms.supervision.actions.agreed import ActionNotValid, SessionDeclined, agree_action, tick_off_action
from lms.supervision.actions.agreements import (
    AgreementNotValid,
    AgreementOver,
    NotToBeNamed,
    Terms,
    WrongPerson,
    end_agreement,
    start_agreement,
)
from lms.supervision.actions.erasure import erase_from_supervision
from lms.supervision.actions.handover import HandoverNotPossible, NothingToHandOver, hand_over
from lms.supervision.actions.letters import mail_coach_of_decline, mail_supervisor
from lms.supervision.actions.qualifications import (
    NotYoursToRecord,
    Qualification,
    QualificationNotValid,
    end_qualification,
    record_qualification,
)
from lms.supervision.actions.sessions import (
    SessionDetails,
    SessionNotCorrectable,
    SessionNotOpen,
    SessionNotValid,
    SessionNotWaiting,
    change_session,
    confirm_session,
    correct_session,
    decline_session,
    record_session,
)
from lms.supervision.actions.terms import NoTerms, TermsAccepted, accept_agreement, set_terms

__all__ = [
    "AbsenceNotValid",
    "ActionNotValid",
    "AgreementNotValid",
    "AgreementOver",
    "HandoverNotPossible",
    "NoTerms",
    "NotToBeNamed",
    "NotYoursToRecord",
    "NothingToHandOver",
    "Qualification",
    "QualificationNotValid",
    "SessionDeclined",
    "SessionDetails",
    "SessionNotCorrectable",
    "SessionNotOpen",
    "SessionNotValid",
    "SessionNotWaiting",
    "Terms",
    "TermsAccepted",
    "WrongPerson",
    "accept_agreement",
    "agree_action",
    "change_session",
    "confirm_session",
    "correct_session",
    "decline_session",
    "end_absence",
    "end_agreement",
    "end_qualification",
    "erase_from_supervision",
    "hand_over",
    "mail_coach_of_decline",
    "mail_supervisor",
    "record_absence",
    "record_qualification",
    "record_session",
    "set_terms",
    "start_agreement",
    "tick_off_action",
]
