"""Reading the log."""

from typing import Protocol
from uuid import UUID

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from lms.audit.models import PersonalValue, SealedPosition


class Person(Protocol):
    key: UUID


def values_about(person: Person) -> int:
    """How many personal values of events a person has: another number after every act by or about them.

    Rooms that keep something worked out for a person keep it under this number. It is a count and no highest id,
    because on PostgreSQL a row with a lower id may be committed later.
    """
    return PersonalValue.objects.filter(person_key=person.key).count()


def values_about_each(person_key: OuterRef) -> Coalesce:
    """The same number inside a query over rows of other people. person_key: where such a row has its person's key."""
    rows = PersonalValue.objects.filter(person_key=person_key)
    counted = rows.order_by().values("person_key").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def people_since(position: int, limit: int = 1000) -> tuple[int, set[UUID]]:
    """The next settled position after one, and the keys of everybody whom the events between are by or about.

    Positions are given after commit, so a reader that keeps its own place misses nothing and reads nothing twice.
    """
    after = SealedPosition.objects.filter(position__gt=position).order_by("position")[:limit]
    settled = list(after.values_list("position", "event_id"))
    if not settled:
        return position, set()
    values = PersonalValue.objects.filter(event_id__in=[event for _position, event in settled])
    return settled[-1][0], set(values.values_list("person_key", flat=True))
