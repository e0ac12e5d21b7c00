"""What the group of content editors may do."""

import pytest
from django.urls import reverse
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from courses.actions import set_up_editors
from courses.actions.editors import ELSEWHERE, ON_FILES, ON_PAGES
from lms.people.enums import Role
from tests.factories import courses, people

pytestmark = pytest.mark.django_db


def test_permissions_are_all_there_and_setting_up_again_changes_nothing():
    first, again = set_up_editors(), set_up_editors()

    assert first == again
    assert GroupPagePermission.objects.filter(group=again).count() == len(ON_PAGES)
    assert GroupCollectionPermission.objects.filter(group=again).count() == len(ON_FILES)
    assert again.permissions.count() == len(ELSEWHERE)


def test_a_content_editor_edits(as_user):
    set_up_editors()
    lesson = courses.lesson()
    client = as_user(people.member(Role.EDITOR, people.provider()))

    assert client.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).status_code == 200


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.EDITOR, Role.ADMIN)])
def test_nobody_else_opens_the_editor(as_user, role):
    set_up_editors()
    client = as_user(people.member(role, people.provider()))

    response = client.get(reverse("wagtailadmin_home"))

    assert response.status_code in (302, 403)


def test_a_source_is_not_deleted_by_an_editor(as_user):
    set_up_editors()
    source = courses.source()
    client = as_user(people.member(Role.EDITOR, people.provider()))

    response = client.post(reverse("wagtailsnippets_courses_source:delete", args=[source.pk]))

    assert response.url == reverse("wagtailadmin_home")
    source.refresh_from_db()
