"""Forms of credentials: checking a code, deciding, consent, looking somebody up."""

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lms.accreditation.enums import Outcome
from lms.core.client_safety import SafeTextField
from lms.credentials.enums import Purpose
from lms.formats import verification_codes
from lms.people.models import Organisation


class CodeForm(forms.Form):
    """The code on a certificate."""

    code = forms.CharField(
        label=_("Code on the certificate"),
        max_length=40,
        help_text=_("For example TB-7K3M-9QXR-2HVD-6. Small letters and spaces are fine."),
        error_messages={"required": _("Type the code that stands on the certificate, under the square pattern")},
    )

    def clean_code(self):
        """The code in its printed form. The check symbol tells a slip of the finger without looking anything up."""
        code = verification_codes.read(self.cleaned_data["code"])
        if code is None:
            raise ValidationError(
                _("This is not a code: a character is missing, or one is another than on the certificate. Check it.")
            )
        return code


class DecisionForm(forms.Form):
    """Award, or not yet, and why."""

    outcome = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=[(Outcome.AWARDED, _("Give the award")), (Outcome.REFUSED, _("Do not give the award yet"))],
        widget=forms.RadioSelect,
    )
    reason = SafeTextField(
        label=_("Reason"),
        required=False,
        help_text=_(
            "Needed when you do not award, and when you award although something recommended is not met. The person "
            "reads it when you do not award. Leave out anything that could tell who a client is."
        ),
    )


class ConsentForm(forms.Form):
    """What the holder lets the public page show."""

    shows_name = forms.BooleanField(
        label=_("Show my name"),
        required=False,
        help_text=_("Without it the page shows that the award is real, and not whose it is."),
    )
    shows_supervision = forms.BooleanField(
        label=_("Show whether my health-coaching supervision is current"),
        required=False,
        help_text=_("Only “current” or “not current” and what is asked. Never dates, supervisors or content."),
    )


class LookUpForm(forms.Form):
    """A commissioner's question, with its purpose."""

    organisation = forms.ModelChoiceField(
        label=_("On behalf of"), queryset=Organisation.objects.none(), empty_label=None
    )
    sought = forms.CharField(
        label=_("Code or name"),
        max_length=150,
        help_text=_("A code finds any credential. A name finds people within your remit only."),
    )
    purpose = forms.ChoiceField(
        label=_("What for?"),
        choices=Purpose.choices,
        widget=forms.RadioSelect,
        help_text=_("Recorded with your organisation's name. The holder sees both."),
    )
    purpose_words = SafeTextField(
        label=_("In a few words"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed for another purpose. The holder reads this too."),
    )

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations
        if len(organisations) == 1:
            self.initial.setdefault("organisation", organisations[0])


class DecisionFilter(django_filters.FilterSet):
    """The queue by the trainee's name, and by whether the decision was asked for."""

    name = django_filters.CharFilter(label=_("Name"), field_name="trainee__name", lookup_expr="icontains")
    asked = django_filters.ChoiceFilter(
        label=_("Asked for the decision"),
        choices=[("yes", _("Yes")), ("no", _("Not yet"))],
        empty_label=_("Any"),
        method="by_asked",
    )

    def by_asked(self, rows, _name, value):
        return rows.filter(asked_at__isnull=value == "no")
