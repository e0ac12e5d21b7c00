"""Standards, people who have met them, decisions and awards for tests."""

import datetime
from pathlib import Path

import yaml
from django.utils import timezone

from lms.accreditation import actions, queries
from lms.accreditation.enums import Outcome
from lms.competencies.enums import ServiceContext
from lms.enrolment import actions as enrolment_actions
from lms.enrolment import queries as enrolment_queries
from lms.enrolment.enums import FollowUpKind
from lms.quality.enums import ApprovalKind
from tests.factories import enrolment, people, portfolio, practice, quality, quizzes, roleplay, signoff, supervision
from tests.factories.standards import requirement, standard_data

STANDARDS = Path(__file__).parents[2] / "fixtures" / "standards"
PROVIDER = {"set_by": "the provider"}
APPROVED = requirement(
    key="programme", kind="programme_quality_assured", title="A quality-assured programme",
    parameters={"valid_on": "the taught days"},
)  # fmt: skip
TAUGHT = requirement(
    key="taught", title="Half a taught day",
    parameters={"days": 1, "minutes_per_day": 180, "minutes": 180, **PROVIDER},
)  # fmt: skip
FOLLOW_UP = requirement(
    key="follow-up", kind="follow_up_activities", title="Follow-up", force="recommended",
    parameters={"number": 1, **PROVIDER},
)  # fmt: skip


def standard(*requirements, **changes):
    """A small standard of the skills route: an approved programme, half a day, and a follow-up as a recommendation."""
    given = requirements or (APPROVED, TAUGHT, FOLLOW_UP)
    data = standard_data(*given, **{"key": "nhse-2020-skills", "title": "Coaching skills", **changes})
    return actions.load_standard(data=data, at=timezone.now())


def learner(**changes):
    """Somebody enrolled in a programme that is quality assured since January."""
    row = enrolment.enrolment(**changes)
    quality.approval(row.cohort.version, kind=ApprovalKind.QUALITY_ASSURED)
    return row


def attended(row, minutes=180, **changes):
    """The learner was at a half-day of the cohort, by its trainer's register."""
    session = enrolment.session(row.cohort, **changes)
    enrolment_actions.record_attendance(
        session=session, minutes={row.trainee: minutes}, by=session.trainer, at=enrolment.AFTERWARDS
    )
    return session


def followed_up(row, done_date=datetime.date(2026, 4, 2)):
    return enrolment_actions.record_follow_up(
        enrolment=row, kind=FollowUpKind.TEAM, title="Told my team", done_date=done_date,
        words="We tried it.", by=row.trainee, at=timezone.now(),
    )  # fmt: skip


def ready(**changes):
    """A learner who has met everything that the small standard asks."""
    row = learner(**changes)
    attended(row)
    followed_up(row)
    return row


def on_shipped_standard(route):
    """A learner on a route as it is shipped, with evidence of every kind that its standard looks at, refused once."""
    data = yaml.safe_load((STANDARDS / f"nhse-2020-{route}.yaml").read_text())
    actions.load_standard(data=data, at=timezone.now())
    quiz = quizzes.quiz_version()
    version = enrolment.version(
        route=route, standard_code=data["key"], body=[("knowledge_check", {"quiz": quiz.quiz.code})]
    )
    context = ServiceContext.TARGETED if route == "service" else ServiceContext.SKILLS
    row = enrolment.enrolment(enrolment.cohort(version_=version, context=context))
    for kind in ApprovalKind:
        quality.approval(version, kind=kind)
    provider, trainee = row.cohort.provider, row.trainee
    attended(row)
    followed_up(row)
    quizzes.result(trainee, quiz, provider)
    practice.confirmed(trainee, practice.verifier_of(trainee, provider))
    supervision.confirmed(
        trainee, supervision.supervisor_of(trainee, provider), started_at=timezone.now() - datetime.timedelta(days=7)
    )
    portfolio.submitted(trainee)
    for lesson in enrolment_queries.manifest_of(version).lessons():
        enrolment_actions.complete_lesson(enrolment=row, lesson=lesson, by=trainee, at=timezone.now())
    assessor = people.assessor(provider)
    roleplay.rubric(key="role-play")
    roleplay.policy(rubric="role-play")
    scenario = roleplay.scenario(rubric="role-play")
    roleplay.observation(trainee=trainee, observer=assessor, organisation=provider, scenario_version=scenario)
    signoff.qualified(assessor, provider)
    signoff.sign_off(trainee=trainee, assessor=assessor, organisation=provider)
    decided(row, Outcome.REFUSED, reason="Not yet.")
    return row


def decided(row, outcome=Outcome.AWARDED, **changes):
    """A decision by a manager who did not assess, on the standing as it is now."""
    given = {"by": people.manager(row.cohort.provider), "at": timezone.now(), "seen": shown(row), **changes}
    return actions.decide_award(enrolment=row, outcome=outcome, **given)


def shown(row):
    """What the page of the decision remembers of the standing that it shows; nothing where there is none."""
    standing = queries.standing(row.trainee, row, timezone.now())
    return actions.digest_of(standing) if standing else ""


def awarded(row=None, **changes):
    return decided(row or ready(), **changes).award
