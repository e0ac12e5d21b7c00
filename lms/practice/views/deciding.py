"""A verifier's pages: what waits, confirming one, returning."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from lms.core import clock
from lms.core.views import ActPage, CheckedActPage, FilteredList, RecordPage, SecondFactor
from lms.practice import actions, permissions, queries
from lms.practice.forms import ConfirmForm, QueueFilter, ReturnForm


class ToConfirm(FilteredList):
    """The entries that wait for this verifier."""

    template_name = "practice/to_confirm.html"
    filter_class = QueueFilter
    sorts = {
        "waiting": (_("Waiting longest"), ("submitted_at", "id")),
        "newest": (_("Newest session first"), ("-started_at", "-id")),
        "coach": (_("Coach"), ("coach__name", "started_at", "id")),
        "longest": (_("Longest session first"), ("-minutes", "id")),
    }
    extra_context = {"heading": _("Practice to confirm"), "counted": ngettext_lazy("%d entry", "%d entries")}

    def rows(self):
        return queries.entries_to_confirm(self.request.user)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(can_set_sampling=permissions.can_set_sampling(self.request.user), **kwargs)
        return context | {"drawn": queries.drawn_among(context["object_list"])}


class Deciding(SecondFactor, RecordPage):
    """A page on which the named verifier decides."""

    visible = staticmethod(queries.entries_in_full)
    allowed = staticmethod(permissions.can_confirm_entry)
    record_name = "entry"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"entry": self.record}

    def get_success_url(self):
        return reverse("practice:done", kwargs={"key": self.recorded.key})

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            is_drawn=bool(queries.drawn_among([self.record])),
            warnings=queries.warnings_about([self.record], self.request.user).get(self.record.pk),
            lines=queries.side_by_side(self.record),
            **kwargs,
        )


class EntryConfirm(Deciding, CheckedActPage):
    form_class = ConfirmForm
    template_name = "practice/confirm.html"
    check_template_name = "practice/confirm_check.html"
    extra_context = {"heading": _("Confirm this practice session"), "button": _("Continue")}

    def act(self, form):
        return actions.confirm_entry(
            entry=self.record, by=self.request.user, at=clock.now(), basis=form.cleaned_data["basis"]
        )


class EntryReturn(Deciding, ActPage):
    form_class = ReturnForm
    template_name = "practice/return.html"
    extra_context = {"heading": _("Return this entry to the coach"), "button": _("Return it")}

    def act(self, form):
        return actions.return_entry(
            entry=self.record, by=self.request.user, at=clock.now(), reason=form.cleaned_data["reason"]
        )
