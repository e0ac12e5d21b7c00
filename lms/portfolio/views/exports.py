"""Copies of one's portfolio to take away."""

from django import forms
from django.http import FileResponse, Http404
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from lms.core import clock
from lms.core.views import ActPage, MemberPage, RecordPage
from lms.portfolio import actions, queries

TYPES = {"document": "application/pdf", "archive": "application/zip"}
SHOWN = 10


class Exports(MemberPage, ActPage):
    """Have a copy made, and download those that are there. It stays one's own after one has left a provider."""

    form_class = forms.Form
    template_name = "portfolio/exports.html"
    success_url = reverse_lazy("portfolio:exports")
    done_message = _("Your copy is being made. It is ready in a minute.")
    extra_context = {"heading": _("A copy of your portfolio"), "button": _("Make a copy")}

    def get_context_data(self, **kwargs):
        exports = queries.exports_of(self.request.user).order_by("-created_at", "-id")[:SHOWN]
        return super().get_context_data(exports=exports, days=actions.EXPORT_LIFE.days, now=clock.now(), **kwargs)

    def act(self, form):
        return actions.ask_for_export(by=self.request.user, at=clock.now())


class ExportFile(RecordPage, View):
    """One of the two files of a copy, to download."""

    visible = staticmethod(queries.exports_of)
    file = ""

    def get(self, request, **kwargs):
        try:
            export = actions.take_export(export=self.record, kind=self.file, by=request.user, at=clock.now())
        except actions.ExportGone as gone:
            raise Http404 from gone
        stored = getattr(export, self.file)
        answer = FileResponse(
            stored.open(), content_type=TYPES[self.file], as_attachment=True, filename=stored.name.rpartition("/")[2]
        )
        answer["Cache-Control"] = "private, no-store"
        return answer
