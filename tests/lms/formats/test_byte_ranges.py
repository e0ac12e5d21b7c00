"""Range headers."""

import pytest

from lms.formats.byte_ranges import NotSatisfiable, wanted


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", None),
        ("bytes=0-", (0, 9)),
        ("bytes=2-4", (2, 4)),
        ("bytes=2-99", (2, 9)),
        ("bytes=-3", (7, 9)),
        ("bytes=-99", (0, 9)),
        ("bytes=5-2", None),
        ("bytes=-", None),
        (f"bytes=0-{'9' * 18}", (0, 9)),
        (f"bytes={'9' * 4400}-", None),
        (f"bytes=0-{'9' * 4400}", None),
        (f"bytes=-{'9' * 4400}", None),
        ("bytes=0-1,4-5", None),
        ("lines=1-2", None),
    ],
)
def test_wanted(header, expected):
    assert wanted(header, 10) == expected


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=-0"])
def test_wanted_refuses_what_lies_outside(header):
    with pytest.raises(NotSatisfiable):
        wanted(header, 10)
