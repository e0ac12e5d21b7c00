"""Bad uploads through every door of the editor: refused in words, at the field, with nothing stored."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.urls import reverse

from courses.actions import set_up_editors
from media.models import TeachbackDocument, TeachbackImage, Video
from tests.factories import courses, people

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the temporary file of a new rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile"),
]
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture
def editor(as_user):
    person = people.user(is_staff=True)
    person.groups.add(set_up_editors())
    return as_user(person)


def upload(name, content):
    return SimpleUploadedFile(name, content)


def words_of(response) -> str:
    return " ".join(str(words) for errors in response.context["form"].errors.values() for words in errors)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("virus.exe", b"MZ", "File extension “exe” is not allowed"),
        ("plan.pdf", b"MZ", "that is not what is in it"),
        ("page.html", b"<script>", "File extension “html” is not allowed"),
        ("plan.pdf", b"", "The submitted file is empty"),
    ],
)
def test_document(editor, name, content, words):
    response = editor.post(reverse("wagtaildocs:add"), {"title": "Plan", "file": upload(name, content)})

    assert words in words_of(response)
    assert not TeachbackDocument.objects.exists()


def test_document_over_size(editor):
    with override_settings(WAGTAILDOCS_MAX_UPLOAD_SIZE=10):
        response = editor.post(reverse("wagtaildocs:add"), {"title": "Plan", "file": upload("plan.pdf", courses.PDF)})

    assert "This file is too big" in words_of(response)
    assert not TeachbackDocument.objects.exists()


def test_document_among_several(editor):
    response = editor.post(
        reverse("wagtaildocs:add_multiple"),
        {"title": "Plan", "files[]": upload("plan.pdf", b"MZ")},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )

    assert response.json()["success"] is False
    assert "that is not what is in it" in response.json()["error_message"]
    assert not TeachbackDocument.objects.exists()


def test_document_in_a_lessons_chooser(editor):
    response = editor.post(
        reverse("wagtaildocs_chooser:create"),
        {"document-chooser-upload-title": "Plan", "document-chooser-upload-file": upload("plan.pdf", b"MZ")},
    )

    assert "that is not what is in it" in response.content.decode()
    assert not TeachbackDocument.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("map.svg", SVG, "Not a supported image format"),
        ("map.png", SVG, "Not a valid .png image"),
        ("map.png", b"MZ a program", "Upload a valid image"),
        ("map.jpg", courses.png(), "Not a valid .jpeg image"),
        ("map.gif", b"GIF89a" + bytes(20), "Not a supported image format"),
    ],
)
def test_image(editor, name, content, words):
    response = editor.post(reverse("wagtailimages:add"), {"title": "Map", "file": upload(name, content)})

    assert words in words_of(response)
    assert not TeachbackImage.objects.exists()


@pytest.mark.parametrize("kept", [40, 60])
def test_damaged_image(editor, kept):
    file = upload("map.png", courses.png(400, 300)[:kept])

    response = editor.post(reverse("wagtailimages:add"), {"title": "Map", "file": file})

    assert words_of(response).startswith("This picture is damaged or not complete.")
    assert not TeachbackImage.objects.exists()


@pytest.mark.parametrize(
    ("door", "title", "field"),
    [
        ("wagtailimages:add_multiple", "title", "files[]"),
        ("wagtailimages_chooser:create", "image-chooser-upload-title", "image-chooser-upload-file"),
    ],
)
def test_damaged_image_by_the_other_doors(editor, door, title, field):
    sent = {title: "Map", field: upload("map.png", courses.png(400, 300)[:60])}

    response = editor.post(reverse(door), sent, headers={"X-Requested-With": "XMLHttpRequest"})

    assert "This picture is damaged or not complete." in response.content.decode()
    assert not TeachbackImage.objects.exists()


def test_image_over_size(editor):
    with override_settings(WAGTAILIMAGES_MAX_UPLOAD_SIZE=10):
        response = editor.post(reverse("wagtailimages:add"), {"title": "Map", "file": upload("map.png", courses.png())})

    assert "This file is too big" in words_of(response)
    assert not TeachbackImage.objects.exists()


def test_image_with_too_many_pixels(editor):
    with override_settings(WAGTAILIMAGES_MAX_IMAGE_PIXELS=100):
        response = editor.post(reverse("wagtailimages:add"), {"title": "Map", "file": upload("map.png", courses.png())})

    assert "too many pixels" in words_of(response)


def test_video(editor):
    response = editor.post(
        reverse("wagtailmedia:add", args=["video"]),
        {
            "title": "Film",
            "file": upload("film.mp4", b"MZ"),
            "captions": upload("film.vtt", b"1\n00:00"),
            "duration": 5,
        },
    )

    assert words_of(response) == (
        "The file's name ends in .mp4, but that is not what is in it. "
        "These captions cannot be shown. Line 1: its first line must be WEBVTT."
    )
    assert not Video.objects.exists()


def test_good_files_are_taken_and_typed_words_kept(editor):
    film = b"\0\0\0\x20ftypisom" + bytes(64)
    files = {"file": upload("film.mp4", film), "captions": upload("film.vtt", courses.CAPTIONS)}

    editor.post(reverse("wagtaildocs:add"), {"title": "Plan", "file": upload("plan.pdf", courses.PDF)})
    editor.post(reverse("wagtailimages:add"), {"title": "Map", "file": upload("map.png", courses.png())})
    editor.post(
        reverse("wagtailmedia:add", args=["video"]), {"title": "Film", "transcript": "Words.", "duration": 5, **files}
    )

    assert TeachbackDocument.objects.get().title == "Plan"
    assert TeachbackImage.objects.get().title == "Map"
    assert Video.objects.get().has_words()


def test_no_upload_lies_where_the_web_server_finds_it(client):
    document = courses.document()

    for address in (f"/files/{document.file.name}", f"/media/{document.file.name}", f"/{document.file.name}"):
        assert client.get(address).status_code == 404
    assert not str(settings.MEDIA_ROOT).startswith(str(settings.STATIC_ROOT))
