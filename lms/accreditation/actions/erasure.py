"""What erasing a person does here."""

from lms.accreditation.models import AwardDecision, AwardStatusChange, HolderAnswer
from lms.core.privacy import erase_fields
from lms.people.models import User


def erase_from_accreditation(person: User) -> None:
    """This room's eraser: reasons about the person go, and the person's own answers. No reason stays no reason.

    Decisions and awards stay with the pseudonym; a frozen standing names people by key only. What the person decided
    about others keeps its reason, which is about the others.
    """
    erase_fields(AwardDecision.objects.filter(person=person).exclude(reason=""))
    erase_fields(AwardStatusChange.objects.filter(award__person=person).exclude(reason_inside=""))
    erase_fields(HolderAnswer.objects.filter(status_change__award__person=person))
