"""A coach's templates: the list, saving one, removing one."""

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from lms.core import clock
from lms.core.views import ActPage, PlainPage, RecordPage
from lms.practice import actions, permissions, queries
from lms.practice.forms import TemplateForm
from lms.practice.views.logbook import OwnEntry


class Templates(PlainPage):
    """One's own templates."""

    allowed = staticmethod(permissions.can_log_practice)
    template_name = "practice/templates.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(templates=queries.templates_of(self.request.user), **kwargs)


class TemplateSave(OwnEntry, ActPage):
    form_class = TemplateForm
    template_name = "practice/template_save.html"
    extra_context = {"heading": _("Save this session as a template"), "button": _("Save the template")}
    done_message = _("Saved. You find the template on the page where you log a session.")
    success_url = reverse_lazy("practice:templates")

    def act(self, form):
        return actions.save_template(
            entry=self.record, by=self.request.user, at=clock.now(), name=form.cleaned_data["name"]
        )


class TemplateRemove(RecordPage, ActPage):
    visible = staticmethod(queries.templates_of)
    record_name = "template"
    form_class = forms.Form
    template_name = "practice/template_remove.html"
    extra_context = {"heading": _("Remove this template?"), "button": _("Remove it")}
    done_message = _("The template is gone. The sessions that you logged from it stay.")
    success_url = reverse_lazy("practice:templates")

    def act(self, form):
        return actions.remove_template(template=self.record, by=self.request.user, at=clock.now())
