"""Somebody at a browser, in the words of a test: goes to pages, reads, follows links, fills in, presses buttons."""

import contextlib
import re
from collections.abc import Callable, Iterator

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests import demo_site

WAIT = 15_000  # milliseconds


class Person:
    """One browser session. What its console complains about is collected in `errors`."""

    def __init__(self, context: BrowserContext, site: demo_site.Site):
        context.set_default_timeout(WAIT)
        self.context, self.site = context, site
        self.page: Page = context.new_page()
        self.errors: list[str] = []
        self.page.on("console", lambda message: self._note(message.type, message.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _note(self, kind: str, text: str) -> None:
        # A refused form answers 422 and a missing page 404; the browser logs those answers, and they are meant.
        if kind == "error" and "status of 4" not in text:
            self.errors.append(text)

    def goes_to(self, path: str) -> Page:
        self.page.goto(path if path.startswith("http") else f"{self.site.address}{path}")
        return self.page

    def signs_in(self, email: str, password: str = demo_site.PASSWORD) -> Page:
        page = self.goes_to("/accounts/login/")
        page.get_by_label("Email").fill(email)
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Sign in").first.click()
        page.wait_for_url(lambda url: "/login/" not in url)
        return page

    def opens(self, words: str | re.Pattern, *, within: Locator | None = None) -> None:
        """Follows the first link with these words, hidden ones included, in the page's main part.

        Some links look like buttons and say so to a screen reader, so they are found as elements, not by role.
        """
        (within or self.page.get_by_role("main")).locator("a", has_text=words).first.click()

    def opens_menu(self, words: str) -> None:
        self.page.get_by_role("navigation", name="Menu").get_by_role("link", name=words, exact=True).click()

    def presses(self, words: str) -> None:
        self.page.get_by_role("main").get_by_role("button", name=words, exact=True).click()

    def unfolds(self, words: str) -> None:
        """Opens a folded part of the page that is here already, if it is not open."""
        folded = self.page.locator("details:not([open]) > summary", has_text=words)
        if folded.count():
            folded.click()

    def fills(self, answers: dict[str, str]) -> None:
        """Types into fields: label → text."""
        for label, text in answers.items():
            self.page.get_by_label(label, exact=True).fill(text)

    def selects(self, label: str, option: str) -> None:
        self.page.get_by_label(label, exact=True).select_option(label=option)

    def ticks(self, *labels: str, within: str | None = None) -> None:
        """Chooses radio buttons and boxes by label, inside the group of this name if one is given."""
        place = self.page.get_by_role("group", name=within) if within else self.page
        for label in labels:
            place.get_by_label(label, exact=True).check()

    def is_at(self, heading: str) -> None:
        """The main heading of the page that has arrived, or a part of it."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading)

    def reads(self, *words: str) -> None:
        """The page's main part says all of this."""
        for each in words:
            expect(self.page.get_by_role("main")).to_contain_text(each)

    def does_not_read(self, *words: str) -> None:
        for each in words:
            expect(self.page.get_by_role("main")).not_to_contain_text(each)


@contextlib.contextmanager
def arrivals(browser: Browser, site: demo_site.Site) -> Iterator[Callable[..., Person]]:
    """Lets people come to a site; whatever their browsers complained about is an error at the end."""
    people = []

    def arrive(who: str | None = None, **options) -> Person:
        somebody = Person(browser.new_context(locale="en-GB", **options), site)
        people.append(somebody)
        if who:
            somebody.signs_in(who if "@" in who else f"{who}@demo.example")
        return somebody

    try:
        yield arrive
    finally:
        for somebody in people:
            somebody.context.close()
    assert [error for somebody in people for error in somebody.errors] == []
