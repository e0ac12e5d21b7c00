"""Takes the pictures of the guides (lms/static/img/guides) and of the README (docs/images): `make screenshots`.

`python -m tests.screenshots --all FOLDER` takes every page that each role can reach, for a person to look through.
"""

import argparse
import os
import re
import sys
from pathlib import Path

import django
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests import chromium, demo_site

PHONE, DESK = {"width": 375, "height": 800}, {"width": 1280, "height": 900}
IMAGES = demo_site.ROOT / "docs" / "images"
GUIDES = demo_site.ROOT / "lms" / "static" / "img" / "guides"
Shot = tuple[str | None, str, str]  # who is signed in, name of the picture, address with names of keys

# Without fields for a day: Chromium writes those as they do in America, whatever language it is given.
IN_GUIDES: list[Shot] = [
    ("trainee", "trainee-desk", "/home/"),
    ("trainee", "trainee-practice", "/practice/{entry_returned}/#maincontent"),
    ("trainee", "trainee-standing", "/standing/{enrolment}/#maincontent"),
    ("trainer", "assessor-plan", "/learn/cohorts/{cohort}/modules/asking-before-telling/#maincontent"),
    ("assessor", "assessor-criteria", "/observations/drafts/{draft}/criteria/#maincontent"),
    ("assessor", "assessor-evidence", "/sign-offs/drafts/{sign_off_draft}/evidence/#maincontent"),
    ("supervisor", "supervisor-desk", "/home/"),
    ("supervisor", "supervisor-confirm", "/supervision/{session_waiting}/confirm/#maincontent"),
    ("assessor", "supervisor-practice", "/practice/{entry_submitted}/confirm/#maincontent"),
    ("manager", "manager-desk", "/home/"),
    ("manager", "manager-cohort", "/learn/cohorts/{cohort}/#maincontent"),
    ("manager", "manager-decide", "/decisions/{enrolment_ready}/#maincontent"),
    ("iqa", "iqa-desk", "/home/"),
    ("iqa", "iqa-release", "/sign-offs/{sign_off_to_release}/release/#maincontent"),
    ("employer", "employer-desk", "/home/"),
    ("commissioner", "commissioner-verify", "/verify/{code}/#maincontent"),
    ("commissioner", "commissioner-look-up", "/workforce/#maincontent"),
    ("reviewer", "accrediting-body-approvals", "/quality/approvals/#maincontent"),
    ("reviewer", "accrediting-body-award", "/standing/awards/{award_suspended}/#maincontent"),
    ("safeguarding", "safeguarding-list", "/concerns/#maincontent"),
    ("safeguarding", "safeguarding-concern", "/concerns/{concern}/#maincontent"),
    ("editor", "editor-lesson", "/editor/pages/{lesson_page}/edit/"),
    ("editor", "editor-publish", "/learn/programmes/health-coaching-service/publish/#maincontent"),
]
IN_README: list[Shot] = [
    *((role, f"{role}-desk", "/home/") for role in demo_site.ROLES),
    ("trainee", "lesson", "/learn/my/{enrolment}/lessons/of-two-minds/"),
    ("assessor", "observation-form", "/observations/drafts/{draft}/criteria/"),
    ("trainee", "standing", "/standing/{enrolment}/"),
    (None, "verify", "/verify/{code}/"),
]


def take(browser: Browser, site, shots: list[Shot], window: dict, folder: Path, *, ending: str = "") -> None:
    """Pictures of pages through one window: the whole page when they get an ending, else what the window shows."""
    for role in dict.fromkeys(shot[0] for shot in shots):
        context = browser.new_context(viewport=window, locale="en-GB")
        page = context.new_page()
        if role:
            sign_in(page, site, role)
        for _role, name, address in (shot for shot in shots if shot[0] == role):
            answer = page.goto(f"{site.address}{address}")
            assert answer.status == 200, f"{role} gets {answer.status} at {address}"
            prove_again(page)
            file = folder / f"{name}{ending}.png"
            page.screenshot(path=file, full_page=bool(ending))
            make_small(file)
        context.close()


def sign_in(page, site, role: str) -> None:
    page.goto(f"{site.address}/accounts/login/")
    page.get_by_label("Email").fill(f"{role}@demo.example")
    page.get_by_label("Password").fill(demo_site.PASSWORD)
    page.get_by_role("button", name="Sign in").first.click()
    page.wait_for_url(lambda url: "/login/" not in url)


def prove_again(page) -> None:
    """Before a decision the site asks for the password once more, and then goes on to the page."""
    if "/reauthenticate/" in page.url:
        page.get_by_label("Password").fill(demo_site.PASSWORD)
        page.get_by_role("button", name="Confirm").click()
        page.wait_for_url(lambda url: "/reauthenticate/" not in url)


def take_both(browser: Browser, site, shots: list[Shot], folder: Path) -> None:
    """Whole pages on a phone and on a desk."""
    for window in (PHONE, DESK):
        take(browser, site, shots, window, folder, ending=f"-{window['width']}")


def with_keys(site, shots: list[Shot]) -> list[Shot]:
    from tests.permissions import matrix

    keys = matrix.keys(site)
    return [(role, name, address.format_map(keys)) for role, name, address in shots]


def make_small(file: Path) -> None:
    """Sixty-four colours are plenty for a page of text."""
    with Image.open(file) as picture:
        picture.convert("RGB").quantize(64).save(file, optimize=True)


def everything(browser: Browser, site, folder: Path) -> None:
    from tests.journeys import every_page
    from tests.web_client import WebClient

    for role in (None, *demo_site.ROLES):
        client = WebClient(site.address)
        if role:
            client.sign_in(f"{role}@demo.example", demo_site.PASSWORD)

        def get(path, client=client):
            answer = client.get(path)
            return answer.status, "text/html" if "<html" in answer.body else "", answer.body, path

        found = every_page.walk(get, ["/home/"] if role else ["/", "/verify/", "/concerns/raise/"])
        names = {page.path: f"{role or 'visitor'}-{re.sub(r'[^a-z]+', '-', page.name)}" for page in found}
        take_both(browser, site, [(role, name, path) for path, name in names.items()], folder)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--all", type=Path, metavar="FOLDER")
    chosen = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.dev")
    django.setup()
    for folder in (IMAGES, GUIDES, chosen.all):
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
    with demo_site.running("teachback_screenshots") as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.executable(), args=chromium.FLAGS)
        if chosen.all:
            everything(browser, site, chosen.all)
        else:
            take(browser, site, with_keys(site, IN_GUIDES), DESK, GUIDES)
            take_both(browser, site, with_keys(site, IN_README), IMAGES)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
