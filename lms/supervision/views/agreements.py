"""Pages of agreements, for both sides and for managers."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django.views.generic import TemplateView

from lms.core import clock
from lms.core.views import ActPage, FilteredList, MemberPage, RecordPage, SecondFactor
from lms.supervision import actions, permissions, queries
from lms.supervision.forms import (
    AgreementEndForm,
    AgreementForm,
    QueueFilter,
)


class Agreements(FilteredList):
    """Who supports whom: one's own agreements, and for managers those of their organisations."""

    template_name = "supervision/agreements.html"
    filter_class = QueueFilter
    sorts = {
        "coach": (_("Coach"), ("coach__name", "kind", "id")),
        "supervisor": (_("Supervisor"), ("supervisor__name", "kind", "id")),
        "newest": (_("Newest first"), ("-from_date", "-id")),
    }
    extra_context = {"heading": _("Supervision agreements"), "counted": ngettext_lazy("%d agreement", "%d agreements")}

    def rows(self):
        return queries.agreements_visible_to(self.request.user)

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(
            can_manage=permissions.can_manage_agreements(user),
            can_see_facts=permissions.can_see_facts(user),
            managed=queries.organisations_managed_by(user),
            **kwargs,
        )


class AgreementPage(RecordPage, TemplateView):
    """One agreement with its terms, and what qualifies the supervisor for it."""

    visible = staticmethod(queries.agreements_visible_to)
    record_name = "agreement"
    template_name = "supervision/agreement.html"

    def get_context_data(self, **kwargs):
        today, agreement = clock.today(), self.record
        return super().get_context_data(
            qualifications=queries.qualifications_for(agreement.supervisor, agreement.kind, on=today),
            warnings=queries.standing_warnings(agreement.supervisor, agreement.kind, on=today),
            can_manage=permissions.can_manage_agreement(self.request.user, agreement),
            **kwargs,
        )


class AgreementStart(SecondFactor, MemberPage, ActPage):
    """A manager names somebody's supervisor, mentor or line manager."""

    allowed = staticmethod(permissions.can_manage_agreements)
    form_class = AgreementForm
    template_name = "supervision/agreement_form.html"
    extra_context = {"heading": _("Start a supervision agreement"), "button": _("Start the agreement")}
    done_message = _("The agreement has started. The coach can now record sessions with this person.")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"manager": self.request.user}

    def get_initial(self):
        return {"from_date": clock.today()}

    def act(self, form):
        trainee = form.cleaned_data["trainee"]
        return actions.start_agreement(
            supervisor=form.cleaned_data["supervisor"],
            coach=trainee.person,
            organisation=trainee.organisation,
            kind=form.cleaned_data["kind"],
            from_date=form.cleaned_data["from_date"],
            terms=form.terms(),
            by=self.request.user,
            at=clock.now(),
        )

    def get_success_url(self):
        return reverse("supervision:agreement", kwargs={"key": self.recorded.key})


class AgreementEnd(SecondFactor, RecordPage, ActPage):
    """A manager gives an agreement its last day."""

    visible = staticmethod(queries.agreements_visible_to)
    allowed = staticmethod(permissions.can_manage_agreement)
    record_name = "agreement"
    form_class = AgreementEndForm
    template_name = "supervision/agreement_end.html"
    extra_context = {"heading": _("End a supervision agreement"), "button": _("Set the last day")}
    done_message = _("The agreement has its last day. What was recorded under it stays.")

    def get_initial(self):
        return {"to_date": clock.today()}

    def act(self, form):
        return actions.end_agreement(
            agreement=self.record, by=self.request.user, at=clock.now(), to_date=form.cleaned_data["to_date"]
        )

    def get_success_url(self):
        return reverse("supervision:agreements")
