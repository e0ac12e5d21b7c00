"""Rules of the curriculum's own text: every claim carries its source at the claim."""

import re

from django.utils.translation import gettext as _

from courses.enums import ModuleKind

MARKER = re.compile(r"\[(\d{1,2})\]")
_SPACED_MARKER = re.compile(rf"\s*{MARKER.pattern}")


def markers_in(text: str) -> set[int]:
    """The source numbers, such as [1], that a text mentions."""
    return {int(number) for number in MARKER.findall(text)}


def unmatched_markers(text: str, citations: int) -> tuple[set[int], set[int]]:
    """(numbers in the text without a source, sources that the text never mentions)."""
    mentioned, listed = markers_in(text), set(range(1, citations + 1))
    return mentioned - listed, listed - mentioned


def linked_markers(html: str, prefix: str, label: str) -> str:
    """The text with each [n] made a link to its note, close to its word so that no line begins with it.

    `label` is read out before the number and not seen.
    """
    return _SPACED_MARKER.sub(
        lambda found: (
            f'<sup class="tb-marker"><a href="#{prefix}-{found[1]}">'
            f'[<span class="nhsuk-u-visually-hidden">{label} </span>{found[1]}]</a></sup>'
        ),
        html,
    )


def leads_to_page(source: str) -> bool:
    """Whether a rich text, as stored, links to a page of the curriculum."""
    return 'linktype="page"' in source


def when_problem(kind: str, day: int | None, half: str, taught_minutes: int | None) -> str:
    """What is wrong with when a module is taught, in words, or nothing."""
    is_taught = kind == ModuleKind.TAUGHT
    if is_taught and not (day and half and taught_minutes):
        return _("A taught half-day needs its day, its half and its taught minutes.")
    if not is_taught and (day or half or taught_minutes):
        return _("Only a taught half-day has a day, a half and taught minutes.")
    return ""


def timing_errors(rows: list[tuple[int, int]], minutes_total: int) -> list[str]:
    """What is wrong with a session plan's times. rows: (minutes from the start, length in minutes)."""
    errors, expected = [], 0
    for number, (at, minutes) in enumerate(rows, start=1):
        if at != expected:
            errors.append(
                _("row %(number)d starts at %(at)d min, the one before ends at %(expected)d")
                % {"number": number, "at": at, "expected": expected}
            )
        expected = at + minutes
    if expected != minutes_total:
        errors.append(
            _("the rows end at %(end)d min, the plan says %(total)d") % {"end": expected, "total": minutes_total}
        )
    return errors
