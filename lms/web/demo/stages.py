"""Each trainee's story, stage by stage. Days are counted back from today."""

from assessments.roleplay.enums import GlobalJudgement
from lms.accreditation.enums import AwardStatus
from lms.enrolment.models import Cohort, Enrolment
from lms.quality.enums import ApprovalKind
from lms.web.demo import assessment, awards, cast, house, portfolio, practice, training
from lms.web.demo.world import World, add_learner

SERVICE, SKILLS = "health-coaching-service", "health-coaching-skills"


class Cohorts:
    """The demo's cohorts and their taught sessions."""

    def __init__(self, world: World):
        service = training.publish(world, SERVICE, days_ago=640, kind=ApprovalKind.ACCREDITED, reference="CSC-A-0147")
        skills = training.publish(
            world, SKILLS, days_ago=640, kind=ApprovalKind.QUALITY_ASSURED, reference="CSC-Q-0093"
        )
        self.last_year = training.open_cohort(
            world, service, "Service coaches, last year", began=400, lasts=240, context=training.SERVICE_CONTEXT
        )
        self.this_autumn = training.open_cohort(
            world, service, "Service coaches, this season", began=120, lasts=240, context=training.SERVICE_CONTEXT
        )
        self.next = training.open_cohort(
            world, service, "Service coaches, next season", began=-40, lasts=240, context=training.SERVICE_CONTEXT
        )
        self.skills = training.open_cohort(
            world, skills, "Skills for primary care", began=75, lasts=150, context=training.SKILLS_CONTEXT
        )
        self.skills_elsewhere = training.open_cohort(
            world,
            skills,
            "Northgate skills",
            began=50,
            lasts=100,
            context=training.SKILLS_CONTEXT,
            provider=cast.NORTHGATE,
        )
        self.taught = {
            self.last_year: training.plan_sessions(world, self.last_year, days=(380, 379, 366, 365)),
            self.this_autumn: training.plan_sessions(world, self.this_autumn, days=(105, 104, 91, 90)),
            self.next: training.plan_sessions(world, self.next, days=(-50, -51, -64, -65)),
            self.skills: training.plan_sessions(world, self.skills, days=(60, 46)),
        }


def tell(world: World) -> None:
    """Everybody's story, told in the order in which it happened to each cohort."""
    cohorts = Cohorts(world)
    practice.qualify_supervisor(world)
    _last_year(world, cohorts)
    _this_autumn(world, cohorts)
    _skills(world, cohorts)
    practice.plan_absence(world)
    house.answer_checklists(world)
    house.invite(world)
    house.raise_concerns(world)
    house.upload_names(world, cohorts.next)
    outsider = add_learner(world, cast.NORTHGATE_LEARNER, cast.NORTHGATE, days_ago=60)
    training.enrol(world, cohorts.skills_elsewhere, outsider, days_ago=45)


def _join(world: World, cohort: Cohort, learners, *, days_ago: int, is_supervised: bool = True) -> dict[str, Enrolment]:
    """Add each learner and enrol them; by stage."""
    places = {}
    for learner in learners:
        person = add_learner(world, learner, cast.ACADEMY, days_ago=days_ago + 10, is_supervised=is_supervised)
        places[learner.stage] = training.enrol(world, cohort, person, days_ago=days_ago)
    return places


def _complete_service(world: World, place: Enrolment, *, began: int, assessor: str) -> None:
    """The whole four-day road after the taught days, up to the sign-off. `began`: days ago of the first taught day."""
    training.read_lessons(place, from_day=began + 10, to_day=began - 60)
    training.pass_checks(place, days_ago=began - 20)
    practice.log_sessions(world, place, count=28, first_day=began - 18, last_day=began - 72, confirmed=28)
    practice.supervise(world, place, days=(began - 30, began - 60))
    practice.reflect(place, days=(began - 12, began - 30, began - 55, began - 70))
    for number, scenario in enumerate(("joan-low-activation", "derek-walking-plan")):
        seen = assessment.observe(
            world,
            place,
            scenario,
            observer=assessor,
            days_ago=began - 45 - 15 * number,
            judgement=GlobalJudgement.PASS if number == 0 else GlobalJudgement.VERY_GOOD,
        )
        assessment.acknowledge(seen, days_ago=began - 46 - 15 * number)
    training.follow_up(place, days_ago=began - 65)


def _last_year(world: World, cohorts: Cohorts) -> None:
    places = _join(world, cohorts.last_year, cast.SERVICE_BEFORE, days_ago=395)
    people = [place.trainee for place in places.values()]
    training.keep_register(world, cohorts.taught[cohorts.last_year], people)
    given = {}
    for number, (stage, place) in enumerate(places.items()):
        _complete_service(world, place, began=380, assessor="assessor")
        row = awards.sign_off(world, place, by="assessor", days_ago=300 - number)
        awards.release_if_sampled(world, row, days_ago=295 - number)
        awards.request(place, days_ago=290 - number)
        given[stage] = awards.award(world, place, days_ago=285 - number)
        awards.consent(given[stage], days_ago=284 - number)
    practice.supervise_again(world, places["awarded"], days=(70, 35, 12), earlier=2)
    awards.change_status(
        world,
        given["suspended"],
        AwardStatus.SUSPENDED,
        "Supervision has stopped; suspended until a new supervisor is agreed.",
        days_ago=40,
    )
    awards.change_status(
        world, given["revoked"], AwardStatus.REVOKED, "Logged sessions that did not take place.", days_ago=100
    )


def _this_autumn(world: World, cohorts: Cohorts) -> None:
    places = _join(world, cohorts.this_autumn, cast.SERVICE_NOW, days_ago=115)
    taught = cohorts.taught[cohorts.this_autumn]
    nadia = places["attending"].trainee
    present = [place.trainee for stage, place in places.items() if stage != "joined"]
    training.keep_register(world, taught[:4], present, late={nadia: 20})
    training.keep_register(world, taught[4:], [person for person in present if person != nadia])
    _practising(world, places["practising"])
    training.read_lessons(places["attending"], from_day=110, to_day=95, most=5)
    _ready(world, places["ready"])
    _waiting_for_release(world, places["waiting_for_release"])


def _practising(world: World, place: Enrolment) -> None:
    """Amara, in the middle: some of everything, one entry sent back, feedback to read, a check still to pass."""
    training.read_lessons(place, from_day=112, to_day=20, most=10)
    training.pass_checks(place, days_ago=85, most=1)
    entries = practice.log_sessions(world, place, count=16, first_day=88, last_day=3, confirmed=11)
    practice.return_one(world, entries[11], days_ago=5)
    practice.supervise(world, place, days=(80, 48, 20, 3), waiting=1)
    practice.meet_peers(world, place, days_ago=33)
    practice.reflect(place, days=(100, 60, 25), draft=True)
    training.follow_up(place, days_ago=30)
    first = assessment.observe(
        world,
        place,
        "amina-new-diagnosis",
        observer="trainer",
        days_ago=70,
        points=1,
        judgement=GlobalJudgement.BORDERLINE,
    )
    assessment.acknowledge(first, days_ago=69)
    assessment.observe(world, place, "joan-low-activation", observer="assessor", days_ago=4)
    assessment.leave_unfinished(world, place, "derek-walking-plan", observer="assessor", days_ago=1)
    house.begin_sign_off(world, place)
    portfolio.keep(place)


def _ready(world: World, place: Enrolment) -> None:
    """Everything is met and the decision has been asked for."""
    _complete_service(world, place, began=105, assessor="assessor3")
    row = awards.sign_off(world, place, by="assessor3", days_ago=20)
    awards.release_if_sampled(world, row, days_ago=15)
    practice.supervise_again(world, place, days=(9,), earlier=2)
    awards.request(place, days_ago=2)


def _waiting_for_release(world: World, place: Enrolment) -> None:
    """An unqualified assessor signed off; it was countersigned, and quality assurance looks at it first."""
    _complete_service(world, place, began=105, assessor="assessor")
    row = awards.sign_off(world, place, by="assessor2", days_ago=8)
    awards.countersign(world, row, by="assessor", days_ago=6)
    practice.hand_over(world, place.trainee)


def _skills(world: World, cohorts: Cohorts) -> None:
    """The two-day route: taught time, reflection and follow-up; no assessment, hours or supervision are asked."""
    places = _join(world, cohorts.skills, cast.SKILLS, days_ago=70, is_supervised=False)
    crowd = [add_learner(world, learner, cast.ACADEMY, days_ago=80, is_supervised=False) for learner in _crowd()]
    crowd = [training.enrol(world, cohorts.skills, person, days_ago=68) for person in crowd]
    everybody = [place.trainee for place in (*places.values(), *crowd)]
    training.keep_register(world, cohorts.taught[cohorts.skills], everybody)
    for place, (_name, lessons) in zip(crowd, cast.CROWD, strict=True):
        training.read_lessons(place, from_day=65, to_day=5, most=lessons)
    _skills_awarded(world, places["skills_awarded"])
    training.read_lessons(places["skills_half_way"], from_day=66, to_day=50, most=8)
    training.pass_checks(places["skills_half_way"], days_ago=55, most=1)


def _crowd() -> list[cast.Learner]:
    return [
        cast.Learner(name.lower().replace(" ", "."), name, cast.NETWORK, "crowd", "staff member")
        for name, _lessons in cast.CROWD
    ]


def _skills_awarded(world: World, place: Enrolment) -> None:
    training.read_lessons(place, from_day=66, to_day=20)
    training.pass_checks(place, days_ago=40)
    practice.reflect(place, days=(30,))
    training.follow_up(place, days_ago=15)
    awards.request(place, days_ago=10)
    awards.consent(awards.award(world, place, days_ago=7), days_ago=6)
