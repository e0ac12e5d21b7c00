"""What a file is, by its content."""

import io
import zipfile

import pytest

from media.rules import is_what_it_says
from tests.factories.courses import PDF, png


def archive(*names: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as file:
        for name in names:
            file.writestr(name, "<x/>")
    return written.getvalue()


MP4 = b"\0\0\0\x20ftypisom" + bytes(64)
WEBM = b"\x1a\x45\xdf\xa3" + bytes(16) + b"\x42\x82\x84webm" + bytes(64)
DOCX, XLSX, ODT = archive("word/document.xml"), archive("xl/workbook.xml"), archive("META-INF/manifest.xml")
PROGRAM = b"MZ\x90\0" + bytes(200)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("extension", "content"),
    [
        ("pdf", PDF),
        ("png", png()),
        ("mp4", MP4),
        ("webm", WEBM),
        ("mp3", b"ID3" + bytes(64)),
        ("docx", DOCX),
        ("xlsx", XLSX),
        ("odt", ODT),
        ("csv", "Name,Größe\nÁine,1\n".encode()),
        ("txt", b"\xef\xbb\xbfWith a byte order mark"),
    ],
)
def test_files_that_are_what_they_say(extension, content):
    assert is_what_it_says(extension, io.BytesIO(content))


@pytest.mark.parametrize(
    ("extension", "content"),
    [
        ("pdf", PROGRAM),
        ("pdf", b"<html><script>alert(1)</script>"),
        ("pdf", b""),
        ("png", SVG),
        ("jpg", png()),
        ("mp4", PDF),
        ("mp4", b"\0" * 100),
        ("docx", XLSX),
        ("docx", archive("anything.exe")),
        ("xlsx", b"PK\x03\x04 broken"),
        ("odt", PDF),
        ("csv", PROGRAM),
        ("csv", "Name\nÁine".encode("latin-1")),
        ("txt", "text".encode("utf-16")),
    ],
)
def test_files_that_pretend(extension, content):
    assert not is_what_it_says(extension, io.BytesIO(content))


def test_a_renamed_jpeg_ending_is_the_same_kind():
    assert not is_what_it_says("jpeg", io.BytesIO(png()))
