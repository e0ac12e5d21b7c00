"""Facts of many coaches at once, for lists: a handful of queries for all of them, long logbooks in sums."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet

from lms.accreditation.queries.facts import MENTORING
from lms.accreditation.rules.summing import Summary, cuts_of
from lms.accreditation.rules.values import Clause, Fact, Facts, Feedback, Learnt, Milestone, Supervised
from lms.portfolio import queries as portfolio
from lms.practice import queries as practice
from lms.supervision import queries as supervision
from lms.supervision.enums import SupervisionKind

_PRACTISED = (
    "coach_id",
    "started_at",
    "minutes",
    "role",
    "payment",
    "relation",
    "setting",
    "group_size",
    "coaching_share",
    "client_id",
)


def facts_of_coaches(coach_ids: Collection[int], clauses: Iterable[Clause], on: datetime.date) -> dict[int, Facts]:
    """Id of a coach → what the clauses look at, by the end of a day. Facts carry no words and no keys: for counting."""
    milestones = _by_person(portfolio.milestones_until(on), coach_ids, ("on_date", "code", "minutes"), _milestone)
    feedback = _by_person(portfolio.feedback_until(on), coach_ids, ("on_date", "source"), _feedback)
    learnt = _by_person(portfolio.learning_until(on), coach_ids, ("on_date", "minutes", "topic"), _learnt)
    reflections = _reflections(coach_ids, on)
    sessions = _sessions(coach_ids, on)
    summaries = _summaries(coach_ids, clauses, milestones, on)
    return {
        coach: Facts(
            practice=summaries[coach].practice(),
            clients=summaries[coach].clients(),
            reflections=tuple(reflections[coach]),
            supervision=tuple(row for row in sessions[coach] if row.kind == SupervisionKind.HEALTH_COACHING),
            mentored=tuple(row for row in sessions[coach] if row.kind in MENTORING),
            feedback=tuple(feedback[coach]),
            learnt=tuple(learnt[coach]),
            milestones=tuple(milestones[coach]),
        )
        for coach in coach_ids
    }


def _summaries(
    coach_ids: Collection[int], clauses: Iterable[Clause], milestones: dict[int, list[Milestone]], on: datetime.date
) -> dict[int, Summary]:
    cuts = cuts_of(clauses, on)
    summaries = {coach: Summary(cuts, (row.on for row in milestones[coach])) for coach in coach_ids}
    zone = ZoneInfo(settings.TIME_ZONE)
    rows = practice.confirmed_until(on).filter(coach__in=coach_ids).values_list(*_PRACTISED)
    for coach, started_at, minutes, role, payment, relation, setting, size, share, client in rows.iterator(10_000):
        day = started_at.astimezone(zone).date()
        summaries[coach].add(day, minutes, role, payment, relation, setting, size or 0, share, str(client or ""))
    return summaries


def _by_person(
    rows: QuerySet, person_ids: Collection[int], fields: tuple[str, ...], fact: Callable[..., Fact]
) -> dict[int, list]:
    found = defaultdict(list)
    for person, *values in rows.filter(person__in=person_ids).values_list("person_id", *fields):
        found[person].append(fact(*values))
    return found


def _milestone(on: datetime.date, code: str, minutes: int | None) -> Milestone:
    return Milestone(words="", on=on, code=code, minutes=minutes or 0)


def _feedback(on: datetime.date, source: str) -> Feedback:
    return Feedback(words="", on=on, source=source)


def _learnt(on: datetime.date, minutes: int, topic: str) -> Learnt:
    return Learnt(words="", on=on, minutes=minutes, topic=topic)


def _reflections(author_ids: Collection[int], on: datetime.date) -> dict[int, list[Fact]]:
    found = defaultdict(list)
    zone = ZoneInfo(settings.TIME_ZONE)
    rows = portfolio.reflections_until(on).filter(author__in=author_ids).values_list("author_id", "submitted_at")
    for author, submitted_at in rows:
        found[author].append(Fact(words="", on=submitted_at.astimezone(zone).date()))
    return found


def _sessions(coach_ids: Collection[int], on: datetime.date) -> dict[int, list[Supervised]]:
    found = defaultdict(list)
    zone = ZoneInfo(settings.TIME_ZONE)
    rows = supervision.confirmed_until(on).filter(coach__in=coach_ids)
    for coach, started_at, minutes, format_, kind in rows.values_list(
        "coach_id", "started_at", "minutes", "format", "kind"
    ):
        day = started_at.astimezone(zone).date()
        found[coach].append(Supervised(words="", on=day, minutes=minutes, format=format_, kind=kind))
    return found
