"""Every constraint has its failing case, and a concern cannot be reached from a person."""

import datetime
import uuid

import pytest
from django.db import IntegrityError, transaction

from lms.concerns import enums
from lms.concerns.models import (
    Concern,
    ConcernEvent,
    ConcernNote,
    ConcernPerson,
    ConcernRouting,
    ConcernSource,
    ConcernStatus,
)
from lms.people.models import Organisation, User
from tests.factories import people

AT = datetime.datetime(2026, 11, 22, 10, tzinfo=datetime.UTC)

pytestmark = pytest.mark.django_db


def bare_concern(**changes):
    number = str(uuid.uuid4())
    return Concern.objects.create(
        **{
            "reference": number[:8],
            "kind": enums.ConcernKind.MALPRACTICE,
            "words": "A log is false.",
            "form_hash": number,
            "follow_hash": number,
            "happened_at": AT,
            **changes,
        }
    )


def refuses(create, **values):
    with pytest.raises(IntegrityError), transaction.atomic():
        create(happened_at=AT, **values)


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "gossip"},
        {"words": ""},
        {"target_label": "practice.practiceentry"},
        {"target_key": uuid.uuid4()},
    ],
)
def test_a_concern_that_makes_no_sense_is_refused(changes):
    with pytest.raises(IntegrityError):
        bare_concern(**changes)


@pytest.mark.parametrize("field", ["reference", "form_hash", "follow_hash"])
def test_codes_of_a_concern_are_its_own(field):
    first = bare_concern()

    with pytest.raises(IntegrityError):
        bare_concern(**{field: getattr(first, field)})


def test_an_anonymous_source_holds_no_account_and_no_name():
    create = ConcernSource.objects.create

    refuses(create, concern=bare_concern(), choice="anonymous", reporter=people.user())
    refuses(create, concern=bare_concern(), choice="anonymous", name="Jo")
    refuses(create, concern=bare_concern(), choice="perhaps")


def test_a_concern_has_one_source():
    concern = bare_concern()
    ConcernSource.objects.create(concern=concern, choice="anonymous", happened_at=AT)

    refuses(ConcernSource.objects.create, concern=concern, choice="open")


def test_a_person_is_set_aside_once_and_for_a_known_reason():
    concern, person = bare_concern(), people.user()
    ConcernPerson.objects.create(concern=concern, person=person, tie="on_the_record", happened_at=AT)

    refuses(ConcernPerson.objects.create, concern=concern, person=person, tie="in_the_words")
    refuses(ConcernPerson.objects.create, concern=concern, person=people.user(), tie="dislike")


def test_a_routing_names_a_lead_just_when_a_lead_passed_it_on():
    concern, organisation, lead = bare_concern(), people.provider(), people.user()
    create = ConcernRouting.objects.create

    refuses(create, concern=concern, organisation=organisation, reason="passed_on")
    refuses(create, concern=concern, organisation=organisation, reason="chosen", by=lead)
    refuses(create, concern=concern, organisation=organisation, reason="luck")


def test_a_note_has_words_and_names_a_lead_unless_the_reporter_wrote_it():
    concern, lead = bare_concern(), people.user()
    create = ConcernNote.objects.create

    refuses(create, concern=concern, kind="inside", words="Seen.")
    refuses(create, concern=concern, kind="added", words="More.", by=lead)
    refuses(create, concern=concern, kind="inside", words="", by=lead)
    refuses(create, concern=concern, kind="gossip", words="Seen.", by=lead)


def test_a_status_after_the_first_has_a_lead_and_words():
    concern, lead = bare_concern(), people.user()
    create = ConcernStatus.objects.create

    refuses(create, concern=concern, status="closed", by=lead)
    refuses(create, concern=concern, status="closed", words="Done.")
    refuses(create, concern=concern, status="received", by=lead)
    refuses(create, concern=concern, status="lost", words="Gone.", by=lead)


def test_an_event_has_a_known_kind():
    refuses(ConcernEvent.objects.create, concern=bare_concern(), kind="whispered")


@pytest.mark.parametrize("model", [User, Organisation])
def test_nothing_leads_from_a_person_or_organisation_to_a_concern(model):
    back = [relation.get_accessor_name() for relation in model._meta.related_objects]

    assert [name for name in back if name and "concern" in name] == []
