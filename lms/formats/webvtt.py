"""Captions in WebVTT (W3C), as far as a player needs them: the header, and cues whose times go forward."""

import re

_CLOCK = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMES = re.compile(rf"^{_CLOCK}[ \t]+-->[ \t]+{_CLOCK}(?:[ \t].*)?$")


class NotWebVTT(ValueError):
    """The text is no WebVTT file. `fault` is a code for our words, `line` counts from 1."""

    def __init__(self, fault: str, line: int):
        super().__init__(f"{fault} in line {line}")
        self.fault, self.line = fault, line


def check(text: str) -> int:
    """How many cues a caption file has. Raises NotWebVTT: no_header, no_cues, bad_times, times_go_back, no_words."""
    lines = text.removeprefix("\ufeff").splitlines()
    if not lines or not re.match(r"^WEBVTT($|[ \t])", lines[0]):
        raise NotWebVTT("no_header", 1)
    begun, cues = 0, 0
    for number, line in enumerate(lines, start=1):
        if "-->" in line:
            begun = _checked_start(line, number, not_before=begun)
            _check_words(lines, number)
            cues += 1
    if not cues:
        raise NotWebVTT("no_cues", len(lines))
    return cues


def _checked_start(line: str, number: int, *, not_before: int) -> int:
    """When the cue begins, in milliseconds."""
    match = _TIMES.match(line.strip())
    if not match:
        raise NotWebVTT("bad_times", number)
    start, end = _milliseconds(match.groups()[:4]), _milliseconds(match.groups()[4:])
    if end <= start or start < not_before:
        raise NotWebVTT("times_go_back", number)
    return start


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths


def _check_words(lines: list[str], number: int) -> None:
    """The line after a cue's times holds its words. `number` counts from 1, so it is the index of that line."""
    if number >= len(lines) or not lines[number].strip():
        raise NotWebVTT("no_words", number)
