"""Pages whose HTML is kept for a moment, for the same reader, while nothing that they show has changed.

A page names what it depends on (`stamp`): the times or counters that every change of it moves. The reader and their
session are part of the key too, so nothing is ever shown to somebody else.
"""

import hashlib
import re
import uuid

from django.contrib.messages import get_messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.translation import get_language

# What a stamp does not cover, such as a role in the header's menu, may be late by as long.
KEPT_SECONDS = 60

# The values that each sending of a form needs anew (components.form_token).
_TOKENS = re.compile(r'(?<=name="csrfmiddlewaretoken" value=")[^"]*|(?<=name="idempotency_key" value=")[^"]*')
_PAGE_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="$')


class KeptPage:
    """Put before a page class that answers GET with a template. `stamp()`: a tuple, or None when it is not to be kept.

    A page with a message for its reader is never kept, nor the answer to a form.
    """

    def stamp(self) -> tuple | None:
        raise TypeError(f"{type(self).__name__} does not say what it depends on")

    def get(self, request, *args, **kwargs):
        stamp = self.stamp()
        if stamp is None or len(get_messages(request)):
            return super().get(request, *args, **kwargs)
        key = _key(request, type(self).__name__, stamp)
        pieces = cache.get(key)
        if pieces is not None:
            return HttpResponse(_with_tokens(pieces, request))
        response = super().get(request, *args, **kwargs).render()
        cache.set(key, _TOKENS.split(response.text), KEPT_SECONDS)
        return response


def _key(request: HttpRequest, page: str, stamp: tuple) -> str:
    """One reader (by name too, which the header shows), one session, one language, one address, one state."""
    reader = (request.user.pk, request.user.get_full_name(), sorted(request.session.items(), key=str))
    whole = repr((page, reader, get_language(), request.get_full_path(), stamp))
    return f"kept-page:{hashlib.sha256(whole.encode()).hexdigest()}"


def _with_tokens(pieces: list[str], request: HttpRequest) -> str:
    """The page with fresh tokens between its pieces: a kept one would let a second form pass for the first."""
    page_token = get_token(request)
    parts = []
    for piece in pieces[:-1]:
        parts += [piece, page_token if _PAGE_TOKEN.search(piece, len(piece) - 40) else str(uuid.uuid4())]
    return "".join([*parts, pieces[-1]])
