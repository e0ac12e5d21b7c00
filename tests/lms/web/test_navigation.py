import pytest
from django.urls import reverse

from lms.people.enums import Role
from lms.web import navigation
from tests.factories import people


def words(items):
    return [str(item.words) for item in items]


def test_every_role_has_a_menu_that_begins_with_its_desk():
    assert set(navigation.BY_ROLE) == set(Role)
    assert {menu[0] for menu in navigation.BY_ROLE.values()} == {navigation.HOME}


def test_a_visitor_is_led_to_what_needs_no_account():
    items = navigation.items_for(None, path="/", is_signed_in=False)

    assert words(items)[-1] == "Help"


def test_somebody_without_a_role_has_a_desk():
    items = navigation.items_for(None, path="/", is_signed_in=True)

    assert words(items) == ["Home"]


def test_only_those_who_keep_concerns_are_led_to_them():
    with_concerns = {
        role
        for role in Role
        if reverse("concerns:list") in [i.address for i in navigation.items_for(role, path="/", is_signed_in=True)]
    }

    assert with_concerns == {Role.SAFEGUARDING, Role.CASE_HANDLER}


@pytest.mark.parametrize("path", ["/help/", "/help/trainee/"])
def test_the_item_under_which_a_page_lies_is_marked(path):
    items = navigation.items_for(None, path=path, is_signed_in=False)

    assert [str(item.words) for item in items if item.is_current] == ["Help"]


def test_of_two_items_the_nearer_one_is_marked():
    items = navigation.items_for(Role.ASSESSOR, path="/observations/to-assess/", is_signed_in=True)

    assert [str(item.words) for item in items if item.is_current] == ["To assess"]


@pytest.mark.parametrize("role", Role)
def test_nobody_is_led_to_a_page_that_is_closed_to_them(as_user, role):
    client = as_user(people.member(role, people.provider()))
    items = navigation.items_for(role, path="/", is_signed_in=True)
    editor = reverse("wagtailadmin_home")  # opened by is_staff, which an administrator gives

    answers = {item.address: client.get(item.address).status_code for item in items if item.address != editor}

    # The menu's "Quality" leads on to the checklist of one's own provider.
    assert {address: status for address, status in answers.items() if status not in (200, 302)} == {}
