"""What becomes of a person's observations when the person is erased."""

from django.db.models import Q

from assessments.roleplay.models import (
    CriterionScore,
    DraftScore,
    Observation,
    ObservationAcknowledgement,
    ObservationDraft,
)
from lms.core.privacy import erase_fields
from lms.people.models import User


def erase_from_roleplay(person: User) -> None:
    """This room's eraser: drafts go, and what was written about the trainee is emptied; results and links stay."""
    drafts = ObservationDraft.objects.filter(Q(trainee=person) | Q(observer=person))
    erase_fields(DraftScore.objects.filter(draft__in=drafts))
    erase_fields(drafts)
    erase_fields(Observation.objects.filter(trainee=person))
    erase_fields(CriterionScore.objects.filter(observation__trainee=person))
    erase_fields(ObservationAcknowledgement.objects.filter(observation__trainee=person))
