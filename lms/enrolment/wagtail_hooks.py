"""What the editor may not delete, because a programme version keeps it; and the way to the next version.

Wagtail asks hooks before it deletes pages and snippets, and before bulk actions. For single images, documents and
videos it asks nobody, so their addresses are answered here first and handed on when nothing is kept.
"""

from collections.abc import Callable, Iterable, Iterator

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets import HeaderButton
from wagtail.documents.views import documents
from wagtail.documents.views import multiple as many_documents
from wagtail.images.views import images
from wagtail.images.views import multiple as many_images
from wagtail.models import Page
from wagtailmedia.views import media

from courses.models import ProgrammePage, Source
from lms.enrolment import queries
from lms.enrolment.models import ProgrammeVersion
from lms.people.models import User
from media.models import TeachbackDocument, TeachbackImage, Video

_FIELD_OF = {TeachbackDocument: "document", TeachbackImage: "image", Video: "video", Source: "source"}


def _refuse(request: HttpRequest, versions: Iterable[ProgrammeVersion], address: str, what_to_do: str) -> HttpResponse:
    kept_by = ", ".join(str(version) for version in versions)
    messages.error(
        request, _("This is part of %(versions)s, which is kept for good.") % {"versions": kept_by} + " " + what_to_do
    )
    return redirect(address)


def _versions_keeping(objects: Iterable) -> list[ProgrammeVersion]:
    """The versions that hold any of the pages, files or sources, each once."""
    found: dict[int, ProgrammeVersion] = {}
    for item in objects:
        for version in _versions_keeping_one(item):
            found[version.pk] = version
    return list(found.values())


def _versions_keeping_one(item) -> QuerySet[ProgrammeVersion]:
    if isinstance(item, Page):
        return queries.versions_keeping_pages(item)
    field = _FIELD_OF.get(type(item))
    return queries.versions_keeping(field, [item.pk]) if field else ProgrammeVersion.objects.none()


@hooks.register("before_delete_page")
def keep_pages(request: HttpRequest, page: Page) -> HttpResponse | None:
    versions = _versions_keeping([page])
    if not versions:
        return None
    address = reverse("wagtailadmin_explore", args=[page.pk])
    return _refuse(request, versions, address, _("Unpublish the page instead: new versions leave it out then."))


@hooks.register("before_delete_snippet")
def keep_sources(request: HttpRequest, instances: Iterable) -> HttpResponse | None:
    versions = _versions_keeping(instances)
    if not versions:
        return None
    return _refuse(request, versions, reverse("wagtailadmin_home"), _("It cannot be deleted."))


@hooks.register("before_bulk_action")
def keep_all_of_them(request: HttpRequest, action_type: str, objects: Iterable, action) -> HttpResponse | None:
    versions = _versions_keeping(objects) if action_type == "delete" else []
    if not versions:
        return None
    return _refuse(request, versions, action.next_url, _("Nothing was deleted. Leave the kept ones out and try again."))


def _unless_kept(field: str, key_name: str, view: Callable) -> Callable:
    """Wagtail's own view that deletes a file, but not for one that a version keeps."""

    def guarded(request: HttpRequest, **kwargs) -> HttpResponse:
        versions = queries.versions_keeping(field, [kwargs[key_name]])
        if versions:
            return _refuse(request, versions, reverse("wagtailadmin_home"), _("It cannot be deleted."))
        return view(request, **kwargs)

    return guarded


@hooks.register("register_admin_urls", order=-100)
def guarded_addresses() -> list:
    """Before Wagtail's own, so that they answer first; without names, so that its links stay its own."""
    return [
        path("images/<int:image_id>/delete/", _unless_kept("image", "image_id", images.DeleteView.as_view())),
        path(
            "images/multiple/<int:image_id>/delete/",
            _unless_kept("image", "image_id", many_images.DeleteView.as_view()),
        ),
        path(
            "documents/delete/<int:document_id>/",
            _unless_kept("document", "document_id", documents.DeleteView.as_view()),
        ),
        path(
            "documents/multiple/<int:doc_id>/delete/",
            _unless_kept("document", "doc_id", many_documents.DeleteView.as_view()),
        ),
        path("media/delete/<int:media_id>/", _unless_kept("video", "media_id", media.delete)),
    ]


@hooks.register("register_page_header_buttons")
def next_version_button(page: Page, user: User, view_name: str, next_url: str | None = None) -> Iterator[HeaderButton]:
    if isinstance(page.specific_deferred, ProgrammePage):
        yield HeaderButton(
            label=_("Publish a version"),
            url=reverse("enrolment:publish", args=[page.specific_deferred.code]),
            icon_name="upload",
        )
