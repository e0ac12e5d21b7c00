"""Observations of role-play, recorded, read and begun."""

from assessments.roleplay import actions as roleplay
from assessments.roleplay import queries
from assessments.roleplay.actions import Mark
from assessments.roleplay.enums import GlobalJudgement, IdentityCheck, Setting
from assessments.roleplay.models import Observation
from lms.enrolment.models import Enrolment
from lms.web.demo import calendar, observed, words
from lms.web.demo.world import World


def observe(
    world: World,
    place: Enrolment,
    scenario: str,
    *,
    observer: str,
    days_ago: int,
    points: int = 2,
    judgement: str = GlobalJudgement.PASS,
) -> Observation:
    """One observation, recorded the same afternoon, at so many points but for what stood out or was thin."""
    by, session = world.person(observer), observed.session_of(place.trainee, scenario)
    day = calendar.working_day(days_ago)
    with calendar.on(day, 15) as at:
        draft = roleplay.start_observation(
            trainee=place.trainee,
            organisation=place.cohort.provider,
            setting=Setting.ROLE_PLAY,
            context=place.context,
            observed_at=calendar.moment(day, 14),
            identity_check=IdentityCheck.STAFF_BADGE,
            scenario_version=queries.latest_scenarios().get(scenario__code=scenario),
            by=by,
            at=at,
        )
        roleplay.judge_globally(draft=draft, judgement=judgement, by=by, at=at)
        roleplay.score_criteria(draft=draft, marks=_marks(draft, points, session), by=by, at=at)
        roleplay.write_feedback(draft=draft, strengths=session.strengths, next_thing=session.next_thing, by=by)
        return roleplay.record_observation(draft=draft, by=by, at=at)


def _marks(draft, points: int, session: observed.Session) -> list[Mark]:
    return [
        _mark(criterion, points + (criterion.code in session.strong) - (criterion.code in session.weak), session.number)
        for criterion in queries.criteria_of(draft.rubric_version)
    ]


def _mark(criterion, points: int, number: int) -> Mark:
    """The level, and one of the notes that fit this criterion at it."""
    level = _level(criterion, points)
    notes = words.read("observations")[criterion.code][level.points]
    return Mark(criterion, level, notes[number % len(notes)])


def _level(criterion, points: int):
    """The level with so many points, or the nearest above it: safety knows only safe and not safe."""
    levels = sorted(criterion.levels.all(), key=lambda level: level.points)
    wanted = 0 if criterion.is_critical and points < 0 else points
    return next((level for level in levels if level.points >= wanted), levels[-1])


def acknowledge(observation: Observation, *, days_ago: int) -> None:
    """The trainee has read it, and says so in their own words."""
    session = observed.session_of(observation.trainee, observation.scenario_version.scenario.code)
    with calendar.on(days_ago, 20) as at:
        roleplay.acknowledge_observation(observation=observation, comment=session.answer, by=observation.trainee, at=at)


def leave_unfinished(world: World, place: Enrolment, scenario: str, *, observer: str, days_ago: int) -> None:
    """A draft that waits for its observer: judged as a whole, half of the criteria scored."""
    by, session = world.person(observer), observed.session_of(place.trainee, scenario)
    day = calendar.working_day(days_ago)
    with calendar.on(day, 15) as at:
        draft = roleplay.start_observation(
            trainee=place.trainee,
            organisation=place.cohort.provider,
            setting=Setting.ROLE_PLAY,
            context=place.context,
            observed_at=calendar.moment(day, 14),
            identity_check=IdentityCheck.KNOWN_TO_ME,
            scenario_version=queries.latest_scenarios().get(scenario__code=scenario),
            by=by,
            at=at,
        )
        roleplay.judge_globally(draft=draft, judgement=GlobalJudgement.VERY_GOOD, by=by, at=at)
        roleplay.score_criteria(draft=draft, marks=_marks(draft, 2, session)[:5], by=by, at=at)
