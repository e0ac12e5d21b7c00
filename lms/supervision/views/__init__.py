"""Pages of supervision: the coach's list and form, the supervisor's queue, coaches and diary, the manager's view."""

from lms.supervision.views.agreed import ActionDone, ActionNew
from lms.supervision.views.agreements import (
    AgreementEnd,
    AgreementPage,
    Agreements,
    AgreementStart,
)
from lms.supervision.views.sessions import (
    Facts,
    SessionChange,
    SessionCorrect,
    SessionDone,
    SessionNew,
    SessionPage,
    Sessions,
)
from lms.supervision.views.supervising import (
    Coaches,
    Diary,
    SessionConfirm,
    SessionDecline,
    ToConfirm,
)
from lms.supervision.views.supervisors import QualificationEnd, QualificationNew, SupervisorPage, Supervisors

__all__ = [
    "ActionDone",
    "ActionNew",
    "AgreementEnd",
    "AgreementPage",
    "AgreementStart",
    "Agreements",
    "Coaches",
    "Diary",
    "Facts",
    "QualificationEnd",
    "QualificationNew",
    "SessionChange",
    "SessionConfirm",
    "SessionCorrect",
    "SessionDecline",
    "SessionDone",
    "SessionNew",
    "SessionPage",
    "Sessions",
    "SupervisorPage",
    "Supervisors",
    "ToConfirm",
]
