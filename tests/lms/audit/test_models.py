"""Every constraint has its failing case."""

import datetime
import uuid

import pytest
from django.db import IntegrityError, transaction

from lms.audit import actions
from lms.audit.models import AuditEvent, ErasurePermit, PersonalValue, ReceivedForm, SealedPosition
from tests.factories import people

AT = datetime.datetime(2026, 11, 22, 10, tzinfo=datetime.UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return actions.record("test.done", by=people.user(), at=AT, target=people.provider())


def refuses(create, **values):
    with pytest.raises(IntegrityError), transaction.atomic():
        create(**values)


def test_an_event_stands_once(event):
    refuses(
        AuditEvent.objects.create,
        kind="test.copy",
        target_label="x.y",
        target_key=uuid.uuid4(),
        canonical=b"",
        leaf_hash=event.leaf_hash,
        happened_at=AT,
    )


def test_a_personal_value_stands_once_an_event(event):
    refuses(PersonalValue.objects.create, event=event, name="actor", salt=b"", value="", person_key=uuid.uuid4())


def test_positions_start_at_one_and_are_given_once(event):
    other = actions.record("test.done", by=None, at=AT, target=people.provider())
    SealedPosition.objects.create(position=1, event=event, happened_at=AT)

    refuses(SealedPosition.objects.create, position=0, event=other, happened_at=AT)
    refuses(SealedPosition.objects.create, position=1, event=other, happened_at=AT)
    refuses(SealedPosition.objects.create, position=2, event=event, happened_at=AT)


def test_a_form_is_received_once_from_each_sender():
    form_key = uuid.uuid4()
    ReceivedForm.objects.create(form_key=form_key, sender="a", path="/")
    ReceivedForm.objects.create(form_key=form_key, sender="b", path="/")

    refuses(ReceivedForm.objects.create, form_key=form_key, sender="a", path="/elsewhere")


def test_every_row_says_what_it_is(event):
    permit, form = ErasurePermit(), ReceivedForm(form_key=uuid.UUID(int=7))
    value = event.personal_values.get()

    assert [str(row) for row in (event, value, SealedPosition(position=3), permit, form)] == [
        f"test.done {event.key}",
        f"actor of event {event.pk}",
        "position 3",
        f"permit {permit.key}",
        "form 00000000-0000-0000-0000-000000000007",
    ]
