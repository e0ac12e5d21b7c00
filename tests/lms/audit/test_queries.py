import pytest
from django.db import transaction
from django.utils import timezone

from lms.audit import actions
from lms.audit.queries import values_about
from tests.factories import people

pytestmark = pytest.mark.django_db


def recorded(*, by, subject):
    with transaction.atomic():
        actions.record("people.something_done", by=by, at=timezone.now(), target=subject, subject=subject)


def test_values_about_grows_with_every_act_about_or_by_a_person():
    person, other = people.user(), people.user()
    counts = [values_about(person)]

    recorded(by=other, subject=person)
    counts.append(values_about(person))
    recorded(by=person, subject=other)
    counts.append(values_about(person))

    assert counts == [0, 1, 2]


def test_values_about_leaves_others_alone():
    person, other = people.user(), people.user()

    recorded(by=other, subject=other)

    assert values_about(person) == 0
