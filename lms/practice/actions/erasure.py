"""Erasing a person from the logbook."""

from django.db.models import Q

from lms.core.privacy import erase_fields
from lms.people.models import User
from lms.practice.enums import Decision
from lms.practice.models import EntryDecision, EntryTemplate, PracticeEntry, SessionClock


def erase_from_practice(person: User) -> None:
    """This room's eraser: notes, templates and reasons go; reasons of decisions on their entries and of their own."""
    erase_fields(PracticeEntry.objects.filter(coach=person))
    erase_fields(EntryTemplate.objects.filter(coach=person))
    erase_fields(SessionClock.objects.filter(coach=person))
    returned = EntryDecision.objects.filter(decision=Decision.RETURNED)
    erase_fields(returned.filter(Q(entry__coach=person) | Q(by=person)))
