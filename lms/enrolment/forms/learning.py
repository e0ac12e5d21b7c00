"""What a learner fills in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.core.client_safety import SafeLineField, SafeTextField
from lms.core.form_fields import DateField
from lms.enrolment.enums import FollowUpKind


class JoinForm(forms.Form):
    """The code that a training provider gave."""

    code = forms.CharField(
        label=_("Join code"),
        max_length=30,
        help_text=_("Eight letters and figures, for example K7PW 2MQX. Spaces and small letters do not matter."),
        widget=forms.TextInput(
            attrs={"class": "nhsuk-input--width-10", "autocomplete": "off", "autocapitalize": "characters"}
        ),
    )


class ReflectionForm(forms.Form):
    """An answer to a lesson's question. It is kept as a draft in the portfolio until it is submitted there."""

    text = SafeTextField(label=_("Your reflection"), widget=forms.Textarea(attrs={"rows": 10}))

    def __init__(self, *args, hint="", **kwargs):
        super().__init__(*args, **kwargs)
        if hint:
            self.fields["text"].help_text = hint


class FollowUpForm(forms.Form):
    """Something done with the skills after the days."""

    kind = forms.ChoiceField(label=_("What did you do?"), choices=FollowUpKind.choices, widget=forms.RadioSelect)
    title = SafeLineField(
        label=_("Name it in a few words"),
        max_length=150,
        help_text=_("For example, “Follow-up session with the spring group”"),
    )
    done_date = DateField(label=_("When did you do it?"))
    words = SafeTextField(
        label=_("What did you try, what happened, and what will you do next?"),
        help_text=_("A few sentences are enough. Leave out names and anything else that could tell who a client is."),
    )
