"""The decision on an award, its verification and its status."""

import re

from tests.journeys.person import Person
from tests.journeys.steps.people import prove_who


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
