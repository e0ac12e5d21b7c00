"""Files of wrong kinds and sizes, and files that are kept."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models

from lms.enrolment.models import ManifestAsset
from media import models as media
from media.models import TeachbackDocument, TeachbackImage, Video
from media.uploads import Allowed
from tests.factories import courses

pytestmark = pytest.mark.django_db
MP4 = b"\0\0\0\x20ftypisom" + bytes(64)


def upload(name, content):
    return SimpleUploadedFile(name, content)


def errors_of(row, *fields) -> dict[str, list[str]]:
    """What validation says about the given fields."""
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    return {name: words for name, words in refused.value.message_dict.items() if name in fields}


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("plan.pdf", b"MZ a program", "The file's name ends in .pdf, but that is not what is in it."),
        ("plan.pdf", b"", "The file's name ends in .pdf, but that is not what is in it."),
        ("plan.csv", b"\xff\xfe\0", "The file's name ends in .csv, but that is not what is in it."),
    ],
)
def test_document_that_pretends_is_refused(name, content, words):
    document = TeachbackDocument(title="Plan", file=upload(name, content))

    assert errors_of(document, "file") == {"file": [words]}


@pytest.mark.parametrize("name", ["run.exe", "page.html", "picture.svg", "macro.docm", "noending"])
def test_document_of_another_kind_is_refused(name):
    document = TeachbackDocument(title="Plan", file=upload(name, courses.PDF))

    assert "file" in errors_of(document, "file")


def test_document_of_a_kind_we_take_is_accepted():
    TeachbackDocument(title="Plan", file=upload("Plan.PDF", courses.PDF)).full_clean()


def test_document_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(media, "_DOCUMENTS", Allowed(("pdf",), 10))
    document = TeachbackDocument(title="Plan", file=upload("plan.pdf", courses.PDF))

    assert errors_of(document, "file") == {
        "file": ["This file is too large: 15\xa0bytes. It can be 10\xa0bytes at most."]
    }


@pytest.mark.parametrize(
    ("field", "name", "content", "words"),
    [
        ("file", "film.mp4", courses.PDF, "The file's name ends in .mp4, but that is not what is in it."),
        ("file", "film.avi", MP4, "We cannot take this kind of file. Choose one of these: mp4, webm."),
        ("captions", "film.srt", courses.CAPTIONS, "We cannot take this kind of file. Choose one of these: vtt."),
        ("captions", "film.vtt", courses.PDF, "These captions cannot be shown. Line 1: its first line must be WEBVTT."),
        ("captions", "film.vtt", b"WEBVTT\n", "These captions cannot be shown. Line 1: there is no caption in it."),
        (
            "captions",
            "film.vtt",
            b"WEBVTT\n\n1 --> 2\nYes\n",
            "These captions cannot be shown. Line 3: these are no times: write 00:00:01.000 --> 00:00:04.000.",
        ),
        ("captions", "film.vtt", b"\xff\xfe", "The file's name ends in .vtt, but that is not what is in it."),
        ("thumbnail", "poster.png", courses.PDF, "The file's name ends in .png, but that is not what is in it."),
        (
            "thumbnail",
            "poster.svg",
            b"<svg/>",
            "We cannot take this kind of file. Choose one of these: jpg, jpeg, png, webp.",
        ),
    ],
)
def test_parts_of_a_video_that_pretend_are_refused_at_their_field(field, name, content, words):
    good = {"file": upload("film.mp4", MP4), "captions": upload("film.vtt", courses.CAPTIONS)}
    video = Video(title="Film", type="video", **{**good, field: upload(name, content)})

    assert errors_of(video, "file", "captions", "thumbnail") == {field: [words]}


def test_all_that_is_wrong_with_a_video_is_said_at_once():
    video = Video(title="Film", type="video", file=upload("film.mp4", b"no"), captions=upload("film.vtt", b"no"))

    assert set(errors_of(video, "file", "captions")) == {"file", "captions"}


def test_sound_recording_has_its_own_endings():
    Video(title="Voice", type="audio", file=upload("voice.mp3", b"ID3" + bytes(64))).full_clean()


@pytest.mark.parametrize(
    ("changes", "has_words"),
    [({}, True), ({"captions": b""}, False), ({"transcript": ""}, False), ({"transcript": "  \n"}, False)],
)
def test_video_has_words(changes, has_words):
    assert courses.video(**changes).has_words() is has_words


@pytest.mark.parametrize(("seconds", "minutes"), [(0, 1), (29, 1), (70, 1), (100, 2), (185, 3)])
def test_minutes_of_a_video(seconds, minutes):
    assert Video(duration=seconds).minutes == minutes


@pytest.fixture
def kept(monkeypatch):
    """Every file is kept, as if a programme version showed it."""
    monkeypatch.setattr(media.TeachingFile, "is_kept", lambda self: True)


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("make", "name", "content"),
    [
        (courses.document, "new.pdf", courses.PDF),
        (courses.video, "new.mp4", MP4),
        (courses.picture, "new.png", courses.png()),
    ],
)
def test_another_file_does_not_take_the_place_of_one_that_is_kept(make, name, content):
    row = make()
    row.file = upload(name, content)

    assert errors_of(row, "file") == {
        "file": ["A published programme version shows this file as it is. Add the new one as a file of its own."]
    }


@pytest.mark.usefixtures("kept")
def test_title_and_captions_of_a_kept_video_may_be_put_right():
    video = courses.video()
    video.title, video.captions = "A better title", upload("new.vtt", courses.CAPTIONS)

    video.full_clean()


def test_nothing_is_kept_by_itself():
    assert [row.is_kept() for row in (courses.document(), courses.video(), courses.picture())] == [False] * 3


@pytest.mark.parametrize(
    ("model", "field"), [(TeachbackDocument, "document"), (Video, "video"), (TeachbackImage, "image")]
)
def test_programme_versions_are_among_those_who_keep(model, field):
    keepers = {
        relation.related_model for relation in model._meta.related_objects if relation.on_delete is models.PROTECT
    }

    assert ManifestAsset in keepers
