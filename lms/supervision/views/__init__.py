"""Pages of supervision: the coach's list and form, the supervisor's queue, coaches and diary, the manager's view."""

from lms.supervision.views.agreed import ActionDone, ActionNew
from lms.supervision.views.agreements import (
    AgreementAccept,
    AgreementEnd,
    AgreementPage,
    Agreements,
    AgreementStart,
    AgreementTerms,
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
from lms.supervision.views.supervisors import (
    AbsenceEnd,
    AbsenceNew,
    HandOver,
    QualificationEnd,
    QualificationNew,
    SupervisorPage,
    Supervisors,
)

__all__ = [
    "AbsenceEnd",
    "AbsenceNew",
    "ActionDone",
    "ActionNew",
    "AgreementAccept",
    "AgreementEnd",
    "AgreementPage",
    "AgreementStart",
    "AgreementTerms",
    "Agreements",
    "Coaches",
    "Diary",
    "Facts",
    "HandOver",
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
