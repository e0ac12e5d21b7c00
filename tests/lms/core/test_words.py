"""Values as people say them."""

import datetime

import pytest

from lms.core.templatetags.words import day, duration, moment


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(45, "45 min"), (60, "1 h"), (90, "1 h 30 min"), (0, "0 min"), (None, "–"), ("", "–"), ("75", "1 h 15 min")],
)
def test_duration(minutes, words):
    assert duration(minutes) == words


def test_day_of_a_date_and_of_a_moment_where_the_institution_is():
    late = datetime.datetime(2026, 6, 20, 23, 30, tzinfo=datetime.UTC)

    assert (day(datetime.date(2026, 11, 22)), day(late), day(None)) == ("22 November 2026", "21 June 2026", "–")


def test_moment_has_the_time_of_day():
    assert moment(datetime.datetime(2026, 6, 20, 13, 30, tzinfo=datetime.UTC)) == "20 June 2026, 2:30pm"
    assert moment(None) == "–"
