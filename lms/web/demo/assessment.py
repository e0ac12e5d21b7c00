"""Observations of role-play, and the words that observers wrote."""

from assessments.roleplay import actions as roleplay
from assessments.roleplay import queries
from assessments.roleplay.actions import Mark
from assessments.roleplay.enums import GlobalJudgement, IdentityCheck, Setting
from assessments.roleplay.models import Observation
from lms.enrolment.models import Enrolment
from lms.web.demo import calendar
from lms.web.demo.world import World

STRENGTHS = (
    "You waited. Twice the client filled the silence with what really mattered. You asked leave naturally.",
    "A clear agenda in the first three minutes, and the plan was hers in her own words.",
    "You noticed your own telling and turned back to a question. That is the skill.",
)
NEXT_THINGS = (
    "Ask for the confidence number before you praise the plan.",
    "Close the loop with “so that I know I was clear”, and then really wait.",
    "Leave two minutes for the ending, so that the next contact is agreed.",
)
SEEN = (
    "“What would you like to get out of today?” in the first minute.",
    "Reflected twice before asking. The client said “exactly”.",
    "“May I share something that others have found?”, and waited for yes.",
    "“How sure are you, from 0 to 10?” Five. “What would make it an eight?”",
    "At 14 min: “Tell me in your own words what you will do on Monday.”",
)


def observe(
    world: World,
    place: Enrolment,
    scenario: str,
    *,
    observer: str,
    days_ago: int,
    points: int = 2,
    judgement: str = GlobalJudgement.PASS,
    weak: tuple[str, ...] = (),
) -> Observation:
    """One observation, recorded the same afternoon. `weak`: codes of criteria that got one point less."""
    number, by = days_ago % len(STRENGTHS), world.person(observer)
    with calendar.on(days_ago, 15) as at:
        draft = roleplay.start_observation(
            trainee=place.trainee,
            organisation=place.cohort.provider,
            setting=Setting.ROLE_PLAY,
            context=place.context,
            observed_at=calendar.moment(days_ago, 14),
            identity_check=IdentityCheck.STAFF_BADGE,
            scenario_version=queries.latest_scenarios().get(scenario__code=scenario),
            by=by,
            at=at,
        )
        roleplay.judge_globally(draft=draft, judgement=judgement, by=by, at=at)
        roleplay.score_criteria(draft=draft, marks=_marks(draft, points, weak), by=by, at=at)
        roleplay.write_feedback(draft=draft, strengths=STRENGTHS[number], next_thing=NEXT_THINGS[number], by=by)
        return roleplay.record_observation(draft=draft, by=by, at=at)


def _marks(draft, points: int, weak: tuple[str, ...]) -> list[Mark]:
    return [
        Mark(criterion, _level(criterion, points - (criterion.code in weak)), SEEN[number % len(SEEN)])
        for number, criterion in enumerate(queries.criteria_of(draft.rubric_version))
    ]


def _level(criterion, points: int):
    """The level with so many points, or the nearest above it: safety knows only safe and not safe."""
    levels = sorted(criterion.levels.all(), key=lambda level: level.points)
    wanted = 0 if criterion.is_critical and points < 0 else points
    return next((level for level in levels if level.points >= wanted), levels[-1])


def acknowledge(observation: Observation, *, days_ago: int, comment: str = "") -> None:
    with calendar.on(days_ago, 20) as at:
        roleplay.acknowledge_observation(observation=observation, comment=comment, by=observation.trainee, at=at)


def leave_unfinished(world: World, place: Enrolment, scenario: str, *, observer: str, days_ago: int) -> None:
    """A draft that waits for its observer: judged as a whole, half of the criteria scored."""
    by = world.person(observer)
    with calendar.on(days_ago, 15) as at:
        draft = roleplay.start_observation(
            trainee=place.trainee,
            organisation=place.cohort.provider,
            setting=Setting.ROLE_PLAY,
            context=place.context,
            observed_at=calendar.moment(days_ago, 14),
            identity_check=IdentityCheck.KNOWN_TO_ME,
            scenario_version=queries.latest_scenarios().get(scenario__code=scenario),
            by=by,
            at=at,
        )
        roleplay.judge_globally(draft=draft, judgement=GlobalJudgement.VERY_GOOD, by=by, at=at)
        roleplay.score_criteria(draft=draft, marks=_marks(draft, 2, ())[:5], by=by, at=at)
