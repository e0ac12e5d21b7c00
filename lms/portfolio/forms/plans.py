"""Forms of commitments and of the development plan."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.competencies.models import Competency
from lms.core.client_safety import SafeLineField, SafeTextField
from lms.core.form_fields import DateField, MinutesField
from lms.portfolio import queries, rules
from lms.portfolio.actions import CommitmentDetails, GoalDetails
from lms.portfolio.enums import GoalStatus
from lms.portfolio.forms.for_provider import ForProvider


class CommitmentForm(ForProvider):
    """What a volunteer promises for each week."""

    sessions = forms.IntegerField(
        label=_("How many sessions a week?"),
        required=False,
        help_text=_("Leave this empty if you promise only time on the telephone."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-3"}),
    )
    session_minutes = MinutesField(
        label=_("How long is each session?"), required=False, help_text=_("For example 3 h or 90 min")
    )
    telephone_minutes = MinutesField(
        label=_("How much time on the telephone a week?"),
        required=False,
        help_text=_("For example 2 h. Leave this empty for none."),
    )
    from_date = DateField(label=_("From which day?"))
    to_date = DateField(label=_("Until which day?"), required=False, help_text=_("Leave this empty until you know."))

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            for problem in rules.commitment_problems(**vars(self.details())):
                self.add_error(problem.field, problem.words)
        return cleaned

    def details(self) -> CommitmentDetails:
        typed = self.cleaned_data
        numbers = {name: typed[name] or 0 for name in ("sessions", "session_minutes", "telephone_minutes")}
        return CommitmentDetails(from_date=typed["from_date"], to_date=typed["to_date"], **numbers)


class GoalForm(forms.Form):
    """One goal of a development plan."""

    goal = SafeLineField(
        label=_("What do you want to be able to do?"),
        max_length=300,
        help_text=_("For example: leave silence after a question. Leave out names."),
    )
    steps = SafeTextField(label=_("Which steps will you take?"), widget=forms.Textarea(attrs={"rows": 5}))
    review_date = DateField(label=_("When will you look at it again?"))
    status = forms.ChoiceField(label=_("How does it stand?"), choices=GoalStatus, widget=forms.RadioSelect)
    abilities = forms.MultipleChoiceField(
        label=_("Which abilities is it about?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["abilities"].choices = [
            (version.competency.code, version.title) for version in queries.abilities_on(on)
        ]

    def details(self) -> GoalDetails:
        typed = self.cleaned_data
        return GoalDetails(
            goal=typed["goal"],
            steps=typed["steps"],
            review_date=typed["review_date"],
            status=typed["status"],
            competencies=Competency.objects.filter(framework__code=queries.FRAMEWORK, code__in=typed["abilities"]),
        )
