"""Counting what one connection does, so that no machine can use an open form. Kept in the cache, never in a table."""

import datetime

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def has_spent(request: HttpRequest, *, name: str, limit: int) -> bool:
    """Whether this connection is past `limit` in the running period, without counting this act."""
    return cache.get(_key(request, name), 0) > limit


def is_spent(request: HttpRequest, *, name: str, limit: int, per: datetime.timedelta) -> bool:
    """Count one more act called `name` from this connection; whether it is past `limit` in the running period.

    The period starts with the first act. The address is counted under a keyed hash, so that the cache names nobody.
    """
    key = _key(request, name)
    cache.add(key, 0, per.total_seconds())
    try:
        return cache.incr(key) > limit
    except ValueError:  # the period ended between the two calls: this act is the first of the next
        cache.set(key, 1, per.total_seconds())
        return False


def _key(request: HttpRequest, name: str) -> str:
    return "rate:" + salted_hmac(name, get_adapter().get_client_ip(request)).hexdigest()
