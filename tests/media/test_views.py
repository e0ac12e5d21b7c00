"""Private files: who gets them, and in pieces."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from lms.core import ids
from media.models import TeachbackDocument, Video
from tests.factories import courses, people

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the temporary file of a new rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile"),
]
FILM = bytes(range(256)) * 400


@pytest.fixture
def video():
    row = Video(title="Film", type="video", duration=3, transcript="Words")
    row.file.save("film.mp4", ContentFile(FILM), save=False)
    row.captions.save("film.vtt", ContentFile(b"WEBVTT\n"), save=False)
    row.save()
    return row


@pytest.fixture
def learner(as_user):
    return as_user(people.trainee(people.provider()))


def sent(response) -> bytes:
    """The body as the browser gets it. Read to its end it closes the file behind it, as a server does."""
    return b"".join(response.streaming_content)


def test_video_comes_whole_without_a_range(learner, video):
    response = learner.get(video.url)

    assert response.status_code == 200
    assert response["Accept-Ranges"] == "bytes"
    assert sent(response) == FILM


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [("bytes=0-99", 0, 99), ("bytes=100000-", 100_000, 102_399), ("bytes=-10", 102_390, 102_399)],
)
def test_video_comes_in_pieces(learner, video, asked, first, last):
    response = learner.get(video.url, headers={"Range": asked})

    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {first}-{last}/{len(FILM)}"
    assert sent(response) == FILM[first : last + 1]


def test_video_refuses_a_range_past_its_end(learner, video):
    response = learner.get(video.url, headers={"Range": "bytes=999999-"})

    assert response.status_code == 416
    assert response["Content-Range"] == f"bytes */{len(FILM)}"


@pytest.mark.parametrize("asked", ["bytes=0-1,5-9", "items=0-1", "nonsense", "bytes=9-1"])
def test_video_comes_whole_when_the_range_makes_no_sense(learner, video, asked):
    response = learner.get(video.url, headers={"Range": asked})

    assert response.status_code == 200
    assert sent(response) == FILM


@pytest.mark.parametrize("name", ["video", "captions", "poster"])
def test_a_file_that_was_lost_is_not_found(learner, video, name):
    video.thumbnail.save("film.jpg", ContentFile(b"jpg"))
    for file in (video.file, video.captions, video.thumbnail):
        file.storage.delete(file.name)

    assert learner.get(reverse(f"media:{name}", args=[video.key])).status_code == 404


def test_files_answer_to_reading_only(learner, video):
    assert learner.post(video.url).status_code == 405


@pytest.mark.parametrize("name", ["video", "captions", "poster", "document"])
def test_a_key_that_nothing_has_is_not_found(learner, name):
    assert learner.get(reverse(f"media:{name}", args=[ids.new_key()])).status_code == 404


def test_picture_is_shown_to_members_only(as_user, learner):
    picture = courses.picture().get_rendition("max-20x20")

    shown = learner.get(picture.url)

    assert shown["Content-Type"] == "image/png"
    assert sent(shown).startswith(b"\x89PNG")
    assert as_user(people.user()).get(picture.url).status_code == 404


def test_parts_of_a_video_have_addresses_that_ask_for_permission(video):
    video.thumbnail.save("film.jpg", ContentFile(b"jpg"))

    assert (video.captions.url, video.thumbnail.url) == (
        reverse("media:captions", args=[video.key]),
        reverse("media:poster", args=[video.key]),
    )


def test_captions_are_webvtt(learner, video):
    response = learner.get(reverse("media:captions", args=[video.key]))

    assert response["Content-Type"] == "text/vtt"
    assert sent(response) == b"WEBVTT\n"


def test_poster_that_is_not_there_is_not_found(learner, video):
    assert learner.get(reverse("media:poster", args=[video.key])).status_code == 404


def test_document_is_downloaded_never_shown(learner):
    document = TeachbackDocument(title="Action plan")
    document.file.save("plan.pdf", ContentFile(b"%PDF-1.7"), save=True)

    response = learner.get(document.url)

    assert response["Content-Disposition"] == 'attachment; filename="Action plan.pdf"'
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert sent(response) == b"%PDF-1.7"


def test_visitor_is_asked_to_sign_in(client, video):
    response = client.get(video.url)

    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


def test_person_without_a_role_finds_nothing(as_user, video):
    assert as_user(people.user()).get(video.url).status_code == 404
