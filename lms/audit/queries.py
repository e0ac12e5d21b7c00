"""Reading the log."""

from typing import Protocol
from uuid import UUID

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from lms.audit.models import PersonalValue


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
