"""Each page of ours, as each role: axe finds nothing, the console is silent, the HTML is sound, and it is light."""

import gzip
import re

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests import demo_site
from tests.journeys import every_page
from tests.permissions import matrix
from tests.permissions.test_matrix import OTHERS

VISITOR = None
MOST_BYTES = 100_000
AXE_OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
pytestmark = pytest.mark.axe
SWEPT = [VISITOR, *demo_site.ROLES, "holder"]


# Pages that answer no 200 to anybody in the demo, or that are no pages: each with its reason.
NOT_SWEPT = {
    "steps of sign-in that need a code from an e-mail or a second factor": {
        "account_confirm_login_code", "account_signup", "account_set_password", "mfa_activate_totp", "mfa_add_webauthn",
        "mfa_authenticate", "mfa_deactivate_totp", "mfa_download_recovery_codes", "mfa_edit_webauthn",
        "mfa_generate_recovery_codes", "mfa_login_webauthn", "mfa_reauthenticate", "mfa_reauthenticate_webauthn",
        "mfa_remove_webauthn", "mfa_view_recovery_codes",
    },
    "only redirect or take a form": {
        "account_logout", "concerns:add", "enrolment:check_finish", "enrolment:lesson_done", "enrolment:scenario",
        "people:accept", "people:join", "portfolio:feedback_open", "quality:checklist", "web:working_as", "web:unsent",
    },
    "files and machine answers": {
        "credentials:certificate", "media:captions", "media:document", "media:poster", "media:rendition", "media:video",
        "web:brand", "web:healthz", "web:readyz",
    },
    "steps and confirmations that need an act before them, walked by the journeys": {
        "accreditation:answer", "enrolment:check_all", "enrolment:check_question", "credentials:decide",
        "credentials:decided", "credentials:found", "enrolment:import_done", "portfolio:feedback_give",
        "roleplay:check", "roleplay:feedback", "signoff:check", "signoff:countersign", "signoff:withdraw",
        "people:end_interest",
    },
}  # fmt: skip


def getter(page: Page, address: str):
    """GET through the browser's own session, following redirects."""

    def get(path: str):
        answer = page.context.request.get(f"{address}{path}")
        return answer.status, answer.headers.get("content-type", ""), answer.text(), answer.url.removeprefix(address)

    return get


@pytest.fixture(scope="module")
def swept() -> set:
    """Page structures that were met already, so that each is swept once, and again where a role's markup differs."""
    return set()


@pytest.fixture(scope="module")
def known_keys(site):
    return matrix.keys(site)


def shown_to(role: str, known_keys: dict[str, str]) -> list[str]:
    """The addresses of the permission matrix that show this role a page."""
    return [
        row["address"].format_map(known_keys) for row in matrix.rows().values() if matrix.expected(row, role) == "200"
    ]


@pytest.mark.parametrize("role", SWEPT, ids=lambda role: role or "visitor")
def test_every_page_is_sound_for(role, person, site, swept, known_keys):
    somebody = person(OTHERS.get(role, role))
    start = ["/" if role is VISITOR else "/home/", *shown_to(role or matrix.VISITOR, known_keys)]

    found = every_page.walk(getter(somebody.page, site.address), start)

    problems = []
    for page in found:
        problems += [f"{page.path}: {error}" for error in html_errors(page.html)]
        signature = (page.name, every_page.structure(page.html))
        if signature not in swept:
            swept.add(signature)
            problems += axe_problems(somebody, page.path)
    assert problems == []
    assert len(found) >= 5


def test_no_page_of_ours_is_left_out():
    """Every sweep starts from what the matrix shows its role; what it shows nobody is excused above, with a reason."""
    shown = {
        name.split(" ")[0]
        for name, row in matrix.rows().items()
        if any(matrix.expected(row, role or matrix.VISITOR) == "200" for role in SWEPT)
    }

    assert every_page.names_of_our_pages() - shown - set().union(*NOT_SWEPT.values()) == set()


def html_errors(html: str) -> list[str]:
    """Parse errors by the HTML standard's own rules, and ids that are used twice."""
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(html)
    errors = [f"HTML: {code} at {position}" for position, code, _ in parser.errors]
    ids = re.findall(r'\sid="([^"]+)"', html)
    twice = sorted({name for name in ids if ids.count(name) > 1})
    return errors + [f"HTML: id {name} is used twice" for name in twice]


def test_the_sweep_catches_planted_faults(person):
    """A check that cannot fail is no check."""
    page = person(VISITOR).page
    page.set_content('<html lang="en"><title>Planted</title><main><h1>Planted</h1><img src="data:,"></main></html>')

    violations = {violation["id"] for violation in Axe().run(page, options=AXE_OPTIONS).response["violations"]}

    assert violations == {"image-alt"}
    assert html_errors('<!doctype html><p id="a">One<p id="a">Two</div>') == [
        "HTML: end-tag-too-early at (1, 47)",
        "HTML: id a is used twice",
    ]


def axe_problems(somebody, path: str) -> list[str]:
    somebody.goes_to(path)
    violations = Axe().run(somebody.page, options=AXE_OPTIONS).response["violations"]
    return [
        f"{path}: axe {violation['id']}: {node['html'][:160]}"
        for violation in violations
        for node in violation["nodes"][:3]
    ]


def test_the_page_behind_a_feedback_link_is_sound(person):
    """It opens by a link alone, so no sweep that follows links from a desk meets it."""
    coach, peer = person("trainee"), person(VISITOR)
    coach.goes_to("/portfolio/ask/")
    coach.page.get_by_role("main").get_by_role("button").click()
    link = re.search(r"http://[^\s\"<]+/portfolio/give/[^\s\"<]+", coach.page.content()).group()

    peer.page.goto(link)

    assert html_errors(peer.page.content()) == []
    assert axe_problems(peer, "/portfolio/give/") == []


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
