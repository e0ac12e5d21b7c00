"""Curriculum pages, their sources and files, for tests."""

import io
import itertools

from django.core.files.base import ContentFile
from PIL import Image

from courses.actions import shelf
from courses.models import LessonPage, ModulePage, ProgrammePage, Source
from media.models import TeachbackDocument, TeachbackImage, Video

_numbers = itertools.count(1)
CAPTIONS = b"WEBVTT\n\n00:00:01.000 --> 00:00:03.000\nWhat do you know already?\n"
PDF = b"%PDF-1.7\n%%EOF\n"


def source(**changes):
    number = next(_numbers)
    return Source.objects.create(
        **{
            "code": f"source-{number}",
            "title": f"Guide {number}",
            "publisher": "NHS England",
            "year": 2020,
            "grade": "S",
            "country": "England",
            **changes,
        }
    )


def video(**changes):
    """A video with captions and transcript, unless changed."""
    words = changes.pop("captions", CAPTIONS)
    row = Video(**{"title": "Asking first", "type": "video", "duration": 70, "transcript": "What is said.", **changes})
    row.file.save("asking.mp4", ContentFile(b"\0\0\0\x20ftypisom" + bytes(64)), save=False)
    if words:
        row.captions.save("asking.vtt", ContentFile(words), save=False)
    row.save()
    return row


def document(**changes):
    row = TeachbackDocument(**{"title": "Action plan", "file_size": len(PDF), **changes})
    row.file.save("plan.pdf", ContentFile(PDF), save=True)
    return row


def png(width=40, height=30) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(written, "PNG")
    return written.getvalue()


def picture(**changes):
    return TeachbackImage.objects.create(
        **{"title": "Agenda map", "file": ContentFile(png(), "map.png"), "width": 40, "height": 30, **changes}
    )


def programme(**changes):
    number = next(_numbers)
    code = f"programme-{number}"
    values = {
        "title": f"Programme {number}",
        "slug": code,
        "code": code,
        "route": "skills",
        "taught_days": 2,
        "summary": "Two days of coaching skills.",
        "who_for": "People who talk about health at work.",
    }
    return shelf().add_child(instance=ProgrammePage(**{**values, **changes}))


def module(programme_page=None, **changes):
    code = f"module-{next(_numbers)}"
    values = {"title": "Day 1, morning", "slug": code, "code": code, "intro": "<p>Making it safe.</p>"}
    when = {"kind": "taught", "day": 1, "half": "am", "taught_minutes": 180}
    return (programme_page or programme()).add_child(instance=ModulePage(**{**values, **when, **changes}))


def lesson(module_page=None, *blocks, **changes):
    """A lesson of the given blocks, as pairs of kind and value; with one text when none are given."""
    code = f"lesson-{next(_numbers)}"
    values = {"title": f"Lesson {code}", "slug": code, "code": code, "summary": "Share what is wanted.", "minutes": 20}
    body = blocks or [text("Ask before you tell.")]
    return (module_page or module()).add_child(instance=LessonPage(**{**values, "body": list(body), **changes}))


def text(words, *citations, heading="Three steps"):
    """A text block. citations: sources, in the order of their numbers."""
    cited = [{"source": item, "locator": "section 2", "note": ""} for item in citations]
    return ("text", {"heading": heading, "body": f"<p>{words}</p>", "citations": cited})
