"""A running demo and a browser, shared by all browser tests of a run."""

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests import chromium
from tests.journeys.person import WAIT, arrivals


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the groups
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
    expect.set_options(timeout=WAIT)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=chromium.FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def person(browser, site):
    """person("trainee") is signed in as trainee@demo.example; person(None) is a visitor. Options go to the browser."""
    with arrivals(browser, site) as arrive:
        yield arrive


@pytest.fixture(scope="module")
def people(browser, site):
    """The same for people who stay for all tests of a module."""
    with arrivals(browser, site) as arrive:
        yield arrive
