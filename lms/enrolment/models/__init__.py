"""Programme versions, cohorts, delivery, enrolments and progress."""

from lms.enrolment.models.cohorts import Attendance, Cohort, DeliverySession, Enrolment, TraineeImport
from lms.enrolment.models.programmes import (
    ASSET_FIELDS,
    ManifestAsset,
    ManifestItem,
    ProgrammeVersion,
    ReflectionPrompt,
    RenderedLesson,
)
from lms.enrolment.models.progress import FollowUp, LessonCompletion, LessonVisit

__all__ = [
    "ASSET_FIELDS",
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
    "ReflectionPrompt",
    "RenderedLesson",
    "TraineeImport",
]
