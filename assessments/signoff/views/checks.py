"""The queues of countersigners and quality assurers, and their decisions."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from assessments.signoff import actions, permissions, queries
from assessments.signoff.forms import CountersignForm, ReleaseForm, StaffSignOffFilter
from assessments.signoff.views.sign_offs import SignOffRecord
from lms.core import clock
from lms.core.views import CheckedActPage, FilteredList, SecondFactor


class Queue(FilteredList):
    """Sign-offs that wait for somebody, longest first."""

    filter_class = StaffSignOffFilter
    sorts = {
        "waiting": (_("Waiting longest"), ("happened_at", "pk")),
        "trainee": (_("Trainee"), ("trainee__name", "happened_at", "pk")),
        "assessor": (_("Assessor"), ("assessor__name", "happened_at", "pk")),
    }


class ToCountersign(Queue):
    allowed = staticmethod(permissions.can_sign_off)
    template_name = "signoff/to_countersign.html"
    extra_context = {"heading": _("To countersign"), "counted": ngettext_lazy("%d sign-off", "%d sign-offs")}

    def rows(self):
        return queries.for_page(queries.sign_offs_to_countersign(self.request.user))

    def get_context_data(self, **kwargs):
        qualification = queries.current_qualification(self.request.user, clock.today())
        return super().get_context_data(qualification=qualification, **kwargs)


class ToRelease(Queue):
    allowed = staticmethod(permissions.can_release)
    template_name = "signoff/to_release.html"
    extra_context = {"heading": _("To sample"), "counted": ngettext_lazy("%d sign-off", "%d sign-offs")}

    def rows(self):
        return queries.for_page(queries.sign_offs_to_release(self.request.user))


class Deciding(SecondFactor, SignOffRecord, CheckedActPage):
    """A decision on a sign-off of somebody else, with the evidence beside it."""

    done_message = _("Your decision is recorded.")
    extra_context = {
        "button": _("Record my decision"),
        "consequence": _("Your decision cannot be changed afterwards. The person it concerns is told by e-mail."),
    }

    def get_context_data(self, **kwargs):
        return super().get_context_data(evidence=self.record.evidence.order_by("order"), **kwargs)

    def answers(self, form) -> dict:
        return {"sign_off": self.record, "by": self.request.user, "at": clock.now(), **form.cleaned_data}


class Countersign(Deciding):
    allowed = staticmethod(queries.waits_for_countersignature_by)
    form_class = CountersignForm
    template_name = "signoff/countersign.html"
    extra_context = Deciding.extra_context | {"heading": _("Countersign a sign-off")}

    def act(self, form):
        return actions.countersign(**self.answers(form))


class Release(Deciding):
    allowed = staticmethod(queries.waits_for_release_by)
    form_class = ReleaseForm
    template_name = "signoff/release.html"
    extra_context = Deciding.extra_context | {"heading": _("Release a sampled sign-off")}

    def act(self, form):
        return actions.release_or_return(**self.answers(form))
