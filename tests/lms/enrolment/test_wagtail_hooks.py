"""What a kept version protects in the editor: refused in words, nothing deleted, never a 500."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from courses.models import LessonPage
from lms.people.models import User
from tests.factories import courses
from tests.factories import enrolment as build

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the temporary file of a picture's smaller copy to the garbage collector.
    pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile"),
]
REFUSAL = "which is kept for good."


@pytest.fixture
def editor(as_user):
    return as_user(User.objects.create_superuser(email="editor@example.org", name="Editor", password="correct-horse"))


def one_of_each(title):
    return {
        "image": courses.picture(title=title),
        "document": courses.document(title=title),
        "video": courses.video(title=title),
        "source": courses.source(title=title),
    }


@pytest.fixture
def kept():
    """A published lesson that uses one of each; beside them one of each that no version holds."""
    used, free = one_of_each("kept"), one_of_each("free")
    words = f'Said <a linktype="document" id="{used["document"].pk}">here</a> [1].'
    body = [
        courses.text(words, used["source"]),
        ("video", {"video": used["video"], "introduction": ""}),
        ("picture", {"image": used["image"], "caption": ""}),
    ]
    version = build.version(lessons=["closing-the-loop"], body=body)
    return version, used, free


ADDRESSES = {
    "image": "wagtailimages:delete",
    "document": "wagtaildocs:delete",
    "video": "wagtailmedia:delete",
    "source": "wagtailsnippets_courses_source:delete",
}


@pytest.mark.parametrize("kind", ADDRESSES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_kept_asset_is_not_deleted_and_the_editor_says_why(editor, kept, kind, method):
    version, used, _free = kept

    answer = getattr(editor, method)(reverse(ADDRESSES[kind], args=[used[kind].pk]), follow=True)

    assert answer.status_code == 200
    assert f"This is part of {version}, {REFUSAL}" in answer.text
    assert type(used[kind]).objects.filter(pk=used[kind].pk).exists()


@pytest.mark.parametrize("kind", ADDRESSES)
def test_an_asset_that_no_version_holds_is_deleted(editor, kept, kind):
    _version, _used, free = kept

    editor.post(reverse(ADDRESSES[kind], args=[free[kind].pk]))

    assert not type(free[kind]).objects.filter(pk=free[kind].pk).exists()


@pytest.mark.parametrize(
    ("kind", "label", "advice"),
    [
        ("image", "media.teachbackimage", "Leave the kept ones out and try again."),
        ("document", "media.teachbackdocument", "Leave the kept ones out and try again."),
        ("source", "courses.source", "It cannot be deleted."),
    ],
)
def test_a_bulk_delete_with_a_kept_asset_deletes_nothing(editor, kept, kind, label, advice):
    _version, used, free = kept
    app, model = label.split(".")
    address = reverse("wagtail_bulk_action", args=[app, model, "delete"])

    answer = editor.post(f"{address}?id={used[kind].pk}&id={free[kind].pk}&next=/editor/", follow=True)

    assert [REFUSAL in answer.text, advice in answer.text] == [True, True]
    assert type(used[kind]).objects.count() == 2


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("level", ["lesson", "module", "programme"])
def test_a_kept_page_is_not_deleted_nor_what_is_above_it(editor, kept, level, method):
    version, _used, _free = kept
    lesson = LessonPage.objects.get(code="closing-the-loop")
    page = {"lesson": lesson, "module": lesson.get_parent(), "programme": version.programme}[level]

    answer = getattr(editor, method)(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=True)

    assert answer.status_code == 200
    assert [REFUSAL in answer.text, "Unpublish the page instead" in answer.text] == [True, True]
    assert LessonPage.objects.filter(pk=lesson.pk).exists()


def test_a_bulk_delete_of_kept_pages_deletes_nothing(editor, kept):
    lesson = LessonPage.objects.get(code="closing-the-loop")
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])

    answer = editor.post(f"{address}?id={lesson.pk}&next=/editor/", follow=True)

    assert [answer.status_code, REFUSAL in answer.text] == [200, True]
    assert LessonPage.objects.filter(pk=lesson.pk).exists()


def test_a_page_that_no_version_holds_is_deleted(editor):
    lesson = build.lesson(build.module(build.programme()))

    editor.post(reverse("wagtailadmin_pages:delete", args=[lesson.pk]))

    assert not LessonPage.objects.filter(pk=lesson.pk).exists()


EDITING = {"image": "wagtailimages:edit", "document": "wagtaildocs:edit", "video": "wagtailmedia:edit"}


@pytest.mark.parametrize("kind", EDITING)
def test_the_file_of_a_kept_asset_is_not_replaced(editor, kept, kind):
    _version, used, free = kept
    before = used[kind].file.name
    with free[kind].file.open("rb") as file:
        another = ContentFile(file.read(), f"another.{before.rpartition('.')[2]}")

    answer = editor.post(reverse(EDITING[kind], args=[used[kind].pk]), {"title": "Other", "file": another})

    assert [answer.status_code, "A published programme version shows this file as it is." in answer.text] == [200, True]
    assert type(used[kind]).objects.get(pk=used[kind].pk).file.name == before


def test_the_programme_s_page_leads_to_its_next_version(editor, kept):
    version, _used, _free = kept

    page = editor.get(reverse("wagtailadmin_explore", args=[version.programme.pk]))

    assert reverse("enrolment:publish", args=[version.code]) in page.text


def test_other_pages_do_not(editor, kept):
    version, _used, _free = kept
    module = version.programme.get_children().first()

    page = editor.get(reverse("wagtailadmin_explore", args=[module.pk]))

    assert "Publish a version" not in page.text
