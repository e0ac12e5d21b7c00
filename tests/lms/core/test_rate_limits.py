"""Counting what one connection does."""

import datetime

import pytest
from django.core.cache import cache

from lms.core import rate_limits
from lms.core.rate_limits import has_spent, is_spent

AN_HOUR = datetime.timedelta(hours=1)


@pytest.fixture(autouse=True)
def _nothing_counted_yet():
    cache.clear()


def test_so_many_acts_are_free_and_the_next_is_not(rf):
    answers = [is_spent(rf.get("/"), name="try", limit=2, per=AN_HOUR) for _number in range(3)]

    assert answers == [False, False, True]


def test_other_acts_and_other_connections_are_counted_apart(rf):
    is_spent(rf.get("/"), name="try", limit=1, per=AN_HOUR)

    assert is_spent(rf.get("/"), name="other", limit=1, per=AN_HOUR) is False
    assert is_spent(rf.get("/", REMOTE_ADDR="10.0.0.2"), name="try", limit=1, per=AN_HOUR) is False


def test_has_spent_looks_without_counting(rf):
    looks = [has_spent(rf.get("/"), name="try", limit=1)]
    for _number in range(2):
        is_spent(rf.get("/"), name="try", limit=1, per=AN_HOUR)
        looks.append(has_spent(rf.get("/"), name="try", limit=1))

    assert looks == [False, False, True]


def test_the_cache_names_no_address(rf):
    keys = [rate_limits._key(rf.get("/", REMOTE_ADDR=address), "try") for address in ("10.0.0.2", "10.0.0.3")]

    assert keys[0] != keys[1]
    assert [key for key in keys if "10.0.0" in key] == []


@pytest.mark.parametrize(("proxies", "counted_apart"), [(0, 1), (1, 3), (2, 2)])
def test_visitors_behind_the_trusted_proxies_are_counted_apart(rf, settings, proxies, counted_apart):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    seen = ["192.0.2.1, 10.0.0.8", "192.0.2.1, 10.0.0.9", "192.0.2.3, 10.0.0.7"]

    keys = {rate_limits._key(rf.get("/", headers={"X-Forwarded-For": addresses}), "try") for addresses in seen}

    assert len(keys) == counted_apart
