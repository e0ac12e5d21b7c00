"""Joining, proving who one is, and naming who looks after whom."""

import re

from tests import demo_site
from tests.journeys.person import Person


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
    newcomer.fills({"New password": password})
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


def reference_on(somebody: Person) -> str:
    """The reference in the green panel of a confirmation page."""
    return somebody.page.locator(".nhsuk-panel strong").inner_text()
