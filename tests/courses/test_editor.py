"""Wagtail's editor as content editors and administrators meet it."""

import re

import pytest
from django.urls import reverse
from wagtail.blocks import Block
from wagtail.models import Page

from courses.actions import set_up_editors, shelf
from courses.blocks import LessonBody
from courses.models import LessonPage, ModulePage, ProgrammePage
from lms.competencies.models import Competency, CompetencyVersion, Framework
from tests.factories import courses, people

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the temporary file of a new rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile"),
]


@pytest.fixture
def admin(as_user):
    return as_user(people.user(is_staff=True, is_superuser=True))


@pytest.fixture
def editor(as_user):
    person = people.user(is_staff=True)
    person.groups.add(set_up_editors())
    return as_user(person)


@pytest.fixture
def lesson():
    return courses.lesson()


ADDRESSES = (
    "wagtailadmin_home",
    "wagtailimages:index",
    "wagtailimages:add",
    "wagtailimages:add_multiple",
    "wagtailimages_chooser:choose",
    "wagtaildocs:index",
    "wagtaildocs:add",
    "wagtaildocs_chooser:choose",
    "wagtailmedia:index",
    "wagtailmedia:chooser",
    "wagtailsnippets_courses_source:list",
    "wagtailsnippets_courses_source:add",
    "wagtailsnippetchoosers_courses_source:choose",
    "wagtailadmin_account",
)


@pytest.mark.parametrize("name", ADDRESSES)
def test_editor_screens_open(editor, lesson, name):
    courses.picture(), courses.document(), courses.video(), courses.source()

    assert editor.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", ["wagtailusers_users:index", "wagtailusers_groups:index", "wagtailsites:index"])
def test_people_groups_and_sites_are_not_for_editors(editor, name):
    assert editor.get(reverse(name)).status_code == 302


def test_files_are_listed_with_addresses_that_ask_for_permission(editor):
    picture, document, video = courses.picture(), courses.document(), courses.video()

    images = editor.get(reverse("wagtailimages:index")).content.decode()
    documents = editor.get(reverse("wagtaildocs:index")).content.decode()

    assert reverse("media:rendition", args=[picture.renditions.get().pk]) in images
    assert document.url in documents
    for name, row in (("wagtailimages", picture), ("wagtaildocs", document), ("wagtailmedia", video)):
        assert editor.get(reverse(f"{name}:edit", args=[row.pk])).status_code == 200
    shown = editor.get(picture.renditions.first().url)
    assert b"".join(shown.streaming_content).startswith(b"\x89PNG")


def test_every_kind_of_page_can_be_edited_and_previewed(editor, lesson):
    for page in (lesson, lesson.get_parent(), lesson.get_parent().get_parent()):
        for name in ("edit", "view_draft", "history"):
            response = editor.get(reverse(f"wagtailadmin_pages:{name}", args=[page.pk]))

            assert response.status_code == 200, (name, page)


@pytest.mark.parametrize(
    ("model", "parent"), [(LessonPage, courses.module), (ModulePage, courses.programme), (ProgrammePage, shelf)]
)
def test_new_page_starts_without_an_address_or_a_time_to_publish(editor, model, parent):
    response = editor.get(
        reverse("wagtailadmin_pages:add", args=["courses", model._meta.model_name, parent().pk])
    ).content.decode()

    assert 'name="code"' in response
    assert 'name="slug"' not in response
    assert 'name="go_live_at"' not in response


def test_a_draft_with_nothing_but_a_title_says_what_it_needs(editor):
    address = reverse("wagtailadmin_pages:add", args=["courses", "programmepage", shelf().pk])

    response = editor.post(address, {"title": "A new programme", "outcomes-count": "0"})

    assert response.status_code == 200
    assert set(response.context["form"].errors) == {"code", "route", "taught_days"}
    assert not ProgrammePage.objects.exists()


def test_pages_are_not_copied(editor, admin, lesson):
    listing = editor.get(reverse("wagtailadmin_explore", args=[lesson.get_parent().pk])).content.decode()
    copying = admin.get(reverse("wagtailadmin_pages:copy", args=[lesson.pk]))

    assert reverse("wagtailadmin_pages:copy", args=[lesson.pk]) not in listing
    assert copying.url == reverse("wagtailadmin_home")


def test_many_pages_are_not_published_at_once_when_one_is_unsound(editor):
    good, bad = courses.lesson(live=False), courses.lesson(None, courses.text("A claim [1]"), live=False)
    for page in (good, bad):
        page.save_revision()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    response = editor.post(f"{address}?id={good.pk}&id={bad.pk}&next=/editor/", follow=True)

    assert f"Something is missing in {bad.title}" in response.content.decode()
    assert not LessonPage.objects.live().exists()


def test_sound_pages_are_published_at_once(editor):
    good = courses.lesson(live=False)
    good.save_revision()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    editor.post(f"{address}?id={good.pk}&next=/editor/")

    assert LessonPage.objects.live().get() == good


def test_menu_shows_what_editors_need(admin):
    page = admin.get(reverse("wagtailadmin_home")).content.decode()

    names = set(re.findall(r'"name": "([a-z-]+)"', page))

    assert {"explorer", "images", "documents", "media", "sources"} <= names
    assert names & {"users", "groups", "sites", "workflows", "promoted-search-results", "snippets"} == set()


def test_competencies_are_offered_with_their_titles(editor, lesson):
    framework = Framework.objects.create(code="health-coaching", title="Competencies")
    competency = Competency.objects.create(framework=framework, code="HC1", order=1)
    CompetencyVersion.objects.create(
        competency=competency, number=1, title="Patient-centred approach", effective_from_date=people.LONG_AGO
    )

    page = editor.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).content.decode()

    assert "HC1 Patient-centred approach" in " ".join(page.split())


def test_lists_of_pages_do_not_warn_that_pages_have_no_address(editor, lesson):
    page = editor.get(reverse("wagtailadmin_explore", args=[lesson.get_parent().pk])).content.decode()

    assert lesson.title in page
    assert "There is no site" not in page


def test_home_shows_what_is_unfinished(editor, lesson):
    lesson.title = "Ask-tell-ask, second thoughts"
    lesson.save_revision()
    courses.video(title="Silent film", captions=b"")

    page = editor.get(reverse("wagtailadmin_home")).content.decode()

    assert "Ask-tell-ask, second thoughts" in page
    assert "Silent film" in page


def test_home_shows_nothing_when_nothing_is_unfinished(editor):
    assert "To finish before the next version" not in editor.get(reverse("wagtailadmin_home")).content.decode()


def test_editors_write_below_the_shelf_only(editor):
    root = Page.objects.get(depth=1)

    assert editor.get(reverse("wagtailadmin_pages:add_subpage", args=[root.pk])).status_code == 302


@pytest.mark.parametrize("name", list(LessonBody().child_blocks))
def test_every_block_of_a_lesson_has_a_preview(editor, name):
    courses.video()
    block = LessonPage.body.field.stream_block.child_blocks[name]
    Block.definition_registry[block.definition_prefix] = block

    response = editor.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})

    assert block.is_previewable
    assert response.status_code == 200
    assert "style=" not in response.content.decode()
