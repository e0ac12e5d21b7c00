"""What erasing does to each kind of field."""

import datetime
import uuid

import pytest
from django.core.files.base import ContentFile

from lms.audit.models import ErasurePermit, ReceivedForm
from lms.concerns.models import Concern
from lms.core import privacy
from lms.core.privacy import Erase, Privacy, erase_fields
from lms.people.enums import InterestKind
from lms.people.models import Interest, User
from media.models import Video
from tests.factories import people

AT = datetime.datetime(2026, 11, 22, 10, tzinfo=datetime.UTC)


def test_a_declaration_names_every_field_and_the_times_of_record_by_themselves():
    declared = Privacy(personal={"name": Erase.CLEAR}, impersonal="kind  role").declared()

    assert declared == {
        "name",
        "kind",
        "role",
        "id",
        "key",
        "recorded_at",
        "happened_at",
        "created_at",
        "updated_at",
    }


def test_every_room_with_personal_data_has_an_eraser():
    assert {"lms.people", "lms.concerns", "lms.practice"} <= set(privacy.erasers())


@pytest.mark.django_db
def test_text_is_cleared_and_links_follow_the_person():
    person, about = people.user(), people.user()
    Interest.objects.create(person=person, about=about, kind=InterestKind.FRIEND, note="Choir", happened_at=AT)
    ErasurePermit.objects.create()

    erase_fields(Interest.objects.all())

    assert Interest.objects.values_list("note", "person", "about").get() == ("", person.pk, about.pk)


@pytest.mark.django_db
def test_what_can_be_empty_becomes_empty_and_names_become_a_pseudonym():
    person = people.user(professional_registration="12A3456E", last_login=AT)

    erase_fields(User.objects.filter(pk=person.pk))

    person.refresh_from_db()
    assert (person.name, person.professional_registration, person.last_login) == ("Erased person", "", None)


@pytest.mark.django_db
def test_rows_that_are_nothing_but_personal_go():
    ReceivedForm.objects.create(form_key=uuid.uuid4(), sender="somebody", path="/")

    erase_fields(ReceivedForm.objects.all())

    assert ReceivedForm.objects.count() == 0


@pytest.mark.django_db
def test_what_the_law_keeps_stays():
    Concern.objects.create(
        reference="A", kind="malpractice", words="A log is false.", form_hash="a", follow_hash="a", happened_at=AT
    )

    erase_fields(Concern.objects.all())

    assert Concern.objects.get().words == "A log is false."


@pytest.mark.django_db
def test_a_file_goes_once_the_erasure_is_certain(monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(Video, "privacy", Privacy(personal={"captions": Erase.CLEAR}))
    video = Video.objects.create(title="Telling", duration=1, captions=ContentFile(b"WEBVTT", name="telling.vtt"))
    without = Video.objects.create(title="Asking", duration=1)
    storage, stored = video.captions.storage, video.captions.name

    with django_capture_on_commit_callbacks() as callbacks:
        erase_fields(Video.objects.filter(pk__in=[video.pk, without.pk]))
    existed_before_commit = storage.exists(stored)
    for callback in callbacks:
        callback()

    assert (existed_before_commit, storage.exists(stored), len(callbacks)) == (True, False, 1)
    assert set(Video.objects.values_list("captions", flat=True)) == {""}
