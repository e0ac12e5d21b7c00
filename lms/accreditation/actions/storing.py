"""Working out the standings of many coaches under all bodies, and keeping them for lists."""

import datetime
from collections.abc import Collection, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.timezone import localdate

from lms.accreditation import queries
from lms.accreditation.models import LogPlace, StandardVersion, StoredStanding
from lms.accreditation.queries.bulk import facts_of_coaches
from lms.accreditation.rules.evaluator import evaluate
from lms.accreditation.rules.values import Facts, StandardRules, Standing
from lms.audit.queries import people_since

CHUNK = 250  # coaches worked out together: enough to spare queries, few enough for memory and for short transactions
ONLY = 1  # the one row of LogPlace
MOST_AT_ONCE = 5000  # the next round takes the rest
_WRITTEN = ("worked_out_on_date", "met", "clauses", "is_met", "numbers", "updated_at")


def store_standings(*, coach_ids: Sequence[int], at: datetime.datetime) -> int:
    """Work out and keep the standing of each coach under each body's standard in force. Returns how many were kept.

    Versions no longer in force lose their rows: a list shows what holds.
    """
    on = localdate(at)
    versions = [(version, queries.rules_of(version)) for version in queries.bodies_in_force(on)]
    versions = [(version, rules) for version, rules in versions if rules.clauses]
    clauses = [clause for _version, rules in versions for clause in rules.clauses]
    kept = 0
    for start in range(0, len(coach_ids), CHUNK):
        chunk = coach_ids[start : start + CHUNK]
        facts = facts_of_coaches(chunk, clauses, on)
        kept += _keep(chunk, facts, versions, on, at)
    LogPlace.objects.update_or_create(pk=ONLY)  # moves its time, by which lists know that they are out of date
    return kept


def refresh_standings(*, at: datetime.datetime) -> int:
    """Work out again what may have changed: for people of new events, and for rows of an earlier day.

    Reads the settled log from its own place, so an event that is committed late is not missed. Safe to repeat; several
    may run. Returns how many standings were kept.
    """
    place, _made = LogPlace.objects.get_or_create(pk=ONLY)
    position, keys = people_since(place.position)
    kept = store_standings(coach_ids=_coaches_to_look_at(keys, localdate(at)), at=at)
    LogPlace.objects.filter(pk=ONLY, position=place.position).update(position=position, updated_at=at)
    return kept


def _coaches_to_look_at(keys: Collection[UUID], today: datetime.date) -> list[int]:
    """Coaches among the keys, and some whose rows are missing or of another day: windows move with the calendar."""
    coaches = queries.all_coaches().order_by("pk").values_list("pk", flat=True)
    fresh = StoredStanding.objects.filter(person=OuterRef("pk"), worked_out_on_date=today)
    return [*coaches.filter(key__in=keys), *coaches.filter(~Exists(fresh)).exclude(key__in=keys)[:MOST_AT_ONCE]]


@transaction.atomic
def _keep(
    coach_ids: Collection[int],
    facts: dict[int, Facts],
    versions: list[tuple[StandardVersion, StandardRules]],
    on: datetime.date,
    at: datetime.datetime,
) -> int:
    rows = [
        _row(coach, version, evaluate(rules, facts[coach], on), at)
        for coach in coach_ids
        for version, rules in versions
    ]
    stale = StoredStanding.objects.filter(person__in=coach_ids)
    stale.exclude(standard_version__in=[version for version, _rules in versions]).delete()
    StoredStanding.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["person", "standard_version"],
        update_fields=_WRITTEN,
        batch_size=500,
    )
    return len(rows)


def _row(coach_id: int, version: StandardVersion, standing: Standing, at: datetime.datetime) -> StoredStanding:
    return StoredStanding(
        person_id=coach_id,
        standard_version=version,
        worked_out_on_date=standing.on,
        met=len(standing.met),
        clauses=len(standing.results),
        is_met=standing.may_be_awarded,
        numbers={result.clause.code: [result.measured, result.required] for result in standing.results},
        updated_at=at,
    )
