"""Cohorts, lessons, knowledge checks, the taught days and their registers."""

import yaml
from playwright.sync_api import Locator

from tests import demo_site
from tests.journeys.person import Person
from tests.journeys.steps.days import day, typed_day, typed_moment, words_for

QUIZZES = demo_site.ROOT / "fixtures" / "assessments" / "quizzes"


def open_cohort(manager: Person, *, programme: str, name: str, context: str) -> str:
    """A cohort that begins today; returns its join code."""
    manager.opens_menu("Cohorts")
    manager.opens("Open a cohort")
    manager.page.get_by_label("Programme version").select_option(label=programme)
    manager.fills({"Name of the cohort": name, "First day": typed_day(), "Last day": typed_day(-90)})
    manager.ticks(context)
    manager.presses("Continue")
    manager.is_at("Check your answers")
    manager.reads(name, programme, words_for(day()), context)
    manager.presses("Open the cohort")
    manager.is_at(name)
    return manager.page.locator(".tb-key").inner_text()


def enrol_by_email(manager: Person, *, cohort: str, name: str, address: str) -> None:
    manager.opens_menu("Cohorts")
    manager.opens(cohort)
    manager.opens("Enrol a learner")
    manager.fills({"Name": name, "E-mail address": address})
    manager.presses("Continue")
    manager.reads(name, address)
    manager.presses("Enrol")
    manager.is_at(cohort)
    manager.reads("They get an e-mail that says how to begin", name)


def read_lesson(learner: Person, title: str) -> None:
    """Open a lesson from the programme's page and mark it as read; the next lesson opens."""
    learner.opens_menu("Learn")
    learner.opens(title)
    learner.is_at(title)
    learner.presses("Mark as read and go on")
    learner.page.wait_for_url(lambda url: not url.endswith("/done/"))
    learner.opens_menu("Learn")
    learner.reads("Read")


def take_check(learner: Person, *, lesson: str, quiz: str, wrong: int = 0) -> None:
    """Go from the lesson to its knowledge check and answer one question after the other, the first few wrongly."""
    answers = right_answers(quiz)
    learner.opens_menu("Learn")
    learner.opens(lesson)
    learner.opens("Start the knowledge check")
    learner.ticks("One question at a time, with feedback after each")
    learner.presses("Start")
    for number in range(1, len(answers) + 1):
        learner.is_at(f"Question {number} of {len(answers)}")
        asked = learner.page.get_by_role("main").locator("fieldset")
        answer_question(asked, answers, is_right=number > wrong)
        learner.presses("Check my answer")
        if number < len(answers):
            learner.opens("Next question")
    learner.presses("See your result")


def right_answers(quiz: str) -> dict[str, dict[str, bool]]:
    """Question → option → whether it is right, from the curriculum's own file."""
    questions = yaml.safe_load((QUIZZES / f"{quiz}.yaml").read_text())["questions"]
    return {row["text"].strip(): {option["text"]: option["correct"] for option in row["options"]} for row in questions}


def answer_question(asked: Locator, answers: dict[str, dict[str, bool]], *, is_right: bool) -> None:
    """Choose in one question what is right, or what is wrong."""
    options = answers[asked.locator("legend").inner_text().strip()]
    chosen = [option for option, is_correct in options.items() if is_correct == is_right]
    takes_one = asked.get_by_role("radio").count() > 0
    for option in chosen[:1] if takes_one else chosen:
        asked.get_by_label(option, exact=True).check()


def reflect(learner: Person, *, lesson: str, words: str) -> None:
    """Answer a lesson's question, read it once more and submit it."""
    learner.opens_menu("Learn")
    learner.opens(lesson)
    learner.opens("Write your reflection")
    learner.fills({"Your reflection": words})
    learner.presses("Save as a draft")
    learner.reads("Saved as a draft", words)
    learner.opens("Check and submit")
    learner.reads(words)
    learner.presses("Submit it")
    learner.is_at("Reflection submitted")


def follow_up(learner: Person, title: str) -> None:
    learner.opens_menu("Learn")
    learner.opens("See your follow-up activities")
    learner.opens("Record an activity")
    learner.ticks("Practice with another learner")
    learner.fills(
        {
            "Name it in a few words": title,
            "When did you do it?": typed_day(),
            "What did you try, what happened, and what will you do next?": "I waited longer. She went on by herself.",
        }
    )
    learner.presses("Record it")
    learner.is_at("Follow-up activities")
    learner.reads(title)


def plan_session(manager: Person, *, cohort: str, module: str, trainer: str) -> None:
    """A half-day that began in the first hour of today, so that its register is open."""
    manager.opens_menu("Cohorts")
    manager.opens(cohort)
    manager.opens("Sessions and session plans")
    manager.opens("Plan a session")
    manager.selects("What will be taught?", module)
    manager.fills({"When does it start?": typed_moment(0, 0), "Taught time, without breaks": "3 h"})
    manager.ticks("In person")
    manager.selects("Trainer", trainer)
    manager.presses("Put it in the diary")
    manager.is_at("Sessions and session plans")
    manager.reads("The session is in the diary", module, trainer)


def keep_register(trainer: Person, *, cohort: str, module: str) -> None:
    """Everybody was there for all of it."""
    trainer.opens_menu("Cohorts")
    trainer.opens(cohort)
    trainer.opens("Sessions and session plans")
    trainer.opens(module, within=trainer.page.get_by_role("table"))
    trainer.opens("Keep the register")
    trainer.presses("Everybody else was there for all of it")
    trainer.is_at("Check your answers")
    trainer.presses("Record the register")
    trainer.reads("The register is recorded", "3 h")
