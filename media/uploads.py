"""What an upload must be, in words for the editor. The models call it, whichever form the file came by."""

from dataclasses import dataclass
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.db.models.fields.files import FieldFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from lms.formats import webvtt
from media.rules import is_what_it_says


@dataclass(frozen=True)
class Allowed:
    """The endings that a field takes, and the largest size in bytes."""

    extensions: tuple[str, ...]
    max_bytes: int


def is_new(file: FieldFile) -> bool:
    """Whether the file was chosen just now and is not yet in the store."""
    return bool(file) and not file._committed


def check(file: FieldFile, allowed: Allowed) -> None:
    """Raise ValidationError unless the file is of a kind we take, small enough, and what its name says."""
    extension = PurePath(file.name).suffix.lower().removeprefix(".")
    if extension not in allowed.extensions:
        endings = ", ".join(allowed.extensions)
        raise ValidationError(_("We cannot take this kind of file. Choose one of these: %s.") % endings)
    if file.size > allowed.max_bytes:
        sizes = {"size": filesizeformat(file.size), "most": filesizeformat(allowed.max_bytes)}
        raise ValidationError(_("This file is too large: %(size)s. It can be %(most)s at most.") % sizes)
    if not file.size or not is_what_it_says(extension, file):
        raise ValidationError(_("The file's name ends in .%s, but that is not what is in it.") % extension)
    file.seek(0)


def check_captions(file: FieldFile, allowed: Allowed) -> None:
    """As `check`, and the text is WebVTT that a player can show."""
    check(file, allowed)
    try:
        webvtt.check(file.read().decode("utf-8"))
    except webvtt.NotWebVTT as error:
        faults = {
            "no_header": _("its first line must be WEBVTT"),
            "no_cues": _("there is no caption in it"),
            "bad_times": _("these are no times: write 00:00:01.000 --> 00:00:04.000"),
            "times_go_back": _("the times must go forward"),
            "no_words": _("there are times without words"),
        }
        words = {"line": error.line, "fault": faults[error.fault]}
        raise ValidationError(_("These captions cannot be shown. Line %(line)d: %(fault)s.") % words) from error
    file.seek(0)
