"""Loading what a portfolio is asked to hold."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from lms.audit import actions as audit
from lms.core.errors import Refused
from lms.formats.transparency_log import canonical_bytes
from lms.portfolio.models import Need, NeedList


class NeedsChanged(Refused):
    """A number of a list was loaded before with other words: give the new wording a new number."""


@transaction.atomic
def load_needs(*, data: Mapping, at: datetime) -> list[NeedList]:
    """Load fixtures/portfolio (`lists:`). What is there with the same words is left as it is. Raises NeedsChanged."""
    return [_load(given, at=at) for given in data["lists"]]


def _load(given: Mapping, *, at: datetime) -> NeedList:
    days = {**given, "effective_from": given["effective_from"].isoformat()}
    content_hash = hashlib.sha256(canonical_bytes(days)).hexdigest()
    loaded = NeedList.objects.filter(code=given["key"], number=given["version"]).first()
    if loaded and loaded.content_hash != content_hash:
        raise NeedsChanged(f"{loaded} was loaded with other words. Give the new wording a new number.")
    return loaded or _new(given, content_hash, at=at)


def _new(given: Mapping, content_hash: str, *, at: datetime) -> NeedList:
    needs = NeedList.objects.create(
        code=given["key"],
        number=given["version"],
        route=given["route"],
        title=given["title"],
        effective_from_date=given["effective_from"],
        weeks=given["weeks_after_last_taught_day"],
        source=given["source"],
        note=given.get("note") or "",
        content_hash=content_hash,
        happened_at=at,
    )
    for order, need in enumerate(given["needs"], start=1):
        Need.objects.create(
            needs=needs,
            order=order,
            code=need["key"],
            kind=need["kind"],
            asked=need["number"],
            title=need["title"],
            how=need["how"],
            happened_at=at,
        )
    facts = {"code": needs.code, "number": needs.number, "content": content_hash}
    audit.record("portfolio.needs_loaded", by=None, at=at, target=needs, facts=facts)
    return needs
