"""Migrations keep the rows that are there and leave every trigger in place."""

import datetime

import pytest
from django.core.management import call_command
from django.db import transaction

from lms.audit import actions
from lms.audit.models import SealedPosition, WaitingEvent
from lms.core import append_only
from tests.factories import people

AT = datetime.datetime(2026, 11, 22, 10, tzinfo=datetime.UTC)

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@transaction.atomic
def recorded():
    return actions.record("test.done", by=None, at=AT, target=people.provider())


def test_events_without_a_position_wait_for_the_sealer():
    sealed = recorded()
    actions.seal(at=AT)
    unsealed = recorded()

    call_command("migrate", "audit", "0001", verbosity=0)
    call_command("migrate", verbosity=0)
    waiting = [row.event for row in WaitingEvent.objects.select_related("event")]
    actions.seal(at=AT)

    positions = SealedPosition.objects.order_by("position").values_list("event", flat=True)
    assert (waiting, list(positions)) == ([unsealed], [sealed.pk, unsealed.pk])
    assert append_only.missing() == []
