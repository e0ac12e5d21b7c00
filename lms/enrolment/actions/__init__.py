"""Writing programme versions, cohorts, enrolments and progress."""

from lms.enrolment.actions.cohorts import (
    AttendanceNotRecordable,
    CohortNameTaken,
    ContextDoesNotFit,
    ModuleNotInVersion,
    NotATrainer,
    SessionExists,
    open_cohort,
    plan_session,
    record_attendance,
)
from lms.enrolment.actions.enrolments import (
    AlreadyEnrolled,
    CohortOver,
    EnrolmentOver,
    JoinCodeUnknown,
    PersonElsewhere,
    change_context,
    complete_enrolment,
    enrol,
    enrol_by_email,
    join_by_code,
    mail_welcome,
    withdraw_enrolment,
)
from lms.enrolment.actions.erasure import erase_from_enrolment
from lms.enrolment.actions.imports import import_trainees, upload_trainees
from lms.enrolment.actions.programmes import (
    ContentMissing,
    NothingToPublish,
    keep_rendering,
    publish_version,
)
from lms.enrolment.actions.progress import FollowUpNotPossible, complete_lesson, open_lesson, record_follow_up

__all__ = [
    "AlreadyEnrolled",
    "AttendanceNotRecordable",
    "CohortNameTaken",
    "CohortOver",
    "ContentMissing",
    "ContextDoesNotFit",
    "EnrolmentOver",
    "FollowUpNotPossible",
    "JoinCodeUnknown",
    "ModuleNotInVersion",
    "NotATrainer",
    "NothingToPublish",
    "PersonElsewhere",
    "SessionExists",
    "change_context",
    "complete_enrolment",
    "complete_lesson",
    "enrol",
    "enrol_by_email",
    "erase_from_enrolment",
    "import_trainees",
    "join_by_code",
    "keep_rendering",
    "mail_welcome",
    "open_cohort",
    "open_lesson",
    "plan_session",
    "publish_version",
    "record_attendance",
    "record_follow_up",
    "upload_trainees",
    "withdraw_enrolment",
]
