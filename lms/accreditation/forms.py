"""Forms of accreditation: asking for the decision, changing a status, answering."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from lms.accreditation.enums import AwardStatus
from lms.core.client_safety import SafeTextField
from lms.core.form_fields import Confirmation


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
