"""Erasing a person from this room."""

from django.db.models import Q

from lms.core.privacy import erase_fields
from lms.people.models import User
from lms.supervision.enums import SessionDecision
from lms.supervision.models import SessionConfirmation, SupervisionSession


def erase_from_supervision(person: User) -> None:
    """This room's eraser: what the person wrote as coach, and reasons by them or about them."""
    erase_fields(SupervisionSession.objects.filter(coach=person))
    declined = SessionConfirmation.objects.filter(decision=SessionDecision.DECLINED)
    erase_fields(declined.filter(Q(session__coach=person) | Q(by=person)))
