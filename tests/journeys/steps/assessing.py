"""Observation and sign-off."""

from tests.journeys.person import Person
from tests.journeys.steps.people import prove_who, reference_on


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
