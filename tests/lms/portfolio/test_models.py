"""What the database refuses, and what a reflection is called."""

import pytest
from django.db import IntegrityError, transaction

from lms.core import clock, ids
from lms.portfolio.enums import ReflectionStatus
from lms.portfolio.models import Reflection
from tests.factories import people
from tests.factories import portfolio as factory

pytestmark = pytest.mark.django_db
NOW = factory.NOW


@pytest.fixture
def author():
    with clock.fixed(NOW):
        yield people.trainee(people.provider())


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "lost"},
        {"status": ReflectionStatus.SUBMITTED},
        {"submitted_at": NOW},
        {"about_label": "practice.practiceentry"},
        {"about_key": ids.new_key()},
    ],
    ids=["unknown status", "submitted without when", "draft with when", "about without key", "key without about"],
)
def test_a_reflection_that_cannot_be_is_refused(author, changes):
    row = {"author": author, "organisation": author.memberships.get().organisation, "text": "Words", **changes}

    with pytest.raises(IntegrityError), transaction.atomic():
        Reflection.objects.create(**row)


def test_a_submitted_reflection_never_changes(author):
    reflection = factory.submitted(author)

    with pytest.raises(IntegrityError), transaction.atomic():
        Reflection.objects.filter(pk=reflection.pk).update(text="Other words")


def test_a_submitted_reflection_is_never_deleted(author):
    reflection = factory.submitted(author)

    with pytest.raises(IntegrityError), transaction.atomic():
        Reflection.objects.filter(pk=reflection.pk)._raw_delete("default")


def test_a_reflection_is_called_by_its_reference(author):
    reflection = factory.draft(author)

    assert str(reflection) == f"Reflection R-{str(reflection.key)[:8].upper()}"
