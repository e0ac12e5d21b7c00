import datetime

import pytest

from lms.quality import rules

JAN, FEB, MAR, APR = (datetime.date(2026, month, 1) for month in (1, 2, 3, 4))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((JAN, FEB), (MAR, APR), False),
        ((JAN, FEB), (FEB, APR), True),
        ((JAN, None), (MAR, APR), True),
        ((MAR, None), (JAN, FEB), False),
        ((JAN, None), (APR, None), True),
        ((FEB, MAR), (JAN, APR), True),
    ],
)
def test_overlap(first, second, expected):
    assert rules.overlap(first, second) is expected
    assert rules.overlap(second, first) is expected


@pytest.mark.parametrize(
    ("old_end", "new_end", "expected"),
    [(None, MAR, True), (None, FEB, True), (None, JAN, False), (APR, MAR, True), (MAR, MAR, False), (MAR, APR, False)],
)
def test_an_end_shortens(old_end, new_end, expected):
    assert rules.ends_earlier(FEB, old_end, new_end) is expected
