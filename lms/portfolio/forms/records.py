"""Forms of milestones, learning and feedback."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.core.client_safety import SafeLineField, SafeTextField
from lms.core.form_fields import DateField, MinutesField
from lms.people.models import User
from lms.portfolio import rules
from lms.portfolio.actions import FeedbackDetails, LearningDetails, MilestoneDetails
from lms.portfolio.enums import FeedbackSource, LearningTopic, MilestoneCode
from lms.portfolio.forms.for_provider import ForProvider
from lms.portfolio.models import FeedbackSheet, LearningRecord, Milestone
from lms.practice.queries import clients_of

NO_RATING = ("", _("No rating"))
SHORT = {"rows": 4}


def rating_field() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=_("Rating, if there was one"),
        choices=[NO_RATING, *((number, str(number)) for number in rules.RATINGS)],
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("From 1 (not helpful) to 5 (very helpful)."),
    )


def went_well_field() -> SafeTextField:
    return SafeTextField(label=_("What went well"), widget=forms.Textarea(attrs=SHORT))


def next_time_field() -> SafeTextField:
    return SafeTextField(label=_("What to do next time"), required=False, widget=forms.Textarea(attrs=SHORT))


def context_field() -> SafeTextField:
    return SafeTextField(
        label=_("What the session was"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example: 30 minutes of peer practice, by video. Leave out names."),
    )


class RecordForm(ForProvider):
    """What every record asks for. `details()` is what was typed, as the actions take it."""

    details_class: type

    def __init__(self, *args, author: User, on: date, **kwargs):
        super().__init__(*args, author=author, **kwargs)
        self.on = on

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            details = self.details()
            for problem in [*rules.day_problems(details.on_date, today=self.on), *details.problems()]:
                self.add_error(problem.field, problem.words)
        return cleaned

    def details(self):
        names = self.details_class.__dataclass_fields__
        return self.details_class(**{name: value for name, value in self.typed().items() if name in names})

    def typed(self) -> dict:
        return self.cleaned_data


class MilestoneForm(RecordForm):
    details_class = MilestoneDetails

    code = forms.ChoiceField(label=_("What was it?"), choices=[("", _("Choose")), *MilestoneCode.choices])
    title = SafeLineField(
        label=_("What is it called?"),
        max_length=200,
        help_text=_("For example the name of the course, degree or body. Leave out names of people."),
    )
    on_date = DateField(label=_("On which day?"))
    minutes = MinutesField(
        label=_("Only for a course: how long was it?"),
        required=False,
        help_text=_("Taught time. For example 60 h, 12 h 30 min or 90 min"),
    )
    provider = SafeLineField(
        label=_("Only for a course: who gave it?"),
        required=False,
        max_length=200,
        help_text=_("The organisation, not a person."),
    )
    note = SafeTextField(label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs=SHORT))


class LearningForm(RecordForm):
    details_class = LearningDetails

    title = SafeLineField(
        label=_("What did you do?"),
        max_length=200,
        help_text=_("For example a workshop, a book, a webinar. Leave out names of clients and colleagues."),
    )
    on_date = DateField(label=_("On which day?"), help_text=_("The last day, if it took several."))
    minutes = MinutesField(label=_("How long was it?"), help_text=_("For example 45, 45 min or 1 h 30 min"))
    topic = forms.ChoiceField(label=_("What was it about?"), choices=LearningTopic, widget=forms.RadioSelect)
    changed = SafeTextField(label=_("What has it changed in your practice?"))


class FeedbackForm(RecordForm):
    details_class = FeedbackDetails

    source = forms.ChoiceField(label=_("Who gave it?"), choices=FeedbackSource, widget=forms.RadioSelect)
    client = forms.ChoiceField(
        label=_("Only for a client: their key"),
        required=False,
        help_text=_("The key from your logbook. A client's name is never asked for, nor a peer's."),
    )
    on_date = DateField(label=_("On which day?"))
    context = context_field()
    went_well = went_well_field()
    next_time = next_time_field()
    rating = rating_field()

    def __init__(self, *args, author: User, **kwargs):
        super().__init__(*args, author=author, **kwargs)
        self.clients = {str(client.key): client for client in clients_of(author)}
        self.fields["client"].choices = [
            ("", _("None: it is from a peer")),
            *((key, client.code) for key, client in self.clients.items()),
        ]

    def typed(self):
        return self.cleaned_data | {"client": self.clients.get(self.cleaned_data["client"])}


class GiveFeedbackForm(forms.Form):
    """A peer's sheet, through a link."""

    on_date = DateField(label=_("On which day was the session?"))
    context = context_field()
    went_well = went_well_field()
    next_time = next_time_field()
    rating = rating_field()

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on

    def clean_on_date(self):
        for problem in rules.day_problems(self.cleaned_data["on_date"], today=self.on):
            raise forms.ValidationError(problem.words)
        return self.cleaned_data["on_date"]

    def details(self) -> FeedbackDetails:
        return FeedbackDetails(source=FeedbackSource.PEER, **self.cleaned_data)


def as_written(record: Milestone | LearningRecord | FeedbackSheet) -> dict:
    """A record as its form starts when it is corrected."""
    names = (field.name for field in record._meta.local_concrete_fields)
    found = {name: getattr(record, name) for name in names if name not in {"person", "organisation", "request"}}
    client = found.get("client")
    return found | {"client": str(client.key)} if client else found
