"""Loading the videos and worksheets that come with Teachback. Safe to repeat."""

import hashlib
import json
from pathlib import Path

import typst
import yaml
from django.core.files.base import ContentFile
from django.db import transaction

from media.models import TeachbackDocument, Video


@transaction.atomic
def load_videos(folder: Path) -> list[Video]:
    """Create or renew each video of fixtures/media/videos with its captions, transcript and poster."""
    return [_load_video(script, folder) for script in sorted(folder.glob("*.yaml"))]


def _load_video(script: Path, folder: Path) -> Video:
    code, words = script.stem, yaml.safe_load(script.read_text())
    film = (folder / f"{code}.mp4").read_bytes()
    video = Video.objects.filter(code=code).first() or Video(code=code, type="video", width=1280, height=720)
    if video.pk and video.file.size == len(film) and video.title == words["title"]:
        return video
    video.title, video.description = words["title"], words["description"]
    video.duration = json.loads((folder / f"{code}.json").read_text())["seconds"]
    video.transcript = (folder / f"{code}.transcript.txt").read_text()
    video.file.save(f"{code}.mp4", ContentFile(film), save=False)
    video.captions.save(f"{code}.vtt", ContentFile((folder / f"{code}.vtt").read_bytes()), save=False)
    video.thumbnail.save(f"{code}.jpg", ContentFile((folder / f"{code}.poster.jpg").read_bytes()), save=False)
    video.save()
    return video


@transaction.atomic
def load_worksheets(folder: Path) -> list[TeachbackDocument]:
    """Set each worksheet of fixtures/worksheets as a PDF, when its text changed."""
    listed = yaml.safe_load((folder / "worksheets.yaml").read_text())
    return [_load_worksheet(code, words, folder / f"{code}.typ") for code, words in listed.items()]


def _load_worksheet(code: str, words: dict, source: Path) -> TeachbackDocument:
    digest = hashlib.sha256(source.read_bytes()).hexdigest()[:12]
    document = TeachbackDocument.objects.filter(code=code).first() or TeachbackDocument(code=code)
    if document.pk and digest in document.file.name:
        return document
    document.title, document.description = words["title"], words["description"]
    pdf = typst.compile(str(source), ignore_system_fonts=True, timestamp=0)
    document.file.save(f"{code}-{digest}.pdf", ContentFile(pdf), save=False)
    document._set_document_file_metadata()
    document.save()
    return document
