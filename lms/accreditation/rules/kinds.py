"""How each kind of requirement is measured: a function of its parameters, the facts and the day."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lms.accreditation.rules import bodies
from lms.accreditation.rules import parameters as said
from lms.accreditation.rules.values import (
    Fact,
    Facts,
    LeftOut,
    Measure,
    Part,
    Sentence,
    Signed,
    Unit,
    gettext_noop,
    hours,
)

ACCREDITED, QUALITY_ASSURED = "accredited", "quality_assured"


@dataclass(frozen=True)
class Kind:
    """The parameters that a kind takes, the function that measures it, and the fields of Facts that it looks at."""

    parameters: type[said.Parameters]
    measure: Callable[[said.Parameters, Facts, datetime.date], Measure]
    looks_at: tuple[str, ...]


def _programme_accredited(_asked: said.ProgrammeApproved, facts: Facts, on: datetime.date) -> Measure:
    """NHS England 2020 guide, section 2.1: an accredited programme."""
    to_do = gettext_noop("No accreditation of your programme is on record for %(days)s. Ask your provider.")
    return _programme_approved(ACCREDITED, to_do, facts, on)


def _programme_quality_assured(_asked: said.ProgrammeApproved, facts: Facts, on: datetime.date) -> Measure:
    """NHS England 2020 guide, section 3.1: a quality-assured programme (the guide's other word, kept apart)."""
    to_do = gettext_noop("No quality assurance of your programme is on record for %(days)s. Ask your provider.")
    return _programme_approved(QUALITY_ASSURED, to_do, facts, on)


def _programme_approved(kind: str, to_do: str, facts: Facts, on: datetime.date) -> Measure:
    """Every taught day lies in an approval; before the first taught day, the day asked about does."""
    days = sorted({session.on for session in facts.taught}) or [on]
    approvals = tuple(approval for approval in facts.approvals if approval.kind == kind)
    uncovered = [day for day in days if not any(approval.covers(day) for approval in approvals)]
    return Measure(
        measured=len(days) - len(uncovered),
        required=len(days),
        unit=Unit.DAYS,
        evidence=tuple(approval for approval in approvals if any(approval.covers(day) for day in days)),
        to_do=Sentence(to_do, {"days": tuple(uncovered)}),
    )


def _taught_minutes(asked: said.TaughtMinutes, facts: Facts, _on: datetime.date) -> Measure:
    """Sections 2.1 and 3.1: at least 4 or 2 days, which may be spread over half-days and weeks."""
    measured = sum(session.minutes for session in facts.taught)
    to_do = gettext_noop("%(missing)s of taught time to go. Come to the next half-day, or make up one that you missed.")
    return Measure(
        measured=measured,
        required=asked.minutes,
        unit=Unit.MINUTES,
        evidence=facts.taught,
        to_do=Sentence(to_do, {"missing": hours(max(0, asked.minutes - measured))}),
    )


def _modules_completed(asked: said.ModulesCompleted, facts: Facts, _on: datetime.date) -> Measure:
    """A provider's own addition: no clause of the guide asks for it."""
    to_do = gettext_noop("Still to read: %(names)s.")
    return _parts(asked.modules, facts.modules, facts.modules_done, to_do)


def _knowledge_checks_passed(asked: said.KnowledgeChecksPassed, facts: Facts, _on: datetime.date) -> Measure:
    """A provider's own addition: no clause of the guide asks for it."""
    passed = tuple(result for result in facts.quizzes_passed if result.percent >= asked.pass_percent)
    to_do = gettext_noop("Knowledge checks still to pass: %(names)s.")
    return _parts(asked.quizzes, facts.quizzes, passed, to_do)


def _parts(codes: tuple[str, ...] | None, parts: tuple[Part, ...], done: Iterable[Fact], to_do: str) -> Measure:
    """Parts of the programme, all or the named ones, each done once. A code that the programme lacks stays undone."""
    titles = {part.code: part.title for part in parts}
    wanted = tuple(titles) if codes is None else codes
    evidence = {fact.code: fact for fact in done if fact.code in wanted}
    missing = [titles.get(code, code) for code in wanted if code not in evidence]
    return Measure(
        measured=len(evidence),
        required=len(wanted),
        unit=Unit.ITEMS,
        evidence=tuple(evidence.values()),
        to_do=Sentence(to_do, {"names": ", ".join(missing)}),
    )


def _observations_passed(asked: said.ObservationsPassed, facts: Facts, _on: datetime.date) -> Measure:
    """Part of the individual assessment of section 2.1; the number and the method are the accrediting body's."""
    counted = tuple(observed for observed in facts.observations if observed.rubric == asked.rubric)
    other_form = Sentence(gettext_noop("It was scored on another form than the standard names."))
    still_to_pass = gettext_noop("Observed sessions still to pass: %(missing)d. Ask your assessor to observe you.")
    return Measure(
        measured=len(counted),
        required=asked.number,
        unit=Unit.ITEMS,
        evidence=counted,
        to_do=_still(still_to_pass, asked.number, counted),
        left_out=tuple(LeftOut(fact, other_form) for fact in facts.observations if fact not in counted),
    )


def _competencies_signed_off(asked: said.CompetenciesSignedOff, facts: Facts, _on: datetime.date) -> Measure:
    """Individual assessment of section 2.1, competency by competency, in the wording that the standard names."""
    signed, waiting = _by_code(asked, facts.signed), _by_code(asked, facts.signed_waiting)
    to_come = [fact for code, fact in waiting.items() if code not in signed]
    missing = len(asked.codes) - len(signed) - len(to_come)
    being_checked = Sentence(gettext_noop("It is signed off and waits for a colleague's check."))
    return Measure(
        measured=len(signed),
        required=len(asked.codes),
        unit=Unit.ITEMS,
        evidence=tuple(signed[code] for code in asked.codes if code in signed),
        to_do=Sentence(
            gettext_noop(
                "Abilities still to be signed off: %(missing)d. Ask your assessor when your evidence is ready."
            )
            if missing
            else gettext_noop("Everything is signed off and waits for a colleague's check. There is nothing to do."),
            {"missing": missing},
        ),
        left_out=tuple(LeftOut(fact, being_checked) for fact in to_come),
    )


def _by_code(asked: said.CompetenciesSignedOff, rows: tuple[Signed, ...]) -> dict[str, Signed]:
    """What was signed in the wording that the standard names; the latest where there are several."""
    wording = (asked.framework, asked.framework_version)
    return {
        fact.code: fact
        for fact in rows
        if fact.code in asked.codes and (fact.framework, fact.framework_version) == wording
    }


def _follow_up_activities(asked: said.Number, facts: Facts, _on: datetime.date) -> Measure:
    """Follow-up activities (sections 2.1 and 3.1): the guide gives no number."""
    to_do = gettext_noop("Follow-up activities still to record: %(missing)d.")
    return _counted(facts.follow_ups, asked.number, to_do)


def _counted(facts: tuple[Fact, ...], number: int | None, to_do: str) -> Measure:
    return Measure(
        measured=len(facts),
        required=number,
        unit=Unit.ITEMS,
        evidence=facts,
        to_do=_still(to_do, number, facts),
    )


def _still(to_do: str, number: int | None, counted: tuple[Fact, ...]) -> Sentence:
    return Sentence(to_do, {"missing": max(0, (number or 0) - len(counted))})


def _supervision(asked: said.Supervision, facts: Facts, on: datetime.date) -> Measure:
    """Ongoing supervision of section 2.1: enough minutes in the window that ends on the day asked about."""
    since = on - datetime.timedelta(days=asked.within_days)
    recent = tuple(session for session in facts.supervision if since <= session.on <= on)
    measured = sum(session.minutes for session in recent)
    too_old = Sentence(gettext_noop("It was more than %(days)d days ago."), {"days": asked.within_days})
    to_do = gettext_noop(
        "%(missing)s of health-coaching supervision is missing in the last %(days)d days. Arrange the next session."
    )
    missing = hours(max(0, (asked.minutes or 0) - measured))
    return Measure(
        measured=measured,
        required=asked.minutes,
        unit=Unit.MINUTES,
        evidence=recent,
        to_do=Sentence(to_do, {"missing": missing, "days": asked.within_days}),
        left_out=tuple(LeftOut(session, too_old) for session in facts.supervision if session not in recent),
    )


KINDS: dict[str, Kind] = {
    "programme_accredited": Kind(said.ProgrammeApproved, _programme_accredited, ("approvals", "taught")),
    "programme_quality_assured": Kind(said.ProgrammeApproved, _programme_quality_assured, ("approvals", "taught")),
    "taught_minutes": Kind(said.TaughtMinutes, _taught_minutes, ("taught",)),
    "modules_completed": Kind(said.ModulesCompleted, _modules_completed, ("modules", "modules_done")),
    "knowledge_checks_passed": Kind(
        said.KnowledgeChecksPassed, _knowledge_checks_passed, ("quizzes", "quizzes_passed")
    ),
    "observations_passed": Kind(said.ObservationsPassed, _observations_passed, ("observations",)),
    "competencies_signed_off": Kind(said.CompetenciesSignedOff, _competencies_signed_off, ("signed", "signed_waiting")),
    "practice_minutes": Kind(said.PracticeMinutes, bodies.practice_minutes, ("practice",)),
    "practice_sessions": Kind(said.PracticeSessions, bodies.practice_sessions, ("practice",)),
    "distinct_clients": Kind(said.DistinctClients, bodies.distinct_clients, ("clients",)),
    "experience_months": Kind(said.ExperienceMonths, bodies.experience_months, ("practice",)),
    "reflections": Kind(said.Number, bodies.reflections, ("reflections",)),
    "follow_up_activities": Kind(said.Number, _follow_up_activities, ("follow_ups",)),
    "supervision": Kind(said.Supervision, _supervision, ("supervision",)),
    "supervision_ratio": Kind(said.SupervisionRatio, bodies.supervision_ratio, ("practice", "supervision")),
    "supervision_each_period": Kind(said.SupervisionEachPeriod, bodies.supervision_each_period, ("supervision",)),
    "mentoring_minutes": Kind(said.MentoringMinutes, bodies.mentoring_minutes, ("mentored",)),
    "mentoring_months": Kind(said.MentoringMonths, bodies.mentoring_months, ("mentored",)),
    "feedback_sheets": Kind(said.FeedbackSheets, bodies.feedback_sheets, ("feedback",)),
    "learning_minutes": Kind(said.LearningMinutes, bodies.learning_minutes, ("learnt",)),
    "milestones_reached": Kind(said.MilestonesReached, bodies.milestones_reached, ("milestones",)),
    "course_minutes": Kind(said.CourseMinutes, bodies.course_minutes, ("milestones",)),
    "activity_clock": Kind(said.ActivityClock, bodies.activity_clock, ("milestones",)),
}


def looked_at(kinds: Iterable[str]) -> frozenset[str]:
    """The fields of Facts that any of the kinds looks at: what has to be gathered for a standard."""
    return frozenset(name for kind in kinds for name in KINDS[kind].looks_at)
