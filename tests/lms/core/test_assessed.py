"""Whom lists of what there is to do name."""

import pytest
from django.db.models import Q

from lms.core import assessed
from lms.people.models import Membership
from tests.factories import people


@pytest.mark.django_db
def test_to_be_assessed_leaves_out_ties_that_a_room_exempts(monkeypatch):
    provider, elsewhere = people.provider(), people.provider()
    people.trainee(provider)
    people.trainee(elsewhere)
    monkeypatch.setattr(assessed, "_exemptions", [])

    assessed.register_exemption(lambda person, organisation: Q(**{f"{person}__isnull": False, organisation: provider}))

    rows = assessed.to_be_assessed(Membership.objects.all(), "person")
    assert [row.organisation for row in rows] == [elsewhere]
