"""Practice entries and supervision, written and confirmed."""

from datetime import date

from playwright.sync_api import expect

from tests.journeys.person import Person
from tests.journeys.steps.days import typed_day, typed_moment
from tests.journeys.steps.people import reference_on


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


def change_entry(coach: Person, changes: dict[str, str]) -> None:
    """Change the returned entry that is open; its page opens again."""
    coach.opens("Change it")
    coach.fills(changes)
    coach.presses("Save and check")
    coach.is_at("Practice session")


def send_entry_again(coach: Person) -> None:
    coach.opens("Send it again")
    coach.presses("Send it to be confirmed")
    coach.is_at("Sent to be confirmed")


def set_sampling(manager: Person, share: int) -> None:
    """Of 100 entries sent from now on, so many are checked against a diary."""
    manager.goes_to("/practice/to-confirm/sampling/")
    manager.fills({"How many of 100 declared sessions are checked against a diary?": str(share)})
    manager.presses("Set the share")
    manager.reads("The share is set.")


def open_month(verifier: Person, *, coach: str, month: date) -> None:
    """The page that confirms a month of one coach; all that waits is ticked."""
    verifier.opens_menu("Practice to confirm")
    verifier.opens("Confirm a month together")
    verifier.is_at("Confirm a month together")
    verifier.selects("Coach (optional)", coach)
    verifier.selects("Month (optional)", f"{month:%B %Y}")
    verifier.presses("Show")
    verifier.page.wait_for_url(f"**month={month:%Y-%m}*")
    verifier.presses("Select all")
    expect(verifier.page.get_by_role("checkbox", checked=False)).to_have_count(0)


def untick(verifier: Person, *references: str) -> None:
    for reference in references:
        verifier.page.get_by_role("row").filter(has_text=reference).get_by_role("checkbox").uncheck()


def confirm_ticked(verifier: Person, *references: str, basis: str) -> None:
    verifier.ticks(basis)
    verifier.presses("Continue")
    verifier.is_at("Check your answers")
    verifier.reads(basis, *references)
    verifier.presses("Confirm these sessions")
    verifier.reads(f"{len(references)} sessions confirmed: {', '.join(references)}.")


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
