"""The two-day route, through the pages: join with a code, learn, and receive an award that asks for no assessment.

A newcomer joins; Bethan Price of the demo was at both days and has read every lesson, and does what is left.
"""

import pytest

from tests.journeys import steps

COHORT = "Skills, from today"
NEWCOMER, ADDRESS, PASSWORD = "Bridget Lowe", "bridget.lowe@demo.example", "seven-slow-otters"
BETHAN = "Bethan Price"
OF_THE_OTHER_ROUTE = ("practice hours", "Confirmed practice", "Supervision", "supervision", "Observed", "signed off")


@pytest.fixture(scope="module")
def manager(people):
    return people("manager")


@pytest.fixture(scope="module")
def bethan(people):
    return people("bethan.price")


def test_an_invited_newcomer_opens_an_account_and_joins_with_the_code(manager, person, site):
    code = steps.open_cohort(
        manager,
        programme="Health coaching skills, version 1",
        name=COHORT,
        context="Coaching skills within another role",
    )
    steps.invite(manager, name=NEWCOMER, address=ADDRESS, role="Trainee")
    newcomer = person()
    steps.accept_invitation(newcomer, site.mail_to(ADDRESS, "To join, open this link"), PASSWORD)

    newcomer.opens_menu("Learn")
    newcomer.opens("Join with a code")
    newcomer.fills({"Join code": code.lower()})
    newcomer.presses("Join")

    newcomer.is_at("Health coaching skills")
    newcomer.reads("You have joined.", COHORT, "Begin")
    steps.read_lesson(newcomer, "What coaching is, and is not: service and skills")


def test_the_standing_asks_for_no_assessment_hours_or_supervision(bethan):
    bethan.opens_menu("My standing")

    bethan.reads("A quality-assured programme", "Two taught days", "12 h of 12 h")
    bethan.does_not_read(*OF_THE_OTHER_ROUTE)


def test_who_was_there_and_learned_is_awarded_and_verified_as_quality_assured(bethan, manager, person):
    steps.take_check(bethan, lesson="From fixer to enabler: what matters to you", quiz="skills-before")
    steps.take_check(bethan, lesson="Activation and health literacy", quiz="skills-day-1")
    steps.take_check(bethan, lesson="Keeping going", quiz="skills-day-2")
    steps.reflect(bethan, lesson="Keeping going", words="I asked what mattered, and the visit took no longer.")
    steps.follow_up(bethan, "Practised with a colleague at lunch")
    steps.ask_for_decision(bethan)

    code = steps.award(manager, who=BETHAN)

    visitor = person()
    steps.verify(visitor, code)
    visitor.reads("Active", "Quality assured by Coaching Standards Council (demo)", "12 h attended")
    visitor.reads("It asks for no individual assessment, practice hours or supervision")
    visitor.does_not_read("Accredited by", "Practice confirmed", "Health-coaching supervision", "Assessed in contexts")
