"""Loading the videos and worksheets that come with Teachback. Safe to repeat.

A file that a programme version shows is never changed: the new one becomes a row of its own and takes over the code.
"""

import hashlib
import json
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TypeVar

import typst
import yaml
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.fields.files import FieldFile
from wagtail.utils.file import hash_filelike

from media.models import TeachbackDocument, Video

Row = TypeVar("Row", Video, TeachbackDocument)


@transaction.atomic
def load_videos(folder: Path) -> list[Video]:
    """Create or renew each video of fixtures/media/videos with its captions, transcript and poster."""
    return [_load_video(script.stem, folder) for script in sorted(folder.glob("*.yaml"))]


def _load_video(code: str, folder: Path) -> Video:
    words, facts = (folder / f"{code}.yaml").read_text(), (folder / f"{code}.json").read_text()
    parts = {
        "file": (f"{code}.mp4", (folder / f"{code}.mp4").read_bytes()),
        "captions": (f"{code}.vtt", (folder / f"{code}.vtt").read_bytes()),
        "thumbnail": (f"{code}.jpg", (folder / f"{code}.poster.jpg").read_bytes()),
    }
    transcript = (folder / f"{code}.transcript.txt").read_text()
    digest = _digest(words.encode(), facts.encode(), transcript.encode(), *(data for _name, data in parts.values()))
    video = _row_to_fill(Video, code, digest)
    if video.loaded_digest == digest:
        return video
    script = yaml.safe_load(words)
    video.title, video.description, video.transcript = script["title"], script["description"], transcript
    video.type, video.width, video.height = "video", 1280, 720
    video.duration, video.loaded_digest = json.loads(facts)["seconds"], digest
    for field, (name, data) in parts.items():
        _put(getattr(video, field), name, data)
    video.save()
    return video


@transaction.atomic
def load_worksheets(folder: Path) -> list[TeachbackDocument]:
    """Set each worksheet of fixtures/worksheets as a PDF, when its text changed."""
    listed = yaml.safe_load((folder / "worksheets.yaml").read_text())
    return [_load_worksheet(code, words, folder / f"{code}.typ") for code, words in listed.items()]


def _load_worksheet(code: str, words: dict, source: Path) -> TeachbackDocument:
    digest = _digest(source.read_bytes(), json.dumps(words, sort_keys=True).encode())
    document = _row_to_fill(TeachbackDocument, code, digest)
    if document.loaded_digest == digest:
        return document
    pdf = typst.compile(str(source), ignore_system_fonts=True, timestamp=0)
    document.title, document.description, document.loaded_digest = words["title"], words["description"], digest
    _put(document.file, f"{code}.pdf", pdf)
    document.file_size, document.file_hash = len(pdf), hash_filelike(BytesIO(pdf))
    document.save()
    return document


def _digest(*parts: bytes) -> str:
    """Of everything in the fixture, each part with its length, so that no two fixtures look the same."""
    return hashlib.sha256(b"".join(b"%d:%s" % (len(part), part) for part in parts)).hexdigest()


def _row_to_fill(model: type[Row], code: str, digest: str) -> Row:
    """The row of a code, or a new one. A row that is kept and differs from the fixture gives up its code."""
    row = model.objects.filter(code=code).first()
    if row and row.loaded_digest != digest and row.is_kept():
        row.code = None
        row.save(update_fields=["code"])
        row = None
    return row or model(code=code)


def _put(field: FieldFile, name: str, data: bytes) -> None:
    """Store a file in the place of the one that the field had, which goes when all is done."""
    if field:
        transaction.on_commit(partial(field.storage.delete, field.name))
    field.save(name, ContentFile(data), save=False)
