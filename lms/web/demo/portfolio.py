"""A portfolio with one of everything."""

import datetime

from lms.competencies.models import Competency
from lms.core import clock
from lms.enrolment.models import Enrolment
from lms.portfolio import actions as portfolio
from lms.portfolio.enums import FeedbackSource, GoalStatus, LearningTopic, MilestoneCode
from lms.practice.queries import clients_of
from lms.web.demo import calendar


def keep(place: Enrolment) -> None:
    """Milestones, learning, feedback in each way, a commitment, a plan and a copy of one trainee."""
    _milestones(place)
    _learning(place)
    _feedback(place)
    _promise(place)
    _plan(place)
    with calendar.on(0, 0) as at:
        portfolio.make_export(portfolio.ask_for_export(by=place.trainee, at=at).pk)


def _of(place: Enrolment, at) -> dict:
    return {"by": place.trainee, "at": at, "organisation": place.cohort.provider}


def _milestones(place: Enrolment) -> None:
    with calendar.on(100) as at:
        begun = portfolio.MilestoneDetails(
            code=MilestoneCode.COACH_TRAINING_BEGUN, title="First taught day", on_date=clock.today()
        )
        portfolio.record_milestone(**_of(place, at), details=begun)
    with calendar.on(60) as at:
        course = {
            "code": MilestoneCode.COURSE,
            "title": "Making every contact count",
            "on_date": clock.today(),
            "provider": "Westshire learning hub",
        }
        first = portfolio.record_milestone(**_of(place, at), details=portfolio.MilestoneDetails(minutes=720, **course))
    with calendar.on(58) as at:
        shorter = portfolio.MilestoneDetails(minutes=420, note="I had counted the breaks.", **course)
        portfolio.record_milestone(**_of(place, at), details=shorter, corrects=first)


def _learning(place: Enrolment) -> None:
    with calendar.on(40) as at:
        webinar = portfolio.LearningDetails(
            title="Webinar: consent when family is in the room",
            on_date=clock.today(),
            minutes=90,
            topic=LearningTopic.ETHICS,
            changed="I ask the person first, and alone, who may stay.",
        )
        portfolio.record_learning(**_of(place, at), details=webinar)
    with calendar.on(22) as at:
        twice = portfolio.LearningDetails(
            title="Consent webinar",
            on_date=clock.today() - datetime.timedelta(days=18),
            minutes=90,
            topic=LearningTopic.ETHICS,
            changed="Written down twice by mistake.",
        )
        portfolio.take_back(record=portfolio.record_learning(**_of(place, at), details=twice), by=place.trainee, at=at)


def _feedback(place: Enrolment) -> None:
    with calendar.on(35) as at:
        from_client = portfolio.FeedbackDetails(
            source=FeedbackSource.CLIENT,
            client=clients_of(place.trainee).first(),
            on_date=clock.today(),
            context="Third session, in person",
            went_well="Said that nobody had asked before what they wanted.",
            next_time="A bit less to write down.",
            rating=5,
        )
        portfolio.record_feedback(**_of(place, at), details=from_client)
        from_peer = portfolio.FeedbackDetails(
            source=FeedbackSource.PEER,
            on_date=clock.today(),
            context="20 minutes of peer practice",
            went_well="The pause after “what matters to you”.",
            next_time="Close the loop before you say goodbye.",
        )
        portfolio.record_feedback(**_of(place, at), details=from_peer)
    with calendar.on(20) as at:
        token = portfolio.token_of(portfolio.ask_for_feedback(**_of(place, at)))
        through_link = portfolio.FeedbackDetails(
            source=FeedbackSource.PEER,
            on_date=clock.today(),
            context="Peer practice by video, 30 minutes",
            went_well="I felt heard. You said back what I meant and not only what I said.",
            next_time="Ask how sure I am before we fix the day.",
            rating=4,
        )
        portfolio.give_feedback(token=token, at=at, details=through_link, by=None)
    with calendar.on(3) as at:
        portfolio.ask_for_feedback(**_of(place, at))


def _promise(place: Enrolment) -> None:
    with calendar.on(28) as at:
        promised = portfolio.CommitmentDetails(
            from_date=clock.today(), sessions=2, session_minutes=180, telephone_minutes=60
        )
        portfolio.save_commitment(**_of(place, at), details=promised)


def _plan(place: Enrolment) -> None:
    in_a_month = datetime.timedelta(days=30)
    with calendar.on(30) as at:
        goal = portfolio.GoalDetails(
            goal="Leave silence after a question",
            steps="Count to five before I speak. Listen to one recorded role-play a week.",
            review_date=clock.today() + in_a_month,
            competencies=Competency.objects.filter(framework__code="health-coaching").order_by("pk")[:1],
        )
        portfolio.save_goal(by=place.trainee, at=at, details=goal)
        reached = portfolio.GoalDetails(
            goal="Agree an agenda in every session",
            steps="Use the map of topics.",
            review_date=clock.today() + in_a_month,
            status=GoalStatus.REACHED,
        )
        portfolio.save_goal(by=place.trainee, at=at, details=reached)
