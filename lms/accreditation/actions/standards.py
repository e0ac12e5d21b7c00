"""Loading a standard. What is on record is compared, never overwritten."""

import datetime
import hashlib
import json
from collections.abc import Mapping

from django.db import transaction
from django.db.models import Q

from lms.accreditation.models import Requirement, Standard, StandardVersion
from lms.accreditation.rules.reading import StandardNotReadable, read_standard
from lms.accreditation.rules.values import Clause
from lms.audit import actions as audit
from lms.core.errors import Refused


class StandardUnsound(Refused):
    """The data break a rule of writing standards: an unknown kind, a missing source, a parameter of the wrong type."""


class StandardOverlaps(Refused):
    """Two versions of a standard would be in force on one day without either being the later one."""


class StandardChanged(Refused):
    """A version was loaded before with other clauses: give the changed clauses a new version."""


@transaction.atomic
def load_standard(*, data: Mapping, at: datetime.datetime) -> StandardVersion:
    """Load one standard from its fixture; a version that is there with the same words is left as it is.

    Raises StandardUnsound, StandardChanged, StandardOverlaps.
    """
    try:
        rules = read_standard(data)
    except StandardNotReadable as error:
        raise StandardUnsound(str(error)) from error
    content_hash = _hash(data)
    loaded = StandardVersion.objects.filter(standard__code=rules.code, label=rules.label).first()
    if loaded and loaded.content_hash != content_hash:
        raise StandardChanged(f"{loaded} was loaded with other clauses. Give the changed clauses a new version.")
    return loaded or _new_version(data, rules.clauses, content_hash, at)


def _refuse_overlap(data: Mapping) -> None:
    """A version without an end gives way to the next one; an end that is written down is kept to."""
    first, last = data["effective_from"], data.get("effective_to")
    others = StandardVersion.objects.filter(standard__code=data["key"])
    same_start = Q(effective_from_date=first)
    ends_inside = Q(effective_from_date__lte=first, effective_to_date__gte=first)
    begins_inside = Q(effective_from_date__gt=first, effective_from_date__lte=last) if last else Q(pk__in=())
    other = others.filter(same_start | ends_inside | begins_inside).first()
    if other:
        raise StandardOverlaps(f"{other} is in force on some of the same days. Change the dates of the new version.")


def _hash(data: Mapping) -> str:
    content = json.dumps(dict(data), sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(content.encode()).hexdigest()


def _new_version(
    data: Mapping, clauses: tuple[Clause, ...], content_hash: str, at: datetime.datetime
) -> StandardVersion:
    _refuse_overlap(data)
    version = StandardVersion.objects.create(
        standard=Standard.objects.get_or_create(code=data["key"])[0],
        label=data["version"],
        title=data["title"],
        route=data["route"],
        body=data["body"],
        status=data["status"],
        effective_from_date=data["effective_from"],
        effective_to_date=data.get("effective_to"),
        source=data["source"],
        note=data.get("note") or "",
        content_hash=content_hash,
        happened_at=at,
    )
    parameters = {given["key"]: given["parameters"] for given in data["requirements"]}
    for order, clause in enumerate(clauses, start=1):
        _new_requirement(version, order, clause, parameters[clause.code], at)
    facts = {"code": data["key"], "label": version.label, "content": content_hash}
    audit.record("accreditation.standard_loaded", by=None, at=at, target=version, facts=facts)
    return version


def _new_requirement(
    version: StandardVersion, order: int, clause: Clause, parameters: dict, at: datetime.datetime
) -> Requirement:
    return Requirement.objects.create(
        standard_version=version,
        order=order,
        code=clause.code,
        kind=clause.kind,
        title=clause.title,
        force=clause.force.value,
        is_gate=clause.is_gate,
        source=clause.source,
        locator=clause.locator,
        grade=clause.grade,
        parameters=parameters,
        explanation=clause.explanation,
        how_to_meet=clause.how_to_meet,
        happened_at=at,
    )
