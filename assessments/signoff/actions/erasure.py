"""What becomes of a person's sign-offs when the person is erased."""

from django.db.models import Q

from assessments.signoff.models import (
    AssessorQualification,
    Countersignature,
    QualityRelease,
    SignOff,
    SignOffDraft,
    SignOffEvidence,
    Withdrawal,
)
from lms.core.privacy import erase_fields
from lms.people.models import User


def erase_from_signoff(person: User) -> None:
    """This room's eraser: drafts go, and what was written about the trainee is emptied; declarations and links stay."""
    erase_fields(SignOffDraft.objects.filter(Q(trainee=person) | Q(assessor=person)))
    erase_fields(SignOff.objects.filter(trainee=person))
    for part in (SignOffEvidence, Countersignature, QualityRelease, Withdrawal):
        erase_fields(part.objects.filter(sign_off__trainee=person))
    erase_fields(AssessorQualification.objects.filter(person=person))
