"""Confirming a month of one coach at once, and which share of it is drawn to be checked."""

from dataclasses import dataclass

from django.contrib import messages
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from lms.core import clock
from lms.core.views import ActPage, CheckedActPage, MemberPage, SecondFactor
from lms.people.queries import organisations_managed_by
from lms.practice import actions, permissions, queries
from lms.practice.forms import SamplingForm, TogetherFilter, TogetherForm, as_read
from lms.practice.models import PracticeEntry


@dataclass(frozen=True)
class Row:
    """An entry with its tick box."""

    entry: PracticeEntry
    value: str
    is_ticked: bool
    is_drawn: bool
    warnings: list[str]


class ConfirmTogether(SecondFactor, MemberPage, CheckedActPage):
    """A month of one coach's entries with tick boxes, none ticked; one basis for those that are."""

    form_class = TogetherForm
    template_name = "practice/together.html"
    check_template_name = "practice/together_check.html"
    extra_context = {"heading": _("Confirm a month together")}

    def admit(self, request):
        waiting = queries.entries_to_confirm(request.user)
        self.filter = TogetherFilter(request.GET, queryset=waiting, request=request)
        self.entries = list(self.filter.batch())
        self.drawn = queries.drawn_among(self.entries)
        return super().admit(request)

    def post(self, request, *args, **kwargs):
        """The second button ticks all and shows the page again; no script is needed for it."""
        if "tick_all" not in request.POST:
            return super().post(request, *args, **kwargs)
        ticked = {"entries": [as_read(entry) for entry in self.entries], "basis": request.POST.get("basis")}
        return self.render_to_response(self.get_context_data(form=self.form_class(initial=ticked, drawn={})))

    def get_form_kwargs(self):
        drawn = {entry.key: entry.reference for entry in self.entries if entry.pk in self.drawn}
        return super().get_form_kwargs() | {"drawn": drawn}

    def act(self, form):
        return actions.confirm_entries(by=self.request.user, at=clock.now(), **form.cleaned_data)

    def get_success_url(self):
        self._say_what_became_of_them()
        return reverse("practice:together" if self.recorded.left else "practice:to_confirm")

    def _say_what_became_of_them(self):
        confirmed, left = self.recorded.confirmed, self.recorded.left
        if confirmed:
            words = ngettext(
                "%(number)d session confirmed: %(them)s.", "%(number)d sessions confirmed: %(them)s.", len(confirmed)
            )
            messages.success(self.request, words % {"number": len(confirmed), "them": _named(confirmed)})
        if left:
            words = gettext(
                "Left, since they changed after you opened the page: %(them)s. Read them again, then decide."
            )
            messages.warning(self.request, words % {"them": _named(left)})

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        rows = self._rows(context["form"]["entries"].value() or ())
        ticked = [row.entry for row in rows if row.is_ticked]
        return context | {
            "filter": self.filter,
            "rows": rows,
            "ticked": ticked,
            "minutes": sum(entry.minutes for entry in ticked),
        }

    def _rows(self, ticked):
        warnings = queries.warnings_about(self.entries, self.request.user)
        return [
            Row(
                entry,
                value,
                is_ticked=value in ticked,
                is_drawn=entry.pk in self.drawn,
                warnings=warnings.get(entry.pk, []),
            )
            for entry, value in ((entry, as_read(entry)) for entry in self.entries)
        ]


def _named(entries) -> str:
    return ", ".join(entry.reference for entry in entries)


class Sampling(SecondFactor, MemberPage, ActPage):
    """Which share of declared entries a provider's verifiers check against a diary."""

    allowed = staticmethod(permissions.can_set_sampling)
    form_class = SamplingForm
    template_name = "practice/sampling.html"
    extra_context = {"heading": _("Diary checks of declared practice"), "button": _("Set the share")}
    done_message = _("The share is set. It holds for what is sent from now on.")
    success_url = reverse_lazy("practice:sampling")

    def get_form_kwargs(self):
        organisations = organisations_managed_by(self.request.user).order_by("name")
        return super().get_form_kwargs() | {"organisations": organisations}

    def act(self, form):
        return actions.set_sampling(by=self.request.user, at=clock.now(), **form.cleaned_data)

    def get_context_data(self, **kwargs):
        return super().get_context_data(shares=queries.shares_managed_by(self.request.user), **kwargs)
