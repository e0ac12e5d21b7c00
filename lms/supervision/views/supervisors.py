"""Supervisors and what qualifies them, for managers and for the supervisor."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django.views.generic import TemplateView

from lms.core import clock
from lms.core.views import ActPage, FilteredList, RecordPage, SecondFactor
from lms.supervision import actions, permissions, queries
from lms.supervision.forms import AgreementEndForm, QualificationForm, SupervisorFilter


class Supervisors(FilteredList):
    """The supervisors, mentors and line managers of one's organisations, and what qualifies each today."""

    allowed = staticmethod(permissions.can_manage_agreements)
    template_name = "supervision/supervisors.html"
    filter_class = SupervisorFilter
    sorts = {
        "name": (_("Name"), ("name", "pk")),
        "unqualified": (_("None recorded first"), ("is_qualified", "name", "pk")),
    }
    extra_context = {"heading": _("Supervisors and mentors"), "counted": ngettext_lazy("%d person", "%d people")}

    def rows(self):
        return queries.with_qualifications(queries.supervisors_managed_by(self.request.user))


class SupervisorRecord(RecordPage):
    visible = staticmethod(queries.supervisors_visible_to)
    record_name = "supervisor"

    def get_success_url(self):
        return reverse("supervision:supervisor", kwargs={"key": self.record.key})


class SupervisorPage(SupervisorRecord, TemplateView):
    """What qualifies one supervisor, the ended ones too."""

    template_name = "supervision/supervisor.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            qualifications=queries.qualifications_of(self.record),
            can_record=permissions.is_another(self.request.user, self.record),
            today=clock.today(),
            **kwargs,
        )


class QualificationNew(SecondFactor, SupervisorRecord, ActPage):
    """Record that one has seen the proof."""

    allowed = staticmethod(permissions.is_another)
    form_class = QualificationForm
    template_name = "supervision/qualification_form.html"
    done_message = _("The qualification is recorded.")
    extra_context = {"heading": _("Record what qualifies a supervisor"), "button": _("Record it")}

    def act(self, form):
        return actions.record_qualification(person=self.record, held=form.held(), by=self.request.user, at=clock.now())


class QualificationEnd(SecondFactor, RecordPage, ActPage):
    """Give a qualification its last day."""

    visible = staticmethod(queries.qualifications_visible_to)
    allowed = staticmethod(permissions.is_of_another)
    record_name = "qualification"
    form_class = AgreementEndForm
    template_name = "supervision/qualification_end.html"
    done_message = _("The qualification has its last day.")
    extra_context = {"heading": _("End a qualification"), "button": _("Set the last day")}

    def get_initial(self):
        return {"to_date": clock.today()}

    def act(self, form):
        return actions.end_qualification(
            qualification=self.record, to_date=form.cleaned_data["to_date"], by=self.request.user, at=clock.now()
        )

    def get_success_url(self):
        return reverse("supervision:supervisor", kwargs={"key": self.record.person.key})
