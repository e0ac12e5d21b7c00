"""Pages of supervision: the coach's list and form, the supervisor's queue, coaches and diary, the manager's view."""

from lms.supervision.views.agreed import ActionDone, ActionNew
from lms.supervision.views.agreements import (
    AgreementEnd,
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

__all__ = [
    "ActionDone",
    "ActionNew",
    "AgreementEnd",
    "AgreementStart",
    "Agreements",
    "Coaches",
    "Diary",
    "Facts",
    "SessionChange",
    "SessionConfirm",
    "SessionCorrect",
    "SessionDecline",
    "SessionDone",
    "SessionNew",
    "SessionPage",
    "Sessions",
    "ToConfirm",
]
