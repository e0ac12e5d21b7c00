"""Every address answers every role as the matrix says, and no address is missing from it."""

import pytest

from tests import demo_site
from tests.journeys.every_page import names_of_our_pages
from tests.permissions import matrix
from tests.web_client import WebClient

pytestmark = [pytest.mark.site, pytest.mark.xdist_group("browser")]
# The holder of a credential; and people of another organisation, for whom what they may not see does not exist.
OTHERS = {
    "holder": "trainee-awarded",
    "outside-manager": "northgate-manager",
    "outside-assessor": "northgate-assessor",
    "outside-trainee": "northgate-trainee",
}
ROLES = [matrix.VISITOR, *demo_site.ROLES, *OTHERS]
EDITORS = ("editor", "admin")


def signed_in_clients(site) -> dict[str, WebClient]:
    clients = {matrix.VISITOR: WebClient(site.address)}
    for role in (*demo_site.ROLES, *OTHERS):
        clients[role] = WebClient(site.address)
        clients[role].sign_in(f"{OTHERS.get(role, role)}@demo.example", demo_site.PASSWORD)
    return clients


@pytest.fixture(scope="module")
def clients(site):
    signed_in = signed_in_clients(site)
    yield signed_in
    for client in signed_in.values():
        client.close()


@pytest.fixture(scope="module")
def known_keys(site):
    return matrix.keys(site)


@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_as_the_policy_says(role, clients, known_keys):
    wrong = {}
    for name, row in matrix.rows().items():
        got = matrix.answer_of(clients[role], row["address"].format_map(known_keys))
        if got != matrix.expected(row, role):
            wrong[name] = f"{got}, should be {matrix.expected(row, role)}"

    assert wrong == {}


def test_every_page_of_ours_is_in_the_matrix():
    named = {name.split(" ")[0] for name in matrix.rows()}

    assert names_of_our_pages() - named == set()


def test_every_row_names_a_page_that_exists():
    named = {name.split(" ")[0] for name in matrix.rows()}

    assert {name for name in named if not name.startswith("wagtail")} - names_of_our_pages() == set()


@pytest.mark.parametrize("role", [role for role in ROLES if role not in EDITORS])
def test_nobody_but_editors_sees_a_screen_of_the_editor(role, clients):
    """Wagtail's own addresses, every one: whoever may not edit is sent away and shown nothing."""
    shown = {
        path: answer
        for path in matrix.addresses_of_the_editor()
        if (answer := matrix.answer_of(clients[role], path)) not in matrix.TURNED_AWAY
    }

    assert shown == {}


@pytest.mark.parametrize("role", EDITORS)
def test_no_screen_of_the_editor_breaks(role, clients):
    broken = {
        path: answer
        for path in matrix.addresses_of_the_editor()
        if (answer := matrix.answer_of(clients[role], path)).startswith("5")
    }

    assert broken == {}
