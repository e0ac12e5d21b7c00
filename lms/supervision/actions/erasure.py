"""Erasing a person from this room."""

from django.db.models import Q

from lms.core.privacy import erase_fields
from lms.people.models import User
from lms.supervision.enums import SessionDecision
from lms.supervision.models import (
    AgreedAction,
    SessionConfirmation,
    SupervisionAgreement,
    SupervisionSession,
    SupervisorQualification,
)


def erase_from_supervision(person: User) -> None:
    """This room's eraser: the words agreed with them, what they wrote as coach, reasons by them or about them."""
    erase_fields(SupervisionAgreement.objects.filter(Q(coach=person) | Q(supervisor=person)).exclude(every_weeks=None))
    erase_fields(SupervisionSession.objects.filter(coach=person))
    erase_fields(AgreedAction.objects.filter(session__coach=person))
    erase_fields(SupervisorQualification.objects.filter(person=person))
    declined = SessionConfirmation.objects.filter(decision=SessionDecision.DECLINED)
    erase_fields(declined.filter(Q(session__coach=person) | Q(by=person)))
