"""Reading the log."""

from typing import Protocol
from uuid import UUID

from lms.audit.models import PersonalValue


class Person(Protocol):
    key: UUID


def values_about(person: Person) -> int:
    """How many personal values of events a person has: another number after every act by or about them.

    Rooms that keep something worked out for a person keep it under this number. It is a count and no highest id,
    because on PostgreSQL a row with a lower id may be committed later.
    """
    return PersonalValue.objects.filter(person_key=person.key).count()
