import pytest
from django.urls import reverse

from lms.core import clock
from lms.people import actions, queries
from lms.people.enums import Role
from tests.factories import people

PUBLIC = ["home", "for_commissioners", "accessibility", "privacy", "complaints", "help", "components"]


@pytest.fixture
def with_two_roles(db):
    """Somebody who is a trainee and an assessor of one provider."""
    provider = people.provider()
    person = people.trainee(provider)
    actions.add_member(
        person=person, organisation=provider, role=Role.ASSESSOR, by=None, at=clock.now(), from_date=people.LONG_AGO
    )
    return person


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_page_is_open_to_everybody(client, db, name):
    answer = client.get(reverse(f"web:{name}"))

    assert answer.status_code == 200
    assert answer.content.count(b"<h1") == 1


def test_home_takes_somebody_who_is_signed_in_to_their_desk(as_user):
    answer = as_user(people.user()).get("/")

    assert answer.headers["Location"] == reverse("web:desk")


@pytest.mark.parametrize("name", ["desk", "account", "unsent"])
def test_a_page_of_ones_own_asks_a_visitor_to_sign_in(client, db, name):
    answer = client.get(reverse(f"web:{name}"))

    assert answer.headers["Location"].startswith(reverse("account_login"))


def test_account_lists_the_roles_that_one_holds(as_user, with_two_roles):
    page = as_user(with_two_roles).get(reverse("web:account")).content.decode()

    assert page.count("<li>Assessor, Organisation") == 1
    assert page.count("<li>Trainee, Organisation") == 1


def test_account_says_what_to_do_without_a_role(as_user):
    page = as_user(people.user()).get(reverse("web:account"))

    assert b"You have no role in any organisation" in page.content


def test_working_as_changes_what_the_frame_shows(as_user, with_two_roles):
    client = as_user(with_two_roles)
    trainee = next(held for held in queries.roles_of(with_two_roles) if held.role == Role.TRAINEE)

    answer = client.post(reverse("web:working_as"), {"role": trainee.membership_key})

    assert answer.headers["Location"] == reverse("web:desk")
    assert b"Working as <strong>Trainee</strong>" in client.get(reverse("web:account")).content


def test_working_as_refuses_a_role_that_one_does_not_hold(as_user, with_two_roles):
    other = people.manager(people.provider())
    theirs = queries.roles_of(other)[0].membership_key
    client = as_user(with_two_roles)

    client.post(reverse("web:working_as"), {"role": theirs})

    assert b"Working as <strong>Trainee</strong>" in client.get(reverse("web:account")).content


def test_working_as_cannot_be_changed_by_a_link(as_user, with_two_roles):
    assert as_user(with_two_roles).get(reverse("web:working_as")).status_code == 405


def test_brand_gives_the_providers_colour_and_may_be_kept(client, settings):
    settings.BRAND_COLOUR = "#336699"

    answer = client.get("/brand.css")

    assert answer.content == b":root{--tb-brand:#336699;--tb-brand-dark:#264c73;--tb-brand-light:#5c85ad}\n"
    assert answer.headers["Content-Type"] == "text/css"
    assert "max-age=86400" in answer.headers["Cache-Control"]


def test_the_frame_costs_one_query_beside_session_and_person(as_user, with_two_roles, django_assert_num_queries):
    client = as_user(with_two_roles)

    with django_assert_num_queries(3):  # the session, the person, the roles
        client.get(reverse("web:account"))
