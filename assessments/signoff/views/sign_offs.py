"""Reading sign-offs, replacing one, withdrawing one."""

from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django.views.generic import TemplateView

from assessments.signoff import actions, permissions, queries
from assessments.signoff.forms import SignOffFilter, StaffSignOffFilter, WithdrawForm
from lms.core import clock
from lms.core.views import ActPage, CheckedActPage, FilteredList, FreshSignIn, RecordPage, SecondFactor
from lms.people.models import User


def sign_offs_in_full(user: User):
    """What a person may see, with all that a page names."""
    return queries.for_page(queries.sign_offs_visible_to(user))


class SignOffList(FilteredList):
    """A trainee's own sign-offs; for staff, those of their organisations."""

    template_name = "signoff/sign_offs.html"
    sorts = {
        "newest": (_("Newest first"), ("-happened_at", "-pk")),
        "oldest": (_("Oldest first"), ("happened_at", "pk")),
        "trainee": (_("Trainee"), ("trainee__name", "-happened_at", "-pk")),
    }

    @cached_property
    def shows_others(self):
        return permissions.can_see_others(self.request.user)

    @property
    def filter_class(self):
        return StaffSignOffFilter if self.shows_others else SignOffFilter

    def rows(self):
        return sign_offs_in_full(self.request.user)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            heading=_("Sign-offs") if self.shows_others else _("My sign-offs"),
            counted=ngettext_lazy("%d sign-off", "%d sign-offs"),
            shows_others=self.shows_others,
            can_sign_off=permissions.can_sign_off(self.request.user),
            **kwargs,
        )


class SignOffRecord(RecordPage):
    visible = staticmethod(sign_offs_in_full)
    record_name = "sign_off"

    def get_success_url(self):
        return reverse("signoff:sign_off", kwargs={"key": self.record.key})


class SignOffPage(SignOffRecord, TemplateView):
    """The declaration, its evidence, who checked it, and what may be done with it."""

    template_name = "signoff/sign_off.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(
            evidence=self.record.evidence.order_by("order"),
            is_own=self.record.trainee_id == user.pk,
            can_supersede=permissions.can_supersede(user, self.record),
            can_withdraw=permissions.can_withdraw(user, self.record),
            can_countersign=queries.waits_for_countersignature_by(user, self.record),
            can_release=queries.waits_for_release_by(user, self.record),
            **kwargs,
        )


class Recorded(SignOffRecord, TemplateView):
    """What was just recorded, its reference, and what happens next."""

    allowed = staticmethod(permissions.is_assessor)
    template_name = "signoff/recorded.html"


class Supersede(SecondFactor, SignOffRecord, ActPage):
    """Begin to prepare the sign-off that will replace this one. Nothing changes until it is recorded."""

    allowed = staticmethod(permissions.can_supersede)
    form_class = forms.Form
    template_name = "signoff/supersede.html"
    extra_context = {"heading": _("Replace this sign-off"), "button": _("Prepare the replacement")}

    def act(self, form):
        return actions.supersede_sign_off(sign_off=self.record, by=self.request.user, at=clock.now())

    def get_success_url(self):
        return reverse("signoff:evidence", kwargs={"key": self.recorded.key})


class Withdraw(SecondFactor, FreshSignIn, SignOffRecord, CheckedActPage):
    """End a sign-off that nothing replaces."""

    allowed = staticmethod(permissions.can_withdraw)
    form_class = WithdrawForm
    template_name = "signoff/withdraw.html"
    done_message = _("The sign-off is withdrawn, and the trainee is told.")
    extra_context = {
        "heading": _("Withdraw this sign-off"),
        "button": _("Withdraw it"),
        "consequence": _("It counts no more. It stays readable, with your reason, and the trainee is told by e-mail."),
    }

    def act(self, form):
        return actions.withdraw_sign_off(
            sign_off=self.record, reason=form.cleaned_data["reason"], by=self.request.user, at=clock.now()
        )
