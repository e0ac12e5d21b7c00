"""Pages of agreements, for both sides and for managers."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django.views.generic import TemplateView

from lms.core import clock, second_factor
from lms.core.views import ActPage, FilteredList, MemberPage, RecordPage, SecondFactor
from lms.supervision import actions, permissions, queries
from lms.supervision.forms import (
    AcceptForm,
    AgreementEndForm,
    AgreementForm,
    QueueFilter,
    TermsForm,
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
            acceptances=(acceptances := list(queries.acceptances_of(agreement))),
            may_accept=self._may_accept(acceptances),
            can_manage=permissions.can_manage_agreement(self.request.user, agreement),
            **kwargs,
        )

    def _may_accept(self, acceptances) -> bool:
        user, agreement = self.request.user, self.record
        is_waiting = agreement.every_weeks and user not in [row.by for row in acceptances]
        return bool(is_waiting and permissions.is_side_of(user, agreement))


class AgreementAccept(RecordPage, ActPage):
    """Coach or supervisor accepts the terms; the supervisor with a second factor, as in every act of record."""

    visible = staticmethod(queries.agreements_visible_to)
    allowed = staticmethod(permissions.is_side_of)
    record_name = "agreement"
    form_class = AcceptForm
    template_name = "supervision/agreement_accept.html"
    extra_context = {"heading": _("Accept the supervision agreement"), "button": _("Accept it")}
    done_message = _("You have accepted the agreement.")

    def admit(self, request):
        refusal = super().admit(request)
        is_coach = request.user.pk == self.record.coach_id
        return refusal or (None if is_coach else second_factor.asked_for(request))

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"agreement": self.record}

    def act(self, form):
        return actions.accept_agreement(agreement=self.record, by=self.request.user, at=clock.now())

    def get_success_url(self):
        return reverse("supervision:agreement", kwargs={"key": self.record.key})


class AgreementTerms(SecondFactor, RecordPage, ActPage):
    """A manager writes the terms anew while nobody has accepted them."""

    visible = staticmethod(queries.agreements_visible_to)
    allowed = staticmethod(permissions.can_manage_agreement)
    record_name = "agreement"
    form_class = TermsForm
    template_name = "supervision/agreement_terms.html"
    extra_context = {"heading": _("Write the terms"), "button": _("Save the terms")}
    done_message = _("The terms are saved. Both sides can now accept them.")

    def get_initial(self):
        if not self.record.every_weeks:
            return {}
        return {name: getattr(self.record, name) for name in TermsForm.base_fields}

    def act(self, form):
        return actions.set_terms(agreement=self.record, terms=form.terms(), by=self.request.user, at=clock.now())

    def get_success_url(self):
        return reverse("supervision:agreement", kwargs={"key": self.record.key})


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
