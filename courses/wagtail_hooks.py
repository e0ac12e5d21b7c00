"""The editor as content editors need it: no half-done lesson published, no menus that lead nowhere."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from courses import queries
from courses.models import Source
from media import queries as media

# People, groups and sites are looked after in Teachback itself; workflows and promoted results are not used.
# What is new in Wagtail concerns whoever upgrades it.
NOT_NEEDED = {
    "users",
    "groups",
    "sites",
    "workflows",
    "workflow-tasks",
    "promoted-search-results",
    "locked-pages",
    "page-types-usage",
    "search-terms",
}


class Sources(SnippetViewSet):
    """The list of sources, with a place of its own in the menu."""

    model = Source
    icon = "openquote"
    menu_label = gettext_lazy("Sources")
    menu_order = 250
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ("title", "publisher", "year", "grade", "country")
    list_filter = ("grade", "country")
    ordering = ("title",)


register_snippet(Sources)


@hooks.register("construct_main_menu")
@hooks.register("construct_settings_menu")
@hooks.register("construct_reports_menu")
@hooks.register("construct_help_menu")
def leave_out_what_nobody_needs(request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if item.name not in NOT_NEEDED and not item.name.startswith("whats-new")]


@hooks.register("before_bulk_action")
def refuse_unsound_pages(request: HttpRequest, action_type: str, objects: Iterable, action) -> HttpResponse | None:
    """Publishing many at once does not go through the form that checks a page's blocks."""
    unsound = [page.title for page in objects if _latest_problems(page)] if action_type == "publish" else []
    if not unsound:
        return None
    words = _("Nothing was published. Something is missing in %s. Open it and publish it there to see what.")
    messages.error(request, words % ", ".join(unsound))
    return redirect(action.next_url)


def _latest_problems(page) -> list[str]:
    if not isinstance(page, Page):
        return []
    return queries.problems_of(page.get_latest_revision_as_object())


class BeforeTheNextVersion(Component):
    """What editors still have to finish: drafts, and videos without captions or transcript."""

    order = 50
    template_name = "courses/editor_panel.html"

    def get_context_data(self, parent_context=None):
        return {"drafts": queries.drafts(), "videos": media.videos_without_words()}


@hooks.register("construct_homepage_panels")
def show_what_is_unfinished(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(BeforeTheNextVersion())
