"""Rules of the curriculum's own text and times."""

import pytest

from courses import rules
from courses.enums import Grade


@pytest.mark.parametrize(
    ("text", "citations", "missing", "unused"),
    [
        ("no claim", 0, set(), set()),
        ("a [1] and b [2] and a again [1]", 2, set(), set()),
        ("a [1] and c [3]", 2, {3}, {2}),
        ("nothing cited", 1, set(), {1}),
        ("[not a number] [123]", 0, set(), set()),
    ],
)
def test_unmatched_markers(text, citations, missing, unused):
    assert rules.unmatched_markers(text, citations) == (missing, unused)


def test_a_marker_becomes_a_link_close_to_its_word():
    html = rules.linked_markers("<p>A claim [2].</p>", "note-3", "Source")

    assert html == (
        '<p>A claim<sup class="tb-marker"><a href="#note-3-2">'
        '[<span class="nhsuk-u-visually-hidden">Source </span>2]</a></sup>.</p>'
    )


@pytest.mark.parametrize(
    ("source", "leads"),
    [
        ('<p><a linktype="page" id="3">another lesson</a></p>', True),
        ('<p><a href="https://example.org">a body</a></p>', False),
        ('<p><a linktype="document" id="3">a sheet</a></p>', False),
    ],
)
def test_links_to_pages_are_found(source, leads):
    assert rules.leads_to_page(source) is leads


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (("taught", 1, "am", 180), ""),
        (("before", None, "", 0), ""),
        (("taught", None, "am", 180), "A taught half-day needs its day, its half and its taught minutes."),
        (("taught", 1, "", 180), "A taught half-day needs its day, its half and its taught minutes."),
        (("taught", 1, "am", 0), "A taught half-day needs its day, its half and its taught minutes."),
        (("practice", 1, "", 0), "Only a taught half-day has a day, a half and taught minutes."),
        (("after", None, "pm", 0), "Only a taught half-day has a day, a half and taught minutes."),
        (("assessment", None, "", 30), "Only a taught half-day has a day, a half and taught minutes."),
    ],
)
def test_when_a_module_is_taught(when, words):
    assert rules.when_problem(*when) == words


@pytest.mark.parametrize(
    ("rows", "total", "errors"),
    [
        ([(0, 10), (10, 20)], 30, []),
        ([(0, 10), (15, 20)], 35, ["row 2 starts at 15 min, the one before ends at 10"]),
        ([(5, 10)], 15, ["row 1 starts at 5 min, the one before ends at 0"]),
        ([(0, 10)], 30, ["the rows end at 10 min, the plan says 30"]),
        ([], 30, ["the rows end at 0 min, the plan says 30"]),
    ],
)
def test_timing_errors(rows, total, errors):
    assert rules.timing_errors(rows, total) == errors


@pytest.mark.parametrize(
    ("grade", "words"),
    [
        (Grade.FOUNDING, ""),
        (Grade.VERIFIED, ""),
        (Grade.SECONDARY, "Reported by a secondary source."),
        (Grade.BACKGROUND, "Check with the body."),
        (Grade.INFERENCE, "Teachback's own reading: check with the body."),
    ],
)
def test_less_than_verified_carries_a_caveat(grade, words):
    assert Grade.caveat(grade) == words
