"""Private files: who gets them, and in pieces."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from media.models import TeachbackDocument, Video
from tests.factories import people

pytestmark = pytest.mark.django_db
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
    """The body as the browser gets it; the file behind it is closed, as a server does."""
    body = b"".join(response.streaming_content)
    response.close()
    return body


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
