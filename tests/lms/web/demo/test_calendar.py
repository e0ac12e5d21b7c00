"""No taught day and no working session of the demo falls on a Saturday or Sunday, whichever day it is prepared."""

import datetime

import pytest

from lms.web.demo import calendar

WEEK = [datetime.date(2026, 8, 3) + datetime.timedelta(days=number) for number in range(7)]


@pytest.fixture(params=WEEK, ids=str)
def today(request, monkeypatch):
    monkeypatch.setattr(calendar.timezone, "localdate", lambda: request.param)


@pytest.mark.usefixtures("today")
@pytest.mark.parametrize("days", [(380, 379, 366, 365), (-50, -51, -64, -65), (60, 46)])
def test_taught_days_begin_on_a_tuesday_and_stay_apart(days):
    moved = calendar.from_tuesday(days)

    assert calendar.date(moved[0]).strftime("%A") == "Tuesday"
    assert {calendar.date(day).weekday() for day in moved} <= {calendar.TUESDAY, calendar.TUESDAY + 1}
    assert [day - moved[0] for day in moved] == [day - days[0] for day in days]
    assert abs(moved[0] - days[0]) <= 3


@pytest.mark.usefixtures("today")
def test_a_weekend_becomes_the_friday_before():
    days = [calendar.working_day(number) for number in range(14)]

    assert all(calendar.date(day).weekday() <= calendar.FRIDAY for day in days)
    assert all(0 <= moved - asked <= 2 for asked, moved in enumerate(days))
