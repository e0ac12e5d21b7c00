"""The catalogue of scenarios and their cards."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django.views.generic import TemplateView

from assessments.roleplay import actions, permissions, queries
from assessments.roleplay.enums import ExposureKind
from assessments.roleplay.forms import ScenarioFilter
from lms.competencies.enums import ServiceContext
from lms.core import clock
from lms.core.views import ActPage, FilteredList, RecordPage


class ScenarioList(FilteredList):
    """The newest version of each scenario."""

    template_name = "roleplay/scenarios.html"
    filter_class = ScenarioFilter
    sorts = {
        "title": (_("Title"), ("title", "pk")),
        "shortest": (_("Shortest first"), ("minutes", "title", "pk")),
    }
    extra_context = {"heading": _("Scenarios"), "counted": ngettext_lazy("%d scenario", "%d scenarios")}

    def rows(self):
        return queries.latest_scenarios() & queries.scenarios_visible_to(self.request.user)

    def get_context_data(self, **kwargs):
        # The summary gives the turning point away, so it is for those who may read the client's brief.
        return super().get_context_data(
            reads_client_brief=permissions.can_read_client_brief(self.request.user), **kwargs
        )


class ScenarioPage(RecordPage):
    visible = staticmethod(queries.scenarios_visible_to)
    record_name = "scenario"


class ScenarioCard(ScenarioPage, TemplateView):
    """One scenario as a card to print. A trainee who opens it has seen it: that is kept, and said on the page."""

    template_name = "roleplay/scenario.html"

    def get(self, request, *args, **kwargs):
        if permissions.is_exposed_by_reading(request.user):
            actions.record_exposure(
                person=request.user, scenario_version=self.record, kind=ExposureKind.OPENED, at=clock.now()
            )
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(
            contexts=[ServiceContext(code).label for code in self.record.contexts],
            reads_client_brief=permissions.can_read_client_brief(user),
            reads_assessor_notes=permissions.can_read_assessor_notes(user),
            is_exposed=permissions.is_exposed_by_reading(user),
            sights=queries.earlier_sights(user, self.record),
            **kwargs,
        )


class ScenarioPractised(ScenarioPage, ActPage):
    """A trainee notes that they practised the scenario, so that an observer can choose another."""

    allowed = staticmethod(lambda user, scenario: permissions.is_exposed_by_reading(user))
    form_class = forms.Form
    template_name = "roleplay/practised.html"
    extra_context = {"heading": _("You practised this scenario"), "button": _("Note that I practised it")}
    done_message = _("Noted. Your observer sees that this scenario is not new to you.")

    def act(self, form):
        return actions.record_exposure(
            person=self.request.user, scenario_version=self.record, kind=ExposureKind.PRACTISED, at=clock.now()
        )

    def get_success_url(self):
        return reverse("roleplay:scenario", kwargs={"key": self.record.key})
