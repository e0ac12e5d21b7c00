"""Pages of reflections: one's own, writing and submitting them, what others have submitted."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django.views.generic import TemplateView

from lms.core import clock
from lms.core.views import ActPage, FilteredList, MemberPage, RecordPage
from lms.portfolio import actions, permissions, queries
from lms.portfolio.forms.reflections import OwnFilter, ReaderFilter, ReflectionForm


def about_one(request, reflections):
    """Those about the record that ?about=<key> names, or all: the way back from a record to its reflections."""
    key = request.GET.get("about", "")
    return queries.reflections_about(reflections, key) if key else reflections


class Reflections(FilteredList):
    """One's own reflections. They stay one's own to read after one has left a provider."""

    template_name = "portfolio/reflections.html"
    filter_class = OwnFilter
    sorts = {
        "changed": (_("Changed latest"), ("-updated_at", "-id")),
        "oldest": (_("Oldest first"), ("created_at", "id")),
    }
    extra_context = {"heading": _("Your reflections"), "counted": ngettext_lazy("%d reflection", "%d reflections")}

    def rows(self):
        return about_one(self.request, queries.reflections_of(self.request.user))

    def get_context_data(self, **kwargs):
        user = self.request.user
        submitted = queries.submitted_reflections(user, clock.today()).count()
        return super().get_context_data(
            submitted=submitted, can_write=permissions.can_write_reflections(user), **kwargs
        )


class ToRead(FilteredList):
    """What trainees have submitted to the organisations where one teaches, assesses, samples or manages."""

    allowed = staticmethod(permissions.can_read_reflections)
    template_name = "portfolio/to_read.html"
    filter_class = ReaderFilter
    sorts = {
        "newest": (_("Submitted latest"), ("-submitted_at", "-id")),
        "oldest": (_("Submitted first"), ("submitted_at", "id")),
        "author": (_("Author"), ("author__name", "-submitted_at", "id")),
    }
    extra_context = {"heading": _("Submitted reflections"), "counted": ngettext_lazy("%d reflection", "%d reflections")}

    def rows(self):
        return about_one(self.request, queries.reflections_to_read(self.request.user))


class ReflectionPage(RecordPage, TemplateView):
    """A reflection as it stands."""

    visible = staticmethod(queries.reflections_in_full)
    record_name = "reflection"
    template_name = "portfolio/reflection.html"

    def get_context_data(self, **kwargs):
        user, reflection = self.request.user, self.record
        return super().get_context_data(
            is_own=permissions.is_author(user, reflection),
            about=queries.record_about(user, reflection.about_label, reflection.about_key),
            abilities=queries.abilities_shown_in(reflection, on=clock.today()),
            **kwargs,
        )


class ReflectionDone(ReflectionPage):
    """What was just submitted, its reference, and what happens next."""

    template_name = "portfolio/done.html"


class ReflectionForming(ActPage):
    """The form of a draft."""

    form_class = ReflectionForm
    template_name = "portfolio/reflection_form.html"
    done_message = _("Saved as a draft. Nobody else reads it until you submit it.")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"author": self.request.user, "on": clock.today()}

    def get_success_url(self):
        return reverse("portfolio:reflection", kwargs={"key": self.recorded.key})


class ReflectionNew(MemberPage, ReflectionForming):
    """A new draft, about the record that ?about=<label>&key=<key> names, if any."""

    allowed = staticmethod(permissions.can_write_reflections)
    extra_context = {"heading": _("Write a reflection"), "button": _("Save the draft")}

    def get_initial(self):
        asked = self.request.GET
        return {"about": f"{asked.get('about', '')}:{asked.get('key', '')}"}

    def get_form_kwargs(self):
        asked = self.request.GET
        named = {"label": asked.get("about", ""), "key": asked.get("key", "")}
        return super().get_form_kwargs() | {"asks_about": named}

    def act(self, form):
        return actions.save_reflection(
            by=self.request.user,
            at=clock.now(),
            organisation=form.chosen_organisation(),
            text=form.cleaned_data["text"],
            competencies=form.chosen_competencies(),
            about=form.chosen_record(),
        )


class OwnReflection(RecordPage):
    """A page on which somebody does something to their own reflection."""

    visible = staticmethod(queries.reflections_in_full)
    allowed = staticmethod(permissions.is_author)
    record_name = "reflection"


class ReflectionChange(OwnReflection, ReflectionForming):
    extra_context = {"heading": _("Go on with your reflection"), "button": _("Save the draft")}

    def get_initial(self):
        shown = queries.abilities_shown_in(self.record, on=clock.today())
        return {"text": self.record.text, "abilities": [version.competency.code for version in shown]}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"organisation": self.record.organisation}

    def act(self, form):
        return actions.save_reflection(
            by=self.request.user,
            at=clock.now(),
            organisation=self.record.organisation,
            reflection=self.record,
            text=form.cleaned_data["text"],
            competencies=form.chosen_competencies(),
        )


class ReflectionSubmit(OwnReflection, ActPage):
    """Check your words, then submit."""

    form_class = forms.Form
    template_name = "portfolio/submit.html"
    extra_context = {"heading": _("Check your reflection before you submit it"), "button": _("Submit it")}

    def act(self, form):
        return actions.submit_reflection(reflection=self.record, by=self.request.user, at=clock.now())

    def get_success_url(self):
        return reverse("portfolio:done", kwargs={"key": self.recorded.key})
