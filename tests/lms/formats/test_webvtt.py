"""Captions as players read them."""

import pytest

from lms.formats import webvtt

CUE = "00:00:01.000 --> 00:00:04.000\nWhat do you know already?\n"


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        (f"WEBVTT\n\n{CUE}", 1),
        (f"\ufeffWEBVTT with a title\n\nNOTE made by hand\n\n1\n{CUE}\n2\n00:05.000 --> 00:06.500 line:10%\nYes.\n", 2),
        ("WEBVTT\n\n01:00:00.000 --> 01:00:02.000\n<v Priya>Good morning.\n", 1),
    ],
)
def test_counts_the_cues_of_a_sound_file(text, cues):
    assert webvtt.check(text) == cues


@pytest.mark.parametrize(
    ("text", "fault", "line"),
    [
        ("", "no_header", 1),
        (CUE, "no_header", 1),
        ("WEBVTTX\n", "no_header", 1),
        ("1\n00:00:01,000 --> 00:00:04,000\nSubRip\n", "no_header", 1),
        ("WEBVTT\n\nNOTE nothing here\n", "no_cues", 3),
        ("WEBVTT\n\n00:00:01,000 --> 00:00:04,000\nComma\n", "bad_times", 3),
        ("WEBVTT\n\n1 --> 4\nSeconds\n", "bad_times", 3),
        ("WEBVTT\n\n00:00:04.000 --> 00:00:01.000\nBack\n", "times_go_back", 3),
        (f"WEBVTT\n\n00:00:09.000 --> 00:00:10.000\nLate\n\n{CUE}", "times_go_back", 6),
        ("WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n\n", "no_words", 3),
        ("WEBVTT\n\n00:00:01.000 --> 00:00:04.000", "no_words", 3),
    ],
)
def test_names_the_fault_and_the_line(text, fault, line):
    with pytest.raises(webvtt.NotWebVTT) as refused:
        webvtt.check(text)

    assert (refused.value.fault, refused.value.line) == (fault, line)
