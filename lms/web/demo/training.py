"""Programme versions, cohorts, taught sessions with their registers, lessons, knowledge checks, follow-up."""

from datetime import timedelta

from assessments.quizzes import actions as quizzes
from assessments.quizzes import queries as quiz_queries
from assessments.quizzes.models import QuizVersion, SittingQuestion
from courses import queries as courses
from lms.competencies.enums import ServiceContext
from lms.enrolment import actions as enrolment
from lms.enrolment.enums import DeliveryMode, FollowUpKind
from lms.enrolment.models import Cohort, Enrolment, ProgrammeVersion
from lms.enrolment.queries import manifest_of, required_quizzes
from lms.people.models import User
from lms.quality import actions as quality
from lms.quality.enums import ApprovalKind
from lms.web.demo import calendar, cast, words
from lms.web.demo.world import World

HALF_DAY_STARTS = (9, 13)  # o'clock, each at half past


def publish(world: World, code: str, *, days_ago: int, kind: ApprovalKind, reference: str) -> ProgrammeVersion:
    """The first version of a programme, approved by the accrediting body a fortnight later."""
    with calendar.on(days_ago) as at:
        version = enrolment.publish_version(programme=courses.programme(code), by=world.person("editor"), at=at)
    with calendar.on(days_ago - 14) as at:
        quality.approve_programme(
            programme_version=version,
            body=world.place(cast.COUNCIL),
            kind=kind,
            from_date=calendar.date(days_ago - 14),
            to_date=calendar.date(days_ago - 14 - 3 * 365),
            reference=reference,
            by=world.person("reviewer"),
            at=at,
        )
    return version


def open_cohort(
    world: World,
    version: ProgrammeVersion,
    name: str,
    *,
    began: int,
    lasts: int,
    context: str,
    provider: str = cast.ACADEMY,
) -> Cohort:
    """A cohort that began so many days ago (ahead when negative) and lasts so many days."""
    manager = "manager" if provider == cast.ACADEMY else "northgate-manager"
    with calendar.on(max(began, 0) + 30) as at:
        return enrolment.open_cohort(
            version=version,
            provider=world.place(provider),
            name=name,
            from_date=calendar.date(began),
            to_date=calendar.date(began - lasts),
            context=context,
            by=world.person(manager),
            at=at,
        )


def plan_sessions(world: World, cohort: Cohort, *, days: tuple[int, ...]) -> list:
    """The taught half-days of a cohort: day n + 1 was about `days[n]` days ago, or is to be when negative."""
    halves = [(day, hour) for day in calendar.from_tuesday(days) for hour in HALF_DAY_STARTS]
    taught = [module for module in manifest_of(cohort.version).modules if module.taught_minutes]
    return [_plan(world, cohort, module, day, hour) for module, (day, hour) in zip(taught, halves, strict=True)]


def _plan(world: World, cohort: Cohort, module, day: int, hour: int):
    with calendar.on(max(day, 0) + 20) as at:
        return enrolment.plan_session(
            cohort=cohort,
            module_code=module.code,
            starts_at=calendar.moment(day, hour, 30),
            minutes=module.taught_minutes,
            mode=DeliveryMode.IN_PERSON,
            trainer=world.person("trainer"),
            by=world.person("manager"),
            at=at,
        )


def enrol(world: World, cohort: Cohort, person: User, *, days_ago: int, context: str = "") -> Enrolment:
    with calendar.on(days_ago) as at:
        return enrolment.enrol(cohort=cohort, trainee=person, context=context, by=world.person("manager"), at=at)


def keep_register(world: World, sessions: list, people: list[User], *, late: dict[User, int] | None = None) -> None:
    """Everybody was there for all of it, but those in `late`, who missed so many minutes of the first session."""
    for number, session in enumerate(sessions):
        missed = late if late and number == 0 else {}
        minutes = {person: session.minutes - (missed or {}).get(person, 0) for person in people}
        days_ago = (calendar.date(0) - session.starts_at.date()).days
        with calendar.on(days_ago, session.starts_at.hour + 4) as at:
            enrolment.record_attendance(session=session, minutes=minutes, by=world.person("trainer"), at=at)


def read_lessons(place: Enrolment, *, from_day: int, to_day: int, most: int | None = None) -> None:
    """Work through the lessons that this enrolment needs, spread evenly between two days ago."""
    lessons = manifest_of(place.cohort.version).required_lessons(place.context)[:most]
    for number, lesson in enumerate(lessons):
        day = from_day - round((from_day - to_day) * number / max(len(lessons), 1))
        with calendar.on(day, 19, number) as at:
            enrolment.open_lesson(enrolment=place, lesson=lesson, at=at)
            enrolment.complete_lesson(enrolment=place, lesson=lesson, by=place.trainee, at=at)


def pass_checks(place: Enrolment, *, days_ago: int, most: int | None = None, wrong: int = 1) -> None:
    """Sit each knowledge check of the version, with so many wrong answers in each."""
    for number, code in enumerate(list(required_quizzes(place))[:most]):
        with calendar.on(days_ago - number, 20) as at:
            sit(place, quiz_queries.latest_version(code), wrong=wrong, at=at)


def sit(place: Enrolment, version: QuizVersion, *, wrong: int, at) -> None:
    sitting = quizzes.start_sitting(
        person=place.trainee, quiz_version=version, organisation=place.cohort.provider, by=place.trainee, at=at
    )
    chosen = {
        question.position: _choice(question, right=question.position > wrong)
        for question in sitting.questions.select_related("question_version")
    }
    quizzes.sit_at_once(sitting=sitting, chosen=chosen, by=place.trainee, at=at + timedelta(minutes=9))


def _choice(question: SittingQuestion, *, right: bool) -> list[str]:
    options = list(question.question_version.options.order_by("order"))
    if right:
        return [str(option.key) for option in options if option.is_correct]
    return [next(str(option.key) for option in options if not option.is_correct)]


def follow_up(place: Enrolment, *, days_ago: int) -> None:
    days_ago = calendar.working_day(days_ago)
    done = words.read("logbooks")[cast.login(place.trainee)]["follow_up"]
    with calendar.on(days_ago, 17) as at:
        enrolment.record_follow_up(
            enrolment=place,
            kind=FollowUpKind(done["kind"]),
            title=done["title"],
            done_date=calendar.date(days_ago),
            words=done["words"],
            by=place.trainee,
            at=at,
        )


SERVICE_CONTEXT, SKILLS_CONTEXT = ServiceContext.NON_CLINICAL, ServiceContext.SKILLS
