"""Takes pictures of the pages at 375 and 1280 pixels, into docs/images (small PNG files): `make screenshots`.

`python -m tests.screenshots --all FOLDER` takes every page that each role can reach, for a person to look through.
"""

import argparse
import re
import sys
from pathlib import Path

import django
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests import chromium, demo_site

WIDTHS = (375, 1280)
IMAGES = demo_site.ROOT / "docs" / "images"
DESKS = [(role, "desk", "/home/") for role in demo_site.ROLES if role != "editor"]


def named_pages(site) -> list[tuple[str | None, str, str]]:
    """(role, name of the picture, address) of the pages that the README and the guides show."""
    from tests.permissions import matrix

    keys = matrix.keys(site)
    return [
        *DESKS,
        ("trainee", "lesson", f"/learn/lesson/{keys['lesson']}/"),
        ("trainee", "standing", f"/standing/{keys['enrolment']}/"),
        ("assessor", "observation-form", f"/observations/draft/{keys['draft']}/criteria/"),
        (None, "verify", f"/verify/{keys['valid_code']}/"),
    ]


def take(browser: Browser, site, role: str | None, shots: list[tuple[str, str]], folder: Path) -> None:
    """Pictures of whole pages, as one person, at each width."""
    for width in WIDTHS:
        context = browser.new_context(viewport={"width": width, "height": 800}, locale="en-GB")
        page = context.new_page()
        if role:
            page.goto(f"{site.address}/accounts/login/")
            page.get_by_label("Email").fill(f"{role}@demo.example")
            page.get_by_label("Password").fill(demo_site.PASSWORD)
            page.get_by_role("button", name="Sign in").first.click()
            page.wait_for_url(lambda url: "/login/" not in url)
        for name, path in shots:
            page.goto(f"{site.address}{path}")
            file = folder / f"{role or 'visitor'}-{name}-{width}.png"
            page.screenshot(path=file, full_page=True)
            make_small(file)
        context.close()


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
        shots = [(re.sub(r"\W+", "-", page.name), page.path) for page in found]
        take(browser, site, role, shots, folder)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--all", type=Path, metavar="FOLDER")
    chosen = parser.parse_args()
    django.setup()
    folder = chosen.all or IMAGES
    folder.mkdir(parents=True, exist_ok=True)
    with demo_site.running("teachback_screenshots") as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.executable(), args=chromium.FLAGS)
        if chosen.all:
            everything(browser, site, folder)
        else:
            for role, name, path in named_pages(site):
                take(browser, site, role, [(name, path)], folder)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
