"""What erasing a person does in this room."""

from lms.core.privacy import erase_fields
from lms.enrolment.models import FollowUp, TraineeImport
from lms.people.models import User


def erase_from_enrolment(person: User) -> None:
    """Their words about follow-ups go, and files of trainees, not yet confirmed, that name them. The counts stay."""
    erase_fields(FollowUp.objects.filter(enrolment__trainee=person))
    erase_fields(TraineeImport.objects.filter(text__icontains=person.email))
