"""Supervisors and what qualifies them, for managers and for the supervisor."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django.views.generic import TemplateView

from lms.core import clock
from lms.core.views import ActPage, FilteredList, RecordPage, SecondFactor
from lms.supervision import actions, permissions, queries
from lms.supervision.forms import AbsenceForm, AgreementEndForm, HandoverForm, QualificationForm, SupervisorFilter


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
            absences=queries.absences_ahead_of(self.record),
            to_hand_over=queries.agreements_to_hand_over(self.request.user, self.record).count(),
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


class AbsenceNew(SupervisorRecord, ActPage):
    """The supervisor or a manager says when the supervisor is away."""

    form_class = AbsenceForm
    template_name = "supervision/absence_form.html"
    extra_context = {"heading": _("Record an absence"), "button": _("Record it")}
    done_message = _("The absence is recorded. The coaches see it on their supervision page.")

    def act(self, form):
        return actions.record_absence(person=self.record, by=self.request.user, at=clock.now(), **form.cleaned_data)


class AbsenceEnd(RecordPage, ActPage):
    """The last day of an absence."""

    visible = staticmethod(queries.absences_visible_to)
    record_name = "absence"
    form_class = AgreementEndForm
    template_name = "supervision/absence_end.html"
    extra_context = {"heading": _("Set the last day of an absence"), "button": _("Set the last day")}
    done_message = _("The absence has its last day.")

    def get_initial(self):
        return {"to_date": self.record.to_date or clock.today()}

    def act(self, form):
        return actions.end_absence(
            absence=self.record, to_date=form.cleaned_data["to_date"], by=self.request.user, at=clock.now()
        )

    def get_success_url(self):
        return reverse("supervision:supervisor", kwargs={"key": self.record.person.key})


class HandOver(SecondFactor, SupervisorRecord, ActPage):
    """A manager gives the coaches of one supervisor to another."""

    allowed = staticmethod(permissions.is_another)
    form_class = HandoverForm
    template_name = "supervision/hand_over.html"
    extra_context = {"heading": _("Hand coaches over"), "button": _("Hand them over")}
    done_message = _("The coaches are handed over. Both sides are to accept the new agreements.")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"manager": self.request.user, "supervisor": self.record}

    def get_initial(self):
        return {"agreements": queries.agreements_to_hand_over(self.request.user, self.record)}

    def act(self, form):
        return actions.hand_over(by=self.request.user, at=clock.now(), **form.cleaned_data)
