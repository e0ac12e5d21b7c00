"""Pages of no single room."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET
from django.views.generic import TemplateView, View

from lms.audit import queries as audit
from lms.core import clock, unsent
from lms.core.kept_pages import KeptPage
from lms.core.views import MemberPage, PlainPage
from lms.enrolment import queries as enrolment
from lms.people import queries
from lms.people.enums import Role
from lms.web import colours, desks, gallery, kept_form
from lms.web.guides import GUIDES, guide_for

ONE_DAY = 24 * 60 * 60


class Home(TemplateView):
    """What Teachback is and for whom. Somebody who is signed in is taken to their desk."""

    template_name = "web/home.html"

    def get(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            return redirect("web:desk")
        return super().get(request, *args, **kwargs)


class Desk(KeptPage, PlainPage):
    """What to do next, in the role that the person works as."""

    template_name = "web/desk.html"

    def stamp(self):
        """A trainee's desk shows acts by and about them, and their place; a staff desk counts others' acts."""
        role, user = self.request.working_as, self.request.user
        if not role or role.role != Role.TRAINEE:
            return None
        places = enrolment.current_enrolments(user).values_list("pk", "updated_at")
        return (audit.values_about(user), tuple(places), clock.today())

    def get_context_data(self, **kwargs):
        return super().get_context_data(desk=desks.desk_for(self.request.user, self.request.working_as), **kwargs)


class Gallery(TemplateView):
    """Every component, for those who build and those who choose the name and colour."""

    template_name = "web/gallery.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            form=gallery.EveryField(prefix="empty"),
            wrong_form=gallery.filled_wrongly(),
            lengths=(45, 90, 60),
            sorts=[("newest", _("Newest first")), ("longest", _("Longest first"))],
            total=312,
            counted=ngettext_lazy("%d session", "%d sessions"),
            page_obj=gallery.Page,
            paginator=gallery.Pages,
            **kwargs,
        )


class Account(PlainPage):
    """A person's own settings, in one place."""

    template_name = "web/account.html"


class Help(TemplateView):
    template_name = "web/help/index.html"
    extra_context = {"guides": GUIDES.items()}


class Guide(TemplateView):
    """How the work goes for one role."""

    template_name = "web/help/guide.html"

    def get_context_data(self, *, role, **kwargs):
        if role not in GUIDES:
            raise Http404
        return super().get_context_data(guide=guide_for(role), **kwargs)


class Unsent(MemberPage, View):
    """The text that waited while its author signed in, ready to be sent."""

    def get(self, request):
        kept = unsent.kept(request)
        if kept is None:
            return redirect("web:desk")
        page = kept_form.context(
            kept["address"],
            kept["fields"],
            heading=_("Here is what you typed"),
            why=_("Nothing is recorded yet. Read it once more and send it."),
        )
        return render(request, "web/kept_form.html", page)


class WorkingAs(MemberPage, View):
    """Choose which of one's roles the pages are shown for. Only a role that is held can be chosen."""

    http_method_names = ["post"]

    def post(self, request):
        chosen = next(
            (held for held in queries.roles_of(request.user) if held.membership_key == request.POST.get("role")), None
        )
        if chosen is None:
            messages.error(request, _("You do not hold that role any more. Choose another."))
        else:
            request.session[queries.WORKING_AS] = chosen.membership_key
        return redirect("web:desk")


@require_GET
@cache_control(public=True, max_age=ONE_DAY)
def brand(request):
    """The provider's colour as custom properties: no inline style is allowed on our pages."""
    colour = settings.BRAND_COLOUR
    shades = {"": colour, "-dark": colours.mixed(colour, "#000000", 25), "-light": colours.mixed(colour, "#ffffff", 20)}
    properties = ";".join(f"--tb-brand{name}:{shade}" for name, shade in shades.items())
    return HttpResponse(f":root{{{properties}}}\n", content_type="text/css")
