"""Forms of quality: approving, ending, answering, and the day that somebody asks about."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.core.client_safety import SafeTextField
from lms.core.form_fields import DateField
from lms.people.models import Organisation, User
from lms.quality.enums import AnswerState, ApprovalKind


class PersonChoice(forms.ModelChoiceField):
    """A person by name alone: an address is nobody's business in a list."""

    def label_from_instance(self, person: User) -> str:
        return person.name


class DayForm(forms.Form):
    """The day that somebody asks about, and, if they wish, what was known on an earlier day."""

    on = DateField(label=_("On which day?"), help_text=_("For example, the last day of a training."))
    known = DateField(
        label=_("As known on which day?"),
        required=False,
        help_text=_("Leave empty for what is known now. A day in the past shows what stood in the book then."),
    )


class ApprovalForm(forms.Form):
    """A body's approval of one programme version."""

    body = forms.ModelChoiceField(label=_("In the name of"), queryset=Organisation.objects.none(), empty_label=None)
    kind = forms.ChoiceField(
        label=_("What the body says"),
        choices=ApprovalKind.choices,
        widget=forms.RadioSelect,
        help_text=_("The guide's words differ: “accredited” for the service route, “quality assured” for skills."),
    )
    reference = forms.CharField(label=_("The body's reference"), max_length=80, help_text=_("As on its letter."))
    from_date = DateField(label=_("From"))
    to_date = DateField(label=_("Until, the last day"), required=False, help_text=_("Empty: until further notice."))

    def __init__(self, *args, bodies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies
        if len(bodies) == 1:
            self.initial.setdefault("body", bodies[0])

    def clean(self):
        dates = super().clean()
        if dates.get("from_date") and dates.get("to_date") and dates["to_date"] < dates["from_date"]:
            self.add_error("to_date", _("The last day comes before the first."))
        return dates


class EndForm(forms.Form):
    """The last day of an approval, and why."""

    to_date = DateField(label=_("Last day"), help_text=_("The approval still covers this day."))
    reason = forms.CharField(
        label=_("Why it ends"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text=_("Read by your body only. The public page shows the dates and no reason."),
    )


class AnswerForm(forms.Form):
    """A provider's answer to one question of a checklist."""

    state = forms.ChoiceField(label=_("How far is it met?"), choices=AnswerState.choices, widget=forms.RadioSelect)
    evidence = SafeTextField(
        label=_("Evidence"),
        required=False,
        help_text=_("What shows it, and where it is kept. Leave out anything about clients. Commissioners read this."),
    )
    owner = PersonChoice(
        label=_("Owner"), queryset=User.objects.none(), help_text=_("Who looks after it. Commissioners see the name.")
    )
    review_date = DateField(label=_("Review date"), help_text=_("When you will look at it again."))

    def __init__(self, *args, owners, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = owners

    def clean(self):
        answer = super().clean()
        says_met = answer.get("state") in (AnswerState.MET, AnswerState.PARTLY)
        if says_met and not answer.get("evidence") and "evidence" not in self.errors:
            self.add_error("evidence", _("Say what shows it. Without evidence choose “Not met”."))
        return answer
