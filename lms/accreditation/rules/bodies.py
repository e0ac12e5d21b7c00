"""How the requirements of professional bodies are measured: practice, clients, supervision, mentoring, learning.

Like the kinds of rules.kinds, each is a function of its parameters, the facts and the day.
"""

import datetime
from collections.abc import Iterable, Sequence

from lms.accreditation.rules import parameters as said
from lms.accreditation.rules.counting import counted
from lms.accreditation.rules.dates import months_after, months_before, periods_back, whole_months
from lms.accreditation.rules.values import (
    Fact,
    Facts,
    LeftOut,
    Measure,
    Milestone,
    Practised,
    Sentence,
    Supervised,
    Unit,
    gettext_noop,
    hours,
)


def practice_minutes(asked: said.PracticeMinutes, facts: Facts, on: datetime.date) -> Measure:
    """Confirmed practice. A group session counts once, whatever its size; a short session counts for its minutes."""
    found = counted(asked, facts.practice, on)
    to_do = gettext_noop("%(missing)s of confirmed practice to go. Log each session and ask for it to be confirmed.")
    return Measure(
        measured=found.minutes,
        required=asked.minutes,
        unit=Unit.MINUTES,
        evidence=found.evidence,
        to_do=Sentence(to_do, {"missing": _missing_time(asked.minutes, found.minutes)}),
        left_out=found.left_out,
        in_part=found.in_part,
    )


def practice_sessions(asked: said.PracticeSessions, facts: Facts, on: datetime.date) -> Measure:
    """Confirmed sessions, each counted once whatever its length."""
    found = counted(asked, facts.practice, on)
    return Measure(
        measured=found.entries,
        required=asked.number,
        unit=Unit.ITEMS,
        evidence=found.evidence,
        to_do=_still(gettext_noop("Confirmed sessions to go: %(missing)d."), asked.number, found.entries),
        left_out=found.left_out,
    )


def distinct_clients(asked: said.DistinctClients, facts: Facts, on: datetime.date) -> Measure:
    """Different client keys among the sessions that count. A group counts as the one client that it names."""
    found = counted(asked, facts.clients, on)
    first: dict[str, Practised] = {}
    for entry in sorted(found.evidence, key=lambda entry: entry.on):
        if entry.client:
            first.setdefault(entry.client, entry)
    no_key = Sentence(gettext_noop("It names no client key, so nobody can tell whether the client was a new one."))
    nameless = tuple(LeftOut(entry, no_key) for entry in found.evidence if not entry.client)
    return Measure(
        measured=len(first),
        required=asked.number,
        unit=Unit.ITEMS,
        evidence=tuple(first.values()),
        to_do=_still(gettext_noop("Different clients to go: %(missing)d."), asked.number, len(first)),
        left_out=found.left_out + nameless,
    )


def experience_months(asked: said.ExperienceMonths, facts: Facts, on: datetime.date) -> Measure:
    """Completed months since the first session that counts."""
    found = counted(asked, facts.practice, on)
    first = min(found.evidence, key=lambda entry: entry.on, default=None)
    measured = whole_months(first.on, on) if first else 0
    if first and asked.months:
        to_do = Sentence(gettext_noop("It is reached on %(day)s."), {"day": (months_after(first.on, asked.months),)})
    else:
        to_do = Sentence(gettext_noop("It begins with your first confirmed session."))
    return Measure(
        measured=measured,
        required=asked.months,
        unit=Unit.MONTHS,
        evidence=(first,) if first else (),
        to_do=to_do,
        left_out=found.left_out,
    )


def supervision_ratio(asked: said.SupervisionRatio, facts: Facts, on: datetime.date) -> Measure:
    """So much supervision for the practice of the window. Unfinished minutes of the ratio ask for nothing yet."""
    practised = counted(asked, facts.practice, on).minutes
    recent, left_out = _recent(facts.supervision, asked.within_months, on)
    measured, required = _minutes(recent), practised // asked.practice_per_supervision
    text = gettext_noop("%(missing)s of supervision to go for the %(practised)s that you practised.")
    return Measure(
        measured=measured,
        required=required,
        unit=Unit.MINUTES,
        evidence=recent,
        to_do=Sentence(text, {"missing": _missing_time(required, measured), "practised": hours(practised)}),
        left_out=left_out,
    )


def supervision_each_period(asked: said.SupervisionEachPeriod, facts: Facts, on: datetime.date) -> Measure:
    """Spread over the year: enough in each of the last periods. An hour too much in one does not help another."""
    periods = periods_back(on, asked.period_months, asked.periods)
    enough = asked.minutes or 1  # where nobody has set the amount, a period without any is still an empty one
    short = [
        (first, last)
        for first, last in periods
        if _minutes(row for row in facts.supervision if first <= row.on <= last) < enough
    ]
    evidence = tuple(row for row in facts.supervision if periods[-1][0] <= row.on <= on)
    text = gettext_noop("Less than %(enough)s of supervision in the period to %(days)s.")
    return Measure(
        measured=len(periods) - len(short),
        required=None if asked.minutes is None else len(periods),
        unit=Unit.ITEMS,
        evidence=evidence,
        to_do=Sentence(text, {"enough": hours(enough), "days": tuple(sorted(last for _first, last in short))}),
        left_out=_too_old((row for row in facts.supervision if row.on < periods[-1][0]), periods[-1][0]),
    )


def mentoring_minutes(asked: said.MentoringMinutes, facts: Facts, _on: datetime.date) -> Measure:
    """Mentoring of one kind: supervision is no substitute, and other mentoring neither."""
    of_kind = _mentoring(facts, asked.mentoring)
    counts = tuple(row for row in of_kind if asked.formats is None or row.format in asked.formats)
    other = Sentence(gettext_noop("It had another format than this clause asks for."))
    measured = _minutes(counts)
    text = gettext_noop("%(missing)s of this mentoring to go.")
    return Measure(
        measured=measured,
        required=asked.minutes,
        unit=Unit.MINUTES,
        evidence=counts,
        to_do=Sentence(text, {"missing": _missing_time(asked.minutes, measured)}),
        left_out=tuple(LeftOut(row, other) for row in of_kind if row not in counts),
    )


def mentoring_months(asked: said.MentoringMonths, facts: Facts, _on: datetime.date) -> Measure:
    """Completed months between the first and the last session of one kind of mentoring."""
    days = sorted(row.on for row in _mentoring(facts, asked.mentoring))
    text = gettext_noop("Your mentoring has to spread over %(months)d months.")
    return Measure(
        measured=whole_months(days[0], days[-1]) if days else 0,
        required=asked.months,
        unit=Unit.MONTHS,
        evidence=_mentoring(facts, asked.mentoring),
        to_do=Sentence(text, {"months": asked.months or 0}),
    )


def feedback_sheets(asked: said.FeedbackSheets, facts: Facts, on: datetime.date) -> Measure:
    """Sheets from clients, from peers or from either."""
    given = tuple(row for row in facts.feedback if asked.sources is None or row.source in asked.sources)
    return _items(given, asked, on, gettext_noop("Feedback sheets to go: %(missing)d."))


def reflections(asked: said.Number, facts: Facts, on: datetime.date) -> Measure:
    """Reflections submitted. The NHS England guide (sections 2.1 and 3.1) gives no number, other bodies do."""
    return _items(facts.reflections, asked, on, gettext_noop("Reflections still to submit: %(missing)d."))


def learning_minutes(asked: said.LearningMinutes, facts: Facts, on: datetime.date) -> Measure:
    """Continuing professional development, of every topic or of those named."""
    of_topic = tuple(row for row in facts.learnt if asked.topics is None or row.topic in asked.topics)
    recent, left_out = _recent(of_topic, asked.within_months, on)
    measured = _minutes(recent)
    text = gettext_noop("%(missing)s of professional development to go.")
    return Measure(
        measured=measured,
        required=asked.minutes,
        unit=Unit.MINUTES,
        evidence=recent,
        to_do=Sentence(text, {"missing": _missing_time(asked.minutes, measured)}),
        left_out=left_out,
    )


def milestones_reached(asked: said.MilestonesReached, facts: Facts, on: datetime.date) -> Measure:
    """Something on record that a body asks about, once or more often."""
    return _items(_milestones(facts, asked.milestone), asked, on, gettext_noop("Still to record: %(missing)d."))


def course_minutes(asked: said.CourseMinutes, facts: Facts, _on: datetime.date) -> Measure:
    """Taught time of courses that the person has recorded."""
    rows = _milestones(facts, asked.milestone)
    measured = _minutes(rows)
    text = gettext_noop("%(missing)s of training to go. Record your courses.")
    return Measure(
        measured=measured,
        required=asked.minutes,
        unit=Unit.MINUTES,
        evidence=rows,
        to_do=Sentence(text, {"missing": _missing_time(asked.minutes, measured)}),
    )


def activity_clock(asked: said.ActivityClock, facts: Facts, on: datetime.date) -> Measure:
    """Active while each activity came in time after the one before; lapsed from the day after it was due.

    A status that lapsed stays so until a new start: a late activity does not mend it.
    """
    starts, activities = _milestones(facts, asked.start), _milestones(facts, asked.activity)
    if not starts:
        return _clock(0, (), Sentence(gettext_noop("The clock starts with the training. It is not on record yet.")))
    start = max(starts, key=lambda row: row.on)
    due, used = months_after(start.on, asked.first_within_months), [start]
    for row in sorted((row for row in activities if row.on >= start.on), key=lambda row: row.on):
        if row.on > due:
            break
        used.append(row)
        due = months_after(row.on, asked.then_every_months)
    lapsed = Sentence(gettext_noop("It lapsed: nothing was recorded by %(days)s. Train again."), {"days": (due,)})
    return _clock(int(on <= due), tuple(used), lapsed)


def _clock(is_active: int, evidence: tuple[Fact, ...], to_do: Sentence) -> Measure:
    return Measure(measured=is_active, required=1, unit=Unit.ITEMS, evidence=evidence, to_do=to_do)


def _milestones(facts: Facts, code: str) -> tuple[Milestone, ...]:
    return tuple(row for row in facts.milestones if row.code == code)


def _mentoring(facts: Facts, kind: str) -> tuple[Supervised, ...]:
    return tuple(row for row in facts.mentored if row.kind == kind)


def _minutes(rows: Iterable) -> int:
    return sum(row.minutes for row in rows)


def _recent(rows: Sequence[Fact], months: int | None, on: datetime.date) -> tuple[tuple, tuple[LeftOut, ...]]:
    """The rows of the window, and the others with the reason. None is no window."""
    if months is None:
        return tuple(rows), ()
    since = months_before(on, months)
    return tuple(row for row in rows if row.on >= since), _too_old((row for row in rows if row.on < since), since)


def _too_old(rows: Iterable[Fact], since: datetime.date) -> tuple[LeftOut, ...]:
    why = Sentence(gettext_noop("It was before %(days)s."), {"days": (since,)})
    return tuple(LeftOut(row, why) for row in rows)


def _items(rows: Sequence[Fact], asked: said.Number, on: datetime.date, to_do: str) -> Measure:
    recent, left_out = _recent(rows, asked.within_months, on)
    return Measure(
        measured=len(recent),
        required=asked.number,
        unit=Unit.ITEMS,
        evidence=recent,
        to_do=_still(to_do, asked.number, len(recent)),
        left_out=left_out,
    )


def _still(to_do: str, number: int | None, measured: int) -> Sentence:
    return Sentence(to_do, {"missing": max(0, (number or 0) - measured)})


def _missing_time(required: int | None, measured: int) -> str:
    return hours(max(0, (required or 0) - measured))
