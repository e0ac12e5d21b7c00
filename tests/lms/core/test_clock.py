"""One clock, which tests can set."""

import datetime
import threading

from lms.core import clock

MIDSUMMER_NIGHT = datetime.datetime(2026, 6, 20, 23, 30, tzinfo=datetime.UTC)
WINTER_NIGHT = datetime.datetime(2026, 11, 21, 23, 30, tzinfo=datetime.UTC)


def test_now_is_the_present_and_aware():
    before = datetime.datetime.now(datetime.UTC)

    assert before <= clock.now() <= datetime.datetime.now(datetime.UTC)


def test_fixed_holds_the_clock_and_lets_go_again():
    with clock.fixed(WINTER_NIGHT) as at:
        with clock.fixed(MIDSUMMER_NIGHT):
            inner = clock.now()
        outer = clock.now()
    after = clock.now()

    assert (at, inner, outer) == (WINTER_NIGHT, MIDSUMMER_NIGHT, WINTER_NIGHT)
    assert after - datetime.datetime.now(datetime.UTC) < datetime.timedelta(minutes=1)


def test_fixed_holds_in_every_thread():
    seen = []

    with clock.fixed(WINTER_NIGHT):
        thread = threading.Thread(target=lambda: seen.append(clock.now()))
        thread.start()
        thread.join()

    assert seen == [WINTER_NIGHT]


def test_today_is_the_date_where_the_institution_is():
    with clock.fixed(MIDSUMMER_NIGHT):
        in_summer = clock.today()
    with clock.fixed(WINTER_NIGHT):
        in_winter = clock.today()

    assert (in_summer, in_winter) == (datetime.date(2026, 6, 21), datetime.date(2026, 11, 21))


def test_a_day_starts_and_ends_where_the_institution_is():
    day = datetime.date(2026, 3, 29)  # the clocks go forward: a day of 23 hours

    start, end = clock.start_of(day), clock.end_of(day)

    assert start == datetime.datetime(2026, 3, 29, 0, tzinfo=datetime.UTC)
    assert end == datetime.datetime(2026, 3, 29, 23, tzinfo=datetime.UTC)


def test_the_ends_of_time_have_a_start_and_an_end():
    for day in (datetime.date.min, datetime.date.max):
        assert clock.start_of(day) <= clock.end_of(day)
        assert clock.start_of(day).astimezone(datetime.UTC) <= clock.end_of(day).astimezone(datetime.UTC)
