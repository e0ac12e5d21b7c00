"""Programme versions, cohorts, delivery, enrolments and progress."""

from lms.enrolment.models.cohorts import Attendance, Cohort, DeliverySession, Enrolment, TraineeImport
from lms.enrolment.models.programmes import ManifestAsset, ManifestItem, ProgrammeVersion, RenderedLesson
from lms.enrolment.models.progress import FollowUp, LessonCompletion, LessonVisit

__all__ = [
    "Attendance",
    "Cohort",
    "DeliverySession",
    "Enrolment",
    "FollowUp",
    "LessonCompletion",
    "LessonVisit",
    "ManifestAsset",
    "ManifestItem",
    "ProgrammeVersion",
    "RenderedLesson",
    "TraineeImport",
]
