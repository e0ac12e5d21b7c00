"""Loading videos and worksheets."""

import json

import pytest
import yaml

from media import actions
from media.models import TeachbackDocument, TeachingFile, Video
from tests.factories.courses import CAPTIONS, png

pytestmark = pytest.mark.django_db
FILM = b"\0\0\0\x20ftypisom" + bytes(64)


@pytest.fixture
def videos(tmp_path):
    """A folder of one video, as `make_videos` leaves it."""
    (tmp_path / "asking.yaml").write_text(yaml.safe_dump({"title": "Asking", "description": "Two people."}))
    (tmp_path / "asking.json").write_text(json.dumps({"seconds": 61.5}))
    (tmp_path / "asking.mp4").write_bytes(FILM)
    (tmp_path / "asking.vtt").write_bytes(CAPTIONS)
    (tmp_path / "asking.poster.jpg").write_bytes(png())
    (tmp_path / "asking.transcript.txt").write_text("What is said.")
    return tmp_path


@pytest.fixture
def worksheets(tmp_path):
    (tmp_path / "worksheets.yaml").write_text(yaml.safe_dump({"plan": {"title": "Plan", "description": "For you."}}))
    (tmp_path / "plan.typ").write_text("#set document(title: [Plan])\nMy plan")
    return tmp_path


@pytest.fixture
def kept(monkeypatch):
    monkeypatch.setattr(TeachingFile, "is_kept", lambda self: True)


def content(field) -> bytes:
    with field.open() as file:
        return file.read()


def test_a_video_comes_with_all_its_parts(videos):
    (video,) = actions.load_videos(videos)

    assert (video.code, video.title, video.description, video.duration) == ("asking", "Asking", "Two people.", 61.5)
    assert (content(video.file), content(video.captions), content(video.thumbnail)) == (FILM, CAPTIONS, png())
    assert video.has_words()


def test_loading_a_video_again_changes_nothing(videos):
    (first,) = actions.load_videos(videos)

    (again,) = actions.load_videos(videos)

    assert (again.pk, again.file.name) == (first.pk, first.file.name)


@pytest.mark.parametrize(
    ("name", "text"), [("asking.vtt", f"{CAPTIONS.decode()}\n"), ("asking.transcript.txt", "Something else.")]
)
def test_a_change_in_any_part_is_seen_and_the_old_files_go(videos, django_capture_on_commit_callbacks, name, text):
    (first,) = actions.load_videos(videos)
    (videos / name).write_text(text)

    with django_capture_on_commit_callbacks(execute=True):
        (again,) = actions.load_videos(videos)

    assert again.pk == first.pk
    assert text in (again.transcript, content(again.captions).decode())
    assert not first.captions.storage.exists(first.captions.name)


@pytest.mark.usefixtures("kept")
def test_a_kept_video_stays_as_it_is_and_its_successor_takes_the_code(videos):
    (first,) = actions.load_videos(videos)
    (videos / "asking.transcript.txt").write_text("Something else.")

    (second,) = actions.load_videos(videos)

    first.refresh_from_db()
    assert (first.code, first.transcript, content(first.file)) == (None, "What is said.", FILM)
    assert (second.code, second.transcript) == ("asking", "Something else.")
    assert Video.objects.count() == 2


def test_a_worksheet_is_set_as_a_pdf(worksheets):
    (document,) = actions.load_worksheets(worksheets)

    data = content(document.file)
    assert data.startswith(b"%PDF-")
    assert (document.title, document.file_extension, document.file_size) == ("Plan", "pdf", len(data))


def test_loading_a_worksheet_again_changes_nothing(worksheets):
    (first,) = actions.load_worksheets(worksheets)

    (again,) = actions.load_worksheets(worksheets)

    assert (again.pk, again.file.name) == (first.pk, first.file.name)


def test_a_changed_worksheet_is_set_anew(worksheets):
    (first,) = actions.load_worksheets(worksheets)
    (worksheets / "plan.typ").write_text("#set document(title: [Plan])\nMy other plan")

    (again,) = actions.load_worksheets(worksheets)

    assert again.pk == first.pk
    assert again.file_hash != first.file_hash


@pytest.mark.usefixtures("kept")
def test_a_kept_worksheet_stays_as_it_is(worksheets):
    (first,) = actions.load_worksheets(worksheets)
    (worksheets / "plan.typ").write_text("#set document(title: [Plan])\nMy other plan")

    (second,) = actions.load_worksheets(worksheets)

    assert second.pk != first.pk
    assert set(TeachbackDocument.objects.values_list("code", flat=True)) == {None, "plan"}
