"""Rules of the curriculum's own text: every claim carries its source at the claim."""

import hashlib
import re

MARKER = re.compile(r"\[(\d{1,2})\]")


def markers_in(text: str) -> set[int]:
    """The source numbers, such as [1], that a text mentions."""
    return {int(number) for number in MARKER.findall(text)}


def unmatched_markers(text: str, citations: int) -> tuple[set[int], set[int]]:
    """(numbers in the text without a source, sources that the text never mentions)."""
    mentioned, listed = markers_in(text), set(range(1, citations + 1))
    return mentioned - listed, listed - mentioned


def anchor_prefix(text: str) -> str:
    """A short name for a block's notes, the same for the same words, so that two blocks on a page never share an id."""
    return "note-" + hashlib.sha256(text.encode()).hexdigest()[:8]


def linked_markers(html: str, prefix: str, label: str) -> str:
    """The text with each [n] made a link to its note. `label` is the words read out, with %s for the number."""
    return MARKER.sub(
        lambda found: (
            f'<sup class="source-marker"><a href="#{prefix}-{found[1]}" aria-label="{label % found[1]}">'
            f"[{found[1]}]</a></sup>"
        ),
        html,
    )


def timing_errors(rows: list[tuple[int, int]], minutes_total: int) -> list[str]:
    """What is wrong with a session plan's times. rows: (minutes from the start, length in minutes)."""
    errors, expected = [], 0
    for number, (at, minutes) in enumerate(rows, start=1):
        if at != expected:
            errors.append(f"row {number} starts at {at} min, the one before ends at {expected}")
        expected = at + minutes
    if expected != minutes_total:
        errors.append(f"the rows end at {expected} min, the plan says {minutes_total}")
    return errors
