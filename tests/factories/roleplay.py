"""Rubrics, scenarios, policies and observations for tests. A rubric of three criteria, so that sums stay easy."""

import copy
import datetime
import itertools

from assessments.roleplay import actions, queries
from assessments.roleplay.enums import GlobalJudgement, IdentityCheck, Setting
from assessments.roleplay.models import AssessmentPolicy, RubricVersion
from lms.competencies.enums import ServiceContext

_numbers = itertools.count(1)
AT = datetime.datetime(2026, 11, 20, 10, 0, tzinfo=datetime.UTC)
SESSION_AT = AT - datetime.timedelta(hours=1)


def _levels(*points):
    return [{"points": n, "label": f"Level {n}", "description": f"What level {n} looks like"} for n in points]


def _criterion(key, *points, critical=False):
    return {
        "key": key,
        "title": key.replace("_", " ").capitalize(),
        "critical": critical,
        "competencies": ["HC1"],
        "description": f"About {key}",
        "what_to_look_for": [f"Signs of {key}"],
        "levels": _levels(*points),
    }


RUBRIC = {
    "key": "small",
    "version": 1,
    "title": "Small rubric",
    "source": "derived",
    "note": "",
    "global_judgement": {
        "instruction": "Would you be content for this coach to see a client alone?",
        "scale": [
            {"key": value, "label": label, "description": f"What {value} means"}
            for value, label in ((choice.value, str(choice.label)) for choice in GlobalJudgement)
        ],
    },
    "pass_rule": {"minimum_percent": 60, "minimum_points_each": 1, "explanation": "Safe, and 60 % of all points."},
    "criteria": [
        _criterion("scope_and_safety", 0, 3, critical=True),
        _criterion("listening", 0, 1, 2, 3),
        _criterion("action_plan", 0, 1, 2, 3),
    ],
}

SCENARIO = {
    "key": "derek",
    "version": 1,
    "title": "Derek: wants to walk again",
    "contexts": [],
    "minutes": 12,
    "difficulty": "core",
    "competencies": ["HC2"],
    "rubric": "small",
    "time_out_word": "pause",
    "summary": "Derek is five out of ten sure.",
    "coach_brief": "You are a care co-ordinator.",
    "client_brief": "You are Derek and you drove buses.",
    "disclosure_rules": ["Only mention the fair if asked why now."],
    "assessor_notes": "The turning point is the five.",
    "debrief_prompts": ["Whose plan was it?"],
    "real_disclosure": "Say pause. The scene ends.",
    "opting_out": "You need no reason to sit out.",
    "de_roling": "Say your own name.",
}

POLICY = {
    "key": "default",
    "version": 1,
    "title": "Policy",
    "source": "derived",
    "note": "",
    "rubric": "small",
    "framework": "health-coaching",
    "sampling": {"percent": 0, "first_sign_off": False, "disagreement": False},
    "countersigns_unqualified": True,
}


def rubric_data(**changes):
    return copy.deepcopy(RUBRIC) | changes


def rubric(**changes):
    return actions.load_rubric(rubric_data(**changes), at=AT)


def scenario(**changes):
    """A scenario version; another key by default, so that two calls make two scenarios."""
    if not RubricVersion.objects.exists():
        rubric()
    number = next(_numbers)
    return actions.load_scenario({**SCENARIO, "key": f"derek-{number}", "title": f"Derek {number}", **changes}, at=AT)


def policy(**changes):
    """The default policy with nothing sampled; `version` has to be given for a second one."""
    if not RubricVersion.objects.exists():
        rubric()
    return actions.load_policy({**copy.deepcopy(POLICY), **changes}, at=AT)


def draft(*, trainee, observer, organisation, **changes):
    """A started draft, nothing judged yet."""
    if not AssessmentPolicy.objects.exists():
        policy()
    values = {
        "setting": Setting.ROLE_PLAY,
        "context": ServiceContext.TARGETED,
        "observed_at": SESSION_AT,
        "identity_check": IdentityCheck.KNOWN_TO_ME,
        "at": AT,
        **changes,
    }
    if values["setting"] == Setting.ROLE_PLAY and "scenario_version" not in values:
        values["scenario_version"] = scenario()
    return actions.start_observation(trainee=trainee, organisation=organisation, by=observer, **values)


def marks(draft, *points, note="At 4 min: “What matters to you?”"):
    """One mark for each criterion in order, with these points."""
    criteria = queries.criteria_of(draft.rubric_version)
    return [
        actions.Mark(criterion, next(level for level in criterion.levels.all() if level.points == wanted), note)
        for criterion, wanted in zip(criteria, points, strict=True)
    ]


def complete_draft(*, points=(3, 2, 2), judgement=GlobalJudgement.PASS, **people_and_changes):
    """A draft that can be recorded."""
    started = draft(**people_and_changes)
    return complete(started, points=points, judgement=judgement)


def complete(started, *, points=(3, 2, 2), judgement=GlobalJudgement.PASS, at=AT):
    by = started.observer
    actions.judge_globally(draft=started, judgement=judgement, by=by, at=at)
    actions.score_criteria(draft=started, marks=marks(started, *points), by=by, at=at)
    return actions.write_feedback(draft=started, strengths="You waited.", next_thing="Ask for a number.", by=by)


def observation(*, at=AT, **changes):
    """A recorded observation: trainee, observer and organisation are to be given."""
    ready = complete_draft(**changes)
    return actions.record_observation(draft=ready, by=ready.observer, at=at)
