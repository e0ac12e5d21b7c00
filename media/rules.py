"""What a file is, judged by its content: its name can say anything. `file` is open for reading bytes."""

import zipfile
from typing import BinaryIO

import filetype

HEAD = 8192  # bytes; every mark that we look for stands in them
TEXT = {"csv", "txt", "vtt"}
# Office files are zip archives: what is in them tells which.
PART_OF = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "odt": "META-INF/manifest.xml"}
SAME = {"jpeg": "jpg"}


def is_what_it_says(extension: str, file: BinaryIO) -> bool:
    """Whether the content is of the kind that the name's ending promises."""
    file.seek(0)
    if extension in TEXT:
        return _is_text(file)
    if extension in PART_OF:
        return _has_part(file, PART_OF[extension])
    return filetype.guess_extension(file.read(HEAD)) == SAME.get(extension, extension)


def _is_text(file: BinaryIO) -> bool:
    """Text in UTF-8 without control characters. It is read whole: the size was checked before."""
    try:
        return "\0" not in file.read().decode("utf-8")
    except UnicodeDecodeError:
        return False


def _has_part(file: BinaryIO, name: str) -> bool:
    """Only the list of contents is read, so that an archive made to burst does no harm."""
    try:
        with zipfile.ZipFile(file) as archive:
            return name in archive.namelist()
    except zipfile.BadZipFile:
        return False
