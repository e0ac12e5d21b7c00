"""Each page of ours, as each role: axe finds nothing, the console is silent, the HTML is sound, and it is light."""

import gzip
import re

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests import demo_site
from tests.journeys import every_page

VISITOR = None
MOST_BYTES = 100_000
AXE_OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
pytestmark = pytest.mark.axe


def getter(page: Page, address: str):
    """GET through the browser's own session, following redirects."""

    def get(path: str):
        answer = page.context.request.get(f"{address}{path}")
        return answer.status, answer.headers.get("content-type", ""), answer.text(), answer.url.removeprefix(address)

    return get


@pytest.fixture(scope="module")
def swept() -> dict[str, set]:
    """What the sweep has met so far, shared by the roles: structures done, and page names seen."""
    return {"structures": set(), "names": set()}


@pytest.mark.parametrize("role", [VISITOR, *demo_site.ROLES], ids=lambda role: role or "visitor")
def test_every_page_is_sound_for(role, person, site, swept):
    somebody = person(role)
    start = ["/", "/accounts/login/", "/verify/", "/concerns/raise/"] if role is VISITOR else ["/home/"]

    found = every_page.walk(getter(somebody.page, site.address), start)

    problems = []
    for page in found:
        swept["names"].add(page.name)
        problems += [f"{page.path}: {error}" for error in html_errors(page.html)]
        signature = (page.name, every_page.structure(page.html))
        if signature not in swept["structures"]:
            swept["structures"].add(signature)
            problems += axe_problems(somebody, page.path)
    assert problems == []
    assert len(found) >= 5


def html_errors(html: str) -> list[str]:
    """Parse errors by the HTML standard's own rules, and ids that are used twice."""
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(html)
    errors = [f"HTML: {code} at {position}" for position, code, _ in parser.errors]
    ids = re.findall(r'\sid="([^"]+)"', html)
    twice = sorted({name for name in ids if ids.count(name) > 1})
    return errors + [f"HTML: id {name} is used twice" for name in twice]


def axe_problems(somebody, path: str) -> list[str]:
    somebody.goes_to(path)
    violations = Axe().run(somebody.page, options=AXE_OPTIONS).response["violations"]
    return [
        f"{path}: axe {violation['id']}: {node['html'][:160]}"
        for violation in violations
        for node in violation["nodes"][:3]
    ]


@pytest.mark.parametrize("role", ["trainee", "assessor", "manager", VISITOR], ids=lambda role: role or "visitor")
def test_no_page_is_heavy_for(role, person, site):
    somebody = person(role)
    get = getter(somebody.page, site.address)
    found = every_page.walk(get, ["/" if role is VISITOR else "/home/"])

    heavy = {page.path: size for page in found if (size := compressed_size(page.html, get)) > MOST_BYTES}

    assert heavy == {}


def compressed_size(html: str, get) -> int:
    """Bytes of HTML, CSS and JS as sent, videos and images aside."""
    assets = set(re.findall(r'(?:href|src)="((?:/static/|/brand)[^"]+\.(?:css|js)[^"]*)"', html))
    return sum(len(gzip.compress(text.encode())) for text in [html, *(get(asset)[2] for asset in assets)])
