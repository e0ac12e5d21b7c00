"""What people do on the road to an award, each step through the pages and checked where it ends."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import yaml
from playwright.sync_api import Locator

from tests import demo_site
from tests.journeys.person import Person

LONDON = ZoneInfo("Europe/London")
QUIZZES = demo_site.ROOT / "fixtures" / "assessments" / "quizzes"


def day(days_ago: int = 0) -> date:
    """A day as people here count it; ahead when negative."""
    return datetime.now(LONDON).date() - timedelta(days=days_ago)


def typed_day(days_ago: int = 0) -> str:
    return day(days_ago).isoformat()


def typed_moment(days_ago: int, hour: int) -> str:
    """What a browser puts into a field for a day and a time of day."""
    return f"{day(days_ago).isoformat()}T{hour:02d}:00"


def words_for(moment: date) -> str:
    """22 November 2026."""
    return f"{moment.day} {moment:%B %Y}"


# --- Cohort and learning ----------------------------------------------------------------------------------------------


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


def invite(manager: Person, *, name: str, address: str, role: str) -> None:
    manager.opens_menu("People")
    manager.opens("Invite somebody")
    manager.fills({"Name": name, "E-mail address": address})
    manager.selects("Role", role)
    manager.presses("Send the invitation")
    manager.reads("The invitation is on its way.", name)


def accept_invitation(newcomer: Person, mail: str, password: str) -> None:
    """Follow the link in the invitation, open an account and join."""
    newcomer.goes_to(link_in(mail))
    newcomer.opens("Open an account")
    newcomer.is_at("Open your account")
    newcomer.fills({"Password": password})
    newcomer.presses("Open the account")
    newcomer.presses("Join")
    newcomer.reads("Welcome. Your new role is on your home page.")


def choose_password(newcomer: Person, mail: str, password: str) -> None:
    """Follow the link in the welcome and choose a password."""
    newcomer.goes_to(link_in(mail))
    newcomer.is_at("Choose a new password")
    newcomer.fills({"New Password": password, "New Password (again)": password})
    newcomer.presses("Save the new password")
    newcomer.is_at("Your password is changed")


def prove_who(somebody: Person, then: str) -> None:
    """Acts that weigh most ask for the password again; afterwards the page is the one that was asked for."""
    somebody.is_at("Confirm that it is you")
    somebody.fills({"Password": demo_site.PASSWORD})
    somebody.presses("Confirm")
    somebody.is_at(then)


def link_in(mail: str) -> str:
    return re.search(r"http://\S+", mail)[0]


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


# --- The taught days --------------------------------------------------------------------------------------------------


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


# --- Practice and supervision -----------------------------------------------------------------------------------------


def name_responsible(manager: Person, *, who: str, responsibility: str, holder: str) -> None:
    """A manager names somebody who looks after a trainee."""
    manager.opens_menu("People")
    manager.page.get_by_label("Name or e-mail").fill(who)
    manager.page.get_by_role("button", name="Show").click()
    manager.opens(who)
    manager.opens("Name somebody")
    manager.selects("Responsibility", responsibility)
    manager.selects("Who takes it", holder)
    manager.presses("Give the responsibility")
    manager.is_at(who)
    manager.reads(responsibility)


def log_practice(coach: Person, *, days_ago: int, note: str, length: str = "45 min", verifier: str = "") -> None:
    """Write an entry as a draft; the page of the draft opens."""
    coach.opens_menu("Practice")
    coach.opens("Log a session")
    coach.fills({"When did it start?": typed_moment(days_ago, 10), "How long was it?": length, "Note (optional)": note})
    coach.ticks("By telephone")
    coach.unfolds("More about the session")
    coach.selects("What kind of service was it?", "Non-clinical service")
    if verifier:
        coach.selects("Who will confirm it? (optional)", verifier)
    coach.presses("Save and check")
    coach.is_at("Practice session")
    coach.reads(note)


def send_entry(coach: Person) -> str:
    """Check the draft that is open and send it; returns its reference."""
    coach.opens("Check and send")
    coach.presses("Send it to be confirmed")
    coach.is_at("Sent to be confirmed")
    return reference_on(coach)


def reference_on(somebody: Person) -> str:
    """The reference in the green panel of a confirmation page."""
    return somebody.page.locator(".nhsuk-panel strong").inner_text()


def confirm_entry(verifier: Person, reference: str, *, basis: str) -> None:
    verifier.goes_to("/practice/to-confirm/")
    verifier.opens(f"Confirm {reference}")
    verifier.ticks(basis)
    verifier.presses("Continue")
    verifier.is_at("Check your answers")
    verifier.reads(basis, reference)
    verifier.presses("Confirm this session")
    verifier.is_at("Session confirmed")
    verifier.reads(reference)


def return_entry(verifier: Person, reference: str, *, reason: str) -> None:
    verifier.goes_to("/practice/to-confirm/")
    verifier.opens(f"return {reference}")
    verifier.fills({"What should the coach change?": reason})
    verifier.presses("Return it")
    verifier.is_at("Returned to the coach")


def start_agreement(manager: Person, *, coach: str, supervisor: str) -> None:
    """Health-coaching supervision since a month."""
    manager.goes_to("/supervision/agreements/")
    manager.opens("Start an agreement")
    manager.selects("Coach", coach)
    manager.selects("Supervisor, mentor or manager", supervisor)
    manager.ticks("Health-coaching supervision")
    manager.fills({"From which day?": typed_day(30)})
    manager.presses("Start the agreement")
    manager.reads("The agreement has started")


def record_supervision(coach: Person, *, supervisor: str, themes: str) -> str:
    """An hour yesterday; returns its reference."""
    coach.opens_menu("Supervision")
    coach.opens("Record a session")
    coach.page.get_by_role("radio", name=supervisor).check()
    coach.fills({"When did it start?": typed_moment(1, 14), "How long was it?": "1 h", "Themes (optional)": themes})
    coach.ticks("One to one", "Restorative: support and wellbeing")
    coach.presses("Record and ask for confirmation")
    coach.is_at("Session recorded")
    return reference_on(coach)


def confirm_supervision(supervisor: Person, reference: str, *, themes: str) -> None:
    supervisor.opens_menu("Supervision to confirm")
    supervisor.opens(f"Confirm {reference}")
    supervisor.reads(themes)
    supervisor.presses("Confirm that it took place")
    supervisor.is_at("Session confirmed")


# --- Observation and sign-off -----------------------------------------------------------------------------------------


def observe(assessor: Person, *, who: str, scenario: str, judgement: str, points: int = 2) -> str:
    """Identity, the whole, each criterion, feedback, check, record; returns the reference."""
    start_observation(assessor, who=who, scenario=scenario, judgement=judgement)
    score_criteria(assessor, points)
    give_feedback(assessor)
    assessor.is_at("Check this observation before you record it")
    assessor.presses("Record this observation")
    assessor.is_at("Observation recorded")
    return reference_on(assessor)


def start_observation(assessor: Person, *, who: str, scenario: str, judgement: str) -> None:
    """Whom, what, how one knows who it was; then the judgement of the whole, before any total is shown."""
    assessor.opens_menu("To assess")
    assessor.opens(f"Observe {who}")
    assessor.ticks("Role-play", "Non-clinical service", "Staff badge with photo")
    assessor.page.get_by_label("Scenario").select_option(label=scenario)
    assessor.presses("Start")
    assessor.is_at("Your global judgement")
    assessor.does_not_read(" points, ")
    assessor.ticks(judgement)
    assessor.presses("Save and score the criteria")


def score_criteria(assessor: Person, points: int) -> None:
    """The level with so many points on each criterion, or the highest where there is none, with a note."""
    assessor.is_at("Score each criterion")
    for card in assessor.page.locator("section.tb-card").all():
        level = card.locator(f"input[type=radio][value='{points}']")
        (level if level.count() else card.get_by_role("radio").last).check()
        card.get_by_role("textbox").fill("“What matters to you?”, at 4 min.")
    assessor.presses("Save and write feedback")


def give_feedback(assessor: Person) -> None:
    assessor.is_at("Feedback for the trainee")
    assessor.fills(
        {
            "What they did well": "You waited, and the client found her own words.",
            "One thing to try next": "Ask for the confidence number before you praise the plan.",
        }
    )
    assessor.presses("Save and check")


def acknowledge(trainee: Person, reference: str, *, comment: str) -> None:
    trainee.opens_menu("Observations")
    trainee.opens(reference)
    trainee.reads("You waited, and the client found her own words.", "Ask for the confidence number")
    trainee.opens("I have read it")
    trainee.fills({"Anything you want to say about it (optional)": comment})
    trainee.page.get_by_role("main").get_by_role("button").last.click()
    trainee.reads("Read by the trainee on", comment)


def sign_off(assessor: Person, *, who: str) -> str:
    """Evidence, four confirmations, check, record; returns the reference."""
    assessor.goes_to("/sign-offs/to-sign-off/")
    assessor.opens(f"Sign off {who}")
    assessor.ticks("Non-clinical service")
    assessor.presses("Choose the evidence")
    assessor.is_at("The evidence and what it shows")
    for box in assessor.page.get_by_role("main").get_by_role("checkbox").all():
        box.check()
    assessor.presses("Save and declare")
    declare(assessor)
    prove_who(assessor, then=f"{who}: step 3")
    assessor.presses("Record this sign-off")
    assessor.is_at("Sign-off recorded")
    return reference_on(assessor)


def declare(assessor: Person) -> None:
    """Valid, authentic, current and sufficient, each ticked for itself with its reason."""
    assessor.is_at("Your declaration")
    assessor.ticks(
        "Valid: the evidence is about these competencies",
        "Authentic: it is the trainee's own work",
        "Current: it is recent enough to say what they can do now",
        "Sufficient: there is enough of it, and of enough kinds",
    )
    assessor.fills(
        {
            "How does it show them?": "The rubric covers each competency.",
            "How do you know?": "I observed the session myself.",
            "How recent is it?": "All of it is from this month.",
            "Why is it enough?": "An observation, confirmed practice and a reflection.",
            "Your statement": "Works safely within scope and lets the client lead.",
        }
    )
    assessor.presses("Save and check")


def release(iqa: Person, reference: str) -> None:
    """Quality assurance looks at a sampled sign-off and lets it count."""
    iqa.opens_menu("To sample")
    iqa.opens(reference)
    iqa.opens("Release or return")
    iqa.ticks("Release it")
    iqa.fills({"Your reason": "Evidence is cited, and the notes bear out the levels."})
    iqa.presses("Continue")
    iqa.is_at("Check your answers")
    iqa.presses("Record my decision")
    iqa.reads("Your decision is recorded", "In effect")


# --- Award and verification -------------------------------------------------------------------------------------------


def award(manager: Person, *, who: str) -> str:
    """Look at the standing, decide, check, record; returns the code of the credential."""
    manager.opens_menu("Awards to decide")
    manager.opens(f"Look and decide: {who}")
    prove_who(manager, then=f"Decide on the award of {who}")
    manager.ticks("Give the award")
    manager.presses("Check my decision")
    manager.is_at("Check your answers")
    manager.reads(who, "Give the award")
    manager.presses("Record the decision")
    manager.is_at("Decision recorded")
    return manager.page.get_by_role("main").get_by_role("link", name=re.compile("^TB-")).inner_text()


def ask_for_decision(trainee: Person) -> None:
    trainee.opens_menu("My standing")
    trainee.opens("Ask for the decision")
    trainee.page.get_by_role("checkbox").check()
    trainee.presses("Ask for the decision")
    trainee.reads("Your provider has been asked")


def verify(visitor: Person, code: str) -> None:
    """Type the code as somebody would, with small letters and spaces; its page opens."""
    type_code(visitor, code.lower().replace("-", " "))
    visitor.reads(code)


def type_code(visitor: Person, code: str) -> None:
    visitor.goes_to("/verify/")
    visitor.fills({"Code on the certificate": code})
    visitor.presses("Check this code")


def change_status(manager: Person, *, who: str, step: str, reason: str) -> None:
    """step is the button's words: suspend, reinstate or revoke this award."""
    manager.goes_to("/standing/awards/")
    manager.opens(who)
    manager.opens(step)
    manager.fills({"Reason": reason})
    manager.presses(step)
    manager.is_at("Check your answers")
    manager.reads(reason)
    manager.presses(step)
    manager.is_at(who)
