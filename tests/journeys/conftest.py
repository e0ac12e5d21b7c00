"""A running demo and a browser, shared by all browser tests of a run."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests import chromium, demo_site

WAIT = 15_000  # milliseconds


def pytest_collection_modifyitems(items):
    """All browser tests go to one worker, so that one demo is prepared while the other worker runs the rest."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def browser() -> Browser:
    path = chromium.executable()
    assert path, "The browser tests need Chromium: python -m tests.chromium"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=chromium.FLAGS)
        yield opened
        opened.close()


class Person:
    """Somebody at a browser: signs in, goes to pages, and whose console errors are collected."""

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


@pytest.fixture
def person(browser, site):
    """person("trainee") is signed in as trainee@demo.example; person(None) is a visitor. Options go to the browser."""
    contexts, people = [], []

    def open_browser(who: str | None, **options) -> Person:
        context = browser.new_context(locale="en-GB", **options)
        contexts.append(context)
        somebody = Person(context, site)
        people.append(somebody)
        if who:
            somebody.signs_in(who if "@" in who else f"{who}@demo.example")
        return somebody

    yield open_browser
    errors = [error for somebody in people for error in somebody.errors]
    for context in contexts:
        context.close()
    assert errors == []
