"""Forms of accreditation: asking for the decision, changing a status, answering."""

import datetime

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from lms.accreditation import queries
from lms.accreditation.enums import AwardStatus
from lms.accreditation.rules.dates import months_after
from lms.accreditation.rules.values import Fact, Practised, Supervised
from lms.core import clock
from lms.core.client_safety import SafeTextField
from lms.core.form_fields import Confirmation, DateField, MinutesField
from lms.practice.enums import CoachRole, Payment, Relation


class RequestForm(forms.Form):
    """The trainee asks for the decision."""

    is_mine = Confirmation(_("What is on record here is my own work, and I ask my provider to decide on my award"))


class StatusForm(forms.Form):
    """Why an award is suspended, reinstated or revoked."""

    reason = SafeTextField(
        label=_("Reason"),
        help_text=_(
            "Read by the provider, the awarding body and the holder. It never appears on the public page. Leave out "
            "anything about clients; a concern about somebody's safety belongs in a concern."
        ),
    )


class AnswerForm(forms.Form):
    """What the holder says to a change of status."""

    words = SafeTextField(
        label=_("Your answer"),
        help_text=_("The provider and the awarding body read it. Leave out anything that could tell who a client is."),
    )


class AwardFilter(django_filters.FilterSet):
    """Awards by holder's name and by status."""

    name = django_filters.CharFilter(label=_("Name"), field_name="person__name", lookup_expr="icontains")
    status = django_filters.ChoiceFilter(label=_("Status"), choices=AwardStatus.choices, empty_label=_("Any"))


class NothingForm(forms.Form):
    """A button alone."""


class AsOfForm(forms.Form):
    """The day that a standing is asked for."""

    on = DateField(label=_("As it was at the end of"), required=False)

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on and on > clock.today():
            raise forms.ValidationError(_("This day is still to come. For the future, use “What if”"))
        return on


class WhatIfForm(forms.Form):
    """Sessions that somebody plans, spread evenly until a day."""

    number = forms.IntegerField(label=_("How many coaching sessions"), min_value=0, max_value=500)
    minutes = MinutesField(label=_("How long each"))
    supervision = MinutesField(
        label=_("How much supervision in all"), required=False, help_text=_("Leave it empty for none.")
    )
    by = DateField(label=_("By which day"))

    def clean_by(self):
        by = self.cleaned_data["by"]
        if not clock.today() < by <= months_after(clock.today(), 60):
            raise forms.ValidationError(_("Give a day from tomorrow on, within five years"))
        return by

    def planned(self) -> tuple[Fact, ...]:
        """As facts of the rules: coaching of patients within a job, one to one."""
        today, by = clock.today(), self.cleaned_data["by"]
        number, minutes = self.cleaned_data["number"], self.cleaned_data["minutes"]
        days = (by - today).days
        sessions = tuple(
            Practised(
                words="", on=today + datetime.timedelta(days=-(-days * (index + 1) // number)), minutes=minutes,
                role=CoachRole.COACH, payment=Payment.EMPLOYED, relation=Relation.PATIENT,
            )
            for index in range(number)
        )  # fmt: skip
        supervision = self.cleaned_data.get("supervision")
        return sessions + ((Supervised(words="", on=by, minutes=supervision),) if supervision else ())


def _bodies() -> list[tuple[int, str]]:
    return [(version.pk, version.title) for version in queries.bodies_in_force(clock.today())]


class StoredFilter(django_filters.FilterSet):
    """Stored standings by coach, by body and by whether everything is met."""

    name = django_filters.CharFilter(label=_("Name"), field_name="person__name", lookup_expr="icontains")
    body = django_filters.ChoiceFilter(
        label=_("Standard"), field_name="standard_version", choices=_bodies, empty_label=_("Any")
    )
    state = django_filters.ChoiceFilter(
        label=_("State"),
        field_name="is_met",
        choices=((True, _("Everything is met")), (False, _("Something is missing"))),
        empty_label=_("Any"),
    )
    aims = django_filters.ChoiceFilter(
        label=_("Whose"),
        choices=(("all", _("Every coach")),),
        empty_label=_("Coaches who work towards it"),
        method="by_aim",
    )

    def by_aim(self, rows, _name, _value):
        return rows

    def filter_queryset(self, queryset):
        """Without a word, only what the coaches work towards: nobody is short of what they never set out to do."""
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("aims") else rows.filter(is_aim=True)
