"""Recording, settling, erasing."""

import datetime
import hashlib
import json
import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from lms.audit import actions
from lms.audit.models import AuditEvent, ErasurePermit, PersonalValue, ReceivedForm, SealedPosition, WaitingEvent
from lms.core import clock, privacy
from lms.enrolment.models import TraineeImport
from lms.formats import transparency_log
from lms.people.actions import declare_interest
from lms.people.enums import InterestKind
from lms.people.models import Interest
from tests.factories import enrolment, people

AT = datetime.datetime(2026, 11, 22, 10, tzinfo=datetime.UTC)
LATER = AT + datetime.timedelta(minutes=5)

on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql",
    reason="only PostgreSQL lets two transactions write at once; SQLite has one writer",
)


def recorded(**changes):
    person = changes.pop("by", None)
    return actions.record("test.done", **{"by": person, "at": AT, "target": person or people.provider(), **changes})


@pytest.mark.django_db
def test_record_writes_both_times_and_the_bytes_that_were_hashed():
    organisation, actor, subject = people.provider(), people.user(), people.user()

    with clock.fixed(LATER):
        event = actions.record(
            "test.done",
            by=actor,
            at=AT,
            target=subject,
            subject=subject,
            organisation=organisation,
            facts={"minutes": 45},
            personal={"note": "Well done"},
        )

    values = {value.name: value for value in event.personal_values.all()}
    assert json.loads(event.canonical) == {
        "key": str(event.key),
        "kind": "test.done",
        "happened_at": "2026-11-22T10:00:00+00:00",
        "recorded_at": "2026-11-22T10:05:00+00:00",
        "target": {"label": "people.user", "key": str(subject.key)},
        "organisation": str(organisation.key),
        "facts": {"minutes": 45},
        "personal": {
            name: transparency_log.commitment(bytes(value.salt), value.value) for name, value in values.items()
        },
    }
    assert event.leaf_hash == hashlib.sha256(b"\x00" + event.canonical).digest()
    assert {name: value.value for name, value in values.items()} == {
        "actor": str(actor.key),
        "subject": str(subject.key),
        "note": "Well done",
    }


@pytest.mark.django_db
def test_record_keeps_personal_values_with_the_person_they_are_about():
    actor, subject = people.user(), people.user()

    about_another = recorded(by=actor, subject=subject, personal={"note": "x"})
    about_oneself = recorded(by=actor, personal={"note": "y"})

    owners = [event.personal_values.get(name="note").person_key for event in (about_another, about_oneself)]
    assert owners == [subject.key, actor.key]


@pytest.mark.django_db
def test_record_by_the_system_names_nobody():
    event = recorded()

    assert (event.personal_values.count(), json.loads(event.canonical)["personal"]) == (0, {})


@pytest.mark.django_db
def test_record_refuses_a_float_among_the_facts():
    with pytest.raises(TypeError):
        recorded(facts={"share": 0.2})


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_record_refuses_to_write_outside_a_transaction():
    person = people.user()

    with pytest.raises(actions.OutsideTransaction, match=r"test\.done"):
        recorded(by=person)

    assert AuditEvent.objects.count() == 0


@pytest.mark.django_db
def test_an_event_goes_with_the_act_that_fails():
    person = people.user()

    @transaction.atomic
    def act_that_fails():
        recorded(by=person)
        people.user(email=person.email)

    with pytest.raises(IntegrityError):
        act_that_fails()

    assert AuditEvent.objects.count() == 0


@pytest.mark.django_db
def test_seal_gives_positions_without_gaps_in_the_order_of_recording():
    with clock.fixed(LATER):
        second = recorded()
    with clock.fixed(AT):
        first = recorded()

    sealed = actions.seal(at=LATER)
    third = recorded()
    actions.seal(at=LATER)

    assert sealed == 2
    assert [event.sealed.position for event in (first, second, third)] == [1, 2, 3]


@pytest.mark.django_db
def test_seal_takes_so_many_at_a_time_and_then_nothing():
    for _number in range(3):
        recorded()

    assert [actions.seal(at=AT, limit=2) for _number in range(3)] == [2, 1, 0]


@pytest.mark.django_db
def test_seal_does_not_read_the_log():
    sealed = recorded()
    actions.seal(at=AT)
    event = recorded()
    waiting = list(WaitingEvent.objects.values_list("event", "recorded_at"))

    with CaptureQueriesContext(connection) as queries:
        actions.seal(at=LATER)

    assert waiting == [(event.pk, event.recorded_at)]
    assert [query["sql"] for query in queries if AuditEvent._meta.db_table in query["sql"]] == []
    assert (WaitingEvent.objects.count(), sealed.sealed.position, event.sealed.position) == (0, 1, 2)


@on_postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_an_earlier_transaction_that_commits_later_is_not_missed():
    slow_wrote, slow_may_commit, keys = threading.Event(), threading.Event(), []

    def slow():
        with transaction.atomic():
            keys.append(recorded().key)
            slow_wrote.set()
            slow_may_commit.wait(10)
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    slow_wrote.wait(10)
    with transaction.atomic():
        keys.append(recorded().key)

    before = actions.seal(at=LATER)
    slow_may_commit.set()
    thread.join(10)
    after = actions.seal(at=LATER)

    slow_event, quick_event = (AuditEvent.objects.get(key=key) for key in keys)
    assert slow_event.pk < quick_event.pk
    assert (before, after) == (1, 1)
    assert (quick_event.sealed.position, slow_event.sealed.position) == (1, 2)


@on_postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_sealers_wait_for_each_other():
    with transaction.atomic():
        recorded()
    done = threading.Event()

    def other_sealer():
        actions.seal(at=LATER)
        connection.close()
        done.set()

    with transaction.atomic():
        actions.seal(at=AT)
        thread = threading.Thread(target=other_sealer)
        thread.start()
        was_done_meanwhile = done.wait(0.3)
    thread.join(10)

    assert (was_done_meanwhile, done.is_set()) == (False, True)
    assert SealedPosition.objects.values_list("position", "happened_at").get() == (1, AT)


@pytest.mark.django_db
def test_erase_person_empties_their_fields_and_leaves_events_and_hashes_whole():
    person, other, admin = people.user(name="Jo"), people.user(), people.user()
    tie = {"kind": InterestKind.FRIEND, "note": "Jo and I sing.", "at": AT}
    declare_interest(person=person, about=other, by=person, **tie)
    declare_interest(person=other, about=admin, by=other, **tie)
    before = list(AuditEvent.objects.order_by("id").values_list("canonical", "leaf_hash"))

    actions.erase_person(person=person, by=admin, at=AT)

    person.refresh_from_db()
    assert person.name == "Erased person"
    assert list(Interest.objects.order_by("id").values_list("note", flat=True)) == ["", "Jo and I sing."]
    assert list(AuditEvent.objects.order_by("id").values_list("canonical", "leaf_hash"))[:-1] == before
    assert PersonalValue.objects.filter(person_key=person.key).count() == 0
    assert PersonalValue.objects.filter(person_key=other.key).count() == 2


@pytest.mark.django_db
def test_erase_person_is_recorded_without_a_subject():
    person, admin = people.user(), people.user()

    event = actions.erase_person(person=person, by=admin, at=AT)

    assert (event.kind, event.target_key) == ("audit.person_erased", person.key)
    assert list(event.personal_values.values_list("name", "value")) == [("actor", str(admin.key))]


@pytest.mark.django_db
def test_erase_person_without_an_operator_names_nobody():
    event = actions.erase_person(person=people.user(), by=None, at=AT)

    assert event.personal_values.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("order", [list, reversed])
def test_erase_person_finds_them_in_every_room_whatever_the_order_of_the_rooms(monkeypatch, order):
    monkeypatch.setattr(privacy, "_erasers", dict(order(privacy.erasers().items())))
    person = people.user(email="zoe@example.org")
    upload = TraineeImport.objects.create(
        cohort=enrolment.cohort(), uploaded_by=people.user(), file_name="names.csv", text="Zoë,zoe@example.org"
    )

    actions.erase_person(person=person, by=people.user(), at=AT)

    upload.refresh_from_db()
    assert upload.text == ""


@pytest.mark.django_db
def test_erase_person_forgets_the_forms_they_sent():
    person = people.user()
    for sender in (str(person.key), "somebody else"):
        ReceivedForm.objects.create(form_key=person.key, sender=sender, path="/")

    actions.erase_person(person=person, by=people.user(), at=AT)

    assert [form.sender for form in ReceivedForm.objects.all()] == ["somebody else"]


@pytest.mark.django_db
def test_after_an_erasure_the_ledgers_are_closed_again():
    person, other = people.user(), people.user()
    row = declare_interest(person=person, about=other, kind=InterestKind.FRIEND, by=person, at=AT)

    actions.erase_person(person=person, by=other, at=AT)

    assert ErasurePermit.objects.count() == 0
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE people_interest SET note = 'changed' WHERE id = %s", [row.pk])


@pytest.mark.django_db
def test_forget_old_forms_keeps_the_newer():
    for number, received_at in enumerate((AT, LATER)):
        ReceivedForm.objects.create(form_key=people.user().key, sender=str(number), path="/", received_at=received_at)

    forgotten = actions.forget_old_forms(before=LATER)

    assert (forgotten, [form.sender for form in ReceivedForm.objects.all()]) == (1, ["1"])
