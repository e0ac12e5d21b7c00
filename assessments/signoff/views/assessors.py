"""Assessors and their qualifications, for quality assurers and managers."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django.views.generic import TemplateView

from assessments.signoff import actions, permissions, queries
from assessments.signoff.forms import AssessorFilter, EndForm, QualificationForm
from lms.core import clock
from lms.core.views import ActPage, CheckedActPage, FilteredList, RecordPage, SecondFactor


class Assessors(FilteredList):
    """The assessors of one's organisations, and whether each is qualified today."""

    allowed = staticmethod(permissions.can_oversee_assessors)
    template_name = "signoff/assessors.html"
    filter_class = AssessorFilter
    sorts = {
        "name": (_("Name"), ("name", "pk")),
        "unqualified": (_("Not qualified first"), ("is_qualified", "name", "pk")),
    }
    extra_context = {"heading": _("Assessors"), "counted": ngettext_lazy("%d assessor", "%d assessors")}

    def rows(self):
        return queries.with_qualification(queries.assessors_visible_to(self.request.user))


class AssessorRecord(RecordPage):
    visible = staticmethod(queries.assessors_visible_to)
    record_name = "assessor"


class AssessorPage(AssessorRecord, TemplateView):
    """One assessor's qualifications, the ended ones too."""

    template_name = "signoff/assessor.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            qualifications=queries.qualifications_of(self.record),
            current=queries.current_qualification(self.record, clock.today()),
            **kwargs,
        )


class GrantQualification(SecondFactor, AssessorRecord, CheckedActPage):
    """Record that one has seen the proof of a qualification."""

    form_class = QualificationForm
    template_name = "signoff/qualify.html"
    done_message = _("The qualification is recorded.")
    extra_context = {
        "heading": _("Record an assessor qualification"),
        "button": _("Record it"),
        "consequence": _("You say that you have seen the certificate. From then on, no countersignature is needed."),
    }

    def act(self, form):
        return actions.grant_qualification(
            person=self.record, by=self.request.user, at=clock.now(), **form.cleaned_data
        )

    def get_success_url(self):
        return reverse("signoff:assessor", kwargs={"key": self.record.key})


class EndQualification(SecondFactor, RecordPage, ActPage):
    """Give a qualification its last day."""

    visible = staticmethod(queries.qualifications_visible_to)
    record_name = "qualification"
    form_class = EndForm
    template_name = "signoff/end_qualification.html"
    done_message = _("The qualification has its last day.")
    extra_context = {"heading": _("End an assessor qualification"), "button": _("Set the last day")}

    def get_initial(self):
        return {"to_date": clock.today()}

    def act(self, form):
        return actions.end_qualification(
            qualification=self.record, to_date=form.cleaned_data["to_date"], by=self.request.user, at=clock.now()
        )

    def get_success_url(self):
        return reverse("signoff:assessor", kwargs={"key": self.record.person.key})
