"""What people fill in about scenarios and observations. Forms validate; actions decide."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import django_filters
from django import forms
from django.db.models import QuerySet
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from assessments.roleplay import rules
from assessments.roleplay.actions import Mark
from assessments.roleplay.enums import Difficulty, IdentityCheck, Setting
from assessments.roleplay.models import Criterion, DraftScore, Observation, RubricVersion, ScenarioVersion
from lms.competencies.enums import ServiceContext
from lms.core.client_safety import SafeLineField, SafeTextField
from lms.core.form_fields import DateTimeField, Described
from lms.people.models import Organisation, User


class ScenarioChoice(forms.ModelChoiceField):
    """Scenarios by title; those that the trainee has met before say so."""

    def __init__(self, *args, seen: Collection[int] = (), **kwargs):
        self.seen = seen
        super().__init__(*args, **kwargs)

    def label_from_instance(self, scenario):
        if scenario.scenario_id in self.seen:
            return _("%(title)s (seen before)") % {"title": scenario.title}
        return scenario.title


class StartForm(forms.Form):
    """Which session was observed, of what kind, and how the observer knows who it was."""

    organisation = forms.ModelChoiceField(
        queryset=Organisation.objects.none(), label=_("For which provider?"), widget=forms.RadioSelect, empty_label=None
    )
    setting = forms.ChoiceField(label=_("What did you observe?"), choices=Setting, widget=forms.RadioSelect)
    scenario_version = ScenarioChoice(
        queryset=ScenarioVersion.objects.none(),
        required=False,
        label=_("Scenario"),
        help_text=_("Only for a role-play."),
        empty_label=_("None: it was a real session"),
    )
    context = forms.ChoiceField(
        label=_("What kind of service did it stand for?"), choices=ServiceContext, widget=forms.RadioSelect
    )
    observed_at = DateTimeField(label=_("When did the session begin?"))
    identity_check = forms.ChoiceField(
        label=_("How did you check who they are?"), choices=IdentityCheck, widget=forms.RadioSelect
    )
    identity_note = SafeLineField(
        label=_("In words"),
        required=False,
        max_length=200,
        help_text=_("Say who confirmed it, or the other way. Write no document number."),
    )

    def __init__(
        self, *args, organisations: QuerySet[Organisation], scenarios: QuerySet, seen: Collection[int], **kwargs
    ):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations
        self.fields["scenario_version"].queryset = scenarios
        self.fields["scenario_version"].seen = seen
        self.only_organisation = organisations[0] if len(organisations) == 1 else None
        if self.only_organisation:
            del self.fields["organisation"]

    def clean(self):
        cleaned = super().clean()
        cleaned.setdefault("organisation", self.only_organisation)
        return cleaned


class JudgementForm(forms.Form):
    """The verdict on the whole, in the rubric's own words."""

    judgement = forms.ChoiceField(label=_("Your global judgement"), widget=forms.RadioSelect)

    def __init__(self, *args, rubric_version: RubricVersion, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["judgement"].choices = [
            (level["key"], Described(level["label"], level["description"])) for level in rubric_version.global_scale
        ]


@dataclass(frozen=True)
class Card:
    """One criterion with its two fields, as the page lays them out."""

    criterion: Criterion
    level: BoundField
    note: BoundField


class CriteriaForm(forms.Form):
    """A level and a note for each criterion. Everything may be left for later unless `is_finishing`."""

    def __init__(self, *args, criteria: Iterable[Criterion], is_finishing: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.criteria = list(criteria)
        for criterion in self.criteria:
            self.fields[f"level-{criterion.code}"] = _level_field(criterion, is_required=is_finishing)
            self.fields[f"note-{criterion.code}"] = _note_field(criterion, is_required=is_finishing)

    def cards(self) -> list[Card]:
        return [
            Card(criterion, self[f"level-{criterion.code}"], self[f"note-{criterion.code}"])
            for criterion in self.criteria
        ]

    def marks(self) -> list[Mark]:
        """What was filled in, for `actions.score_criteria`."""
        return [
            Mark(criterion, self._level(criterion), self.cleaned_data[f"note-{criterion.code}"])
            for criterion in self.criteria
        ]

    def _level(self, criterion: Criterion):
        chosen = self.cleaned_data[f"level-{criterion.code}"]
        return next((level for level in criterion.levels.all() if str(level.points) == chosen), None)


def _level_field(criterion: Criterion, *, is_required: bool) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Level for %(criterion)s") % {"criterion": criterion.title},
        choices=[
            (str(level.points), Described(f"{level.points} – {level.label}", level.description))
            for level in criterion.levels.all()
        ],
        widget=forms.RadioSelect,
        required=is_required,
        error_messages={"required": _("Choose the level that fits best")},
    )


def _note_field(criterion: Criterion, *, is_required: bool) -> SafeTextField:
    return SafeTextField(
        label=_("What you saw and heard for %(criterion)s") % {"criterion": criterion.title},
        help_text=_("The coach's or the client's words, and the minute. No real client's details."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=is_required,
        error_messages={"required": _("Write what you saw or heard")},
    )


def initial_scores(scores: Iterable[DraftScore]) -> dict[str, str]:
    """What a draft has so far, as CriteriaForm takes it."""
    values = {f"note-{row.criterion.code}": row.note for row in scores}
    return values | {f"level-{row.criterion.code}": str(row.level.points) for row in scores if row.level}


class FeedbackForm(forms.Form):
    """Feedback that the trainee can use: what worked, and one thing to try."""

    strengths = SafeTextField(
        label=_("What they did well"),
        help_text=_("Two or three things, each with what it did for the client. The trainee reads this first."),
    )
    next_thing = SafeTextField(
        label=_("One thing to try next"),
        help_text=_("One thing only, small enough for the next session, in words the trainee could use."),
    )


class AcknowledgementForm(forms.Form):
    comment = SafeTextField(
        label=_("Anything you want to say about it"),
        required=False,
        help_text=_("Saying that you have read it does not mean that you agree. Leave out client details."),
    )


class SupersedeForm(forms.Form):
    reason = SafeTextField(
        label=_("Why does it need replacing?"), help_text=_("The trainee reads this. Leave out client details.")
    )


class ScenarioFilter(django_filters.FilterSet):
    context = django_filters.ChoiceFilter(
        label=_("Kind of service"), choices=ServiceContext, empty_label=_("All"), method="fitting"
    )
    difficulty = django_filters.ChoiceFilter(label=_("Difficulty"), choices=Difficulty, empty_label=_("All"))

    def fitting(self, scenarios, name, context):
        """The catalogue is small and its contexts are a list in one column, which SQLite cannot search."""
        fitting = [row.pk for row in scenarios.only("pk", "contexts") if rules.offers(row.contexts, context)]
        return scenarios.filter(pk__in=fitting)


class ObservationFilter(django_filters.FilterSet):
    RESULTS = (
        ("passed", _("Passed")),
        ("not_passed", _("Not passed")),
        ("disagreement", _("Judgement and points disagree")),
    )
    STATES = (("current", _("Current")), ("superseded", _("Replaced")), ("unread", _("Not acknowledged")))

    result = django_filters.ChoiceFilter(label=_("Result"), choices=RESULTS, empty_label=_("All"), method="with_result")
    state = django_filters.ChoiceFilter(label=_("State"), choices=STATES, empty_label=_("All"), method="in_state")
    context = django_filters.ChoiceFilter(label=_("Kind of service"), choices=ServiceContext, empty_label=_("All"))

    class Meta:
        model = Observation
        fields = ["result", "state", "context"]

    def with_result(self, rows, name, result):
        if result == "disagreement":
            return rows.filter(has_disagreement=True)
        return rows.filter(is_passed=result == "passed")

    def in_state(self, rows, name, state):
        if state == "unread":
            return rows.filter(acknowledgement=None, superseded_by=None)
        return rows.filter(superseded_by__isnull=state == "current")


class StaffObservationFilter(ObservationFilter):
    """With a field for the trainee's name, for those who see more than one trainee."""

    trainee = django_filters.CharFilter(label=_("Trainee's name"), field_name="trainee__name", lookup_expr="icontains")


class TraineeFilter(django_filters.FilterSet):
    STATES = (("never", _("Not observed yet")), ("none_passed", _("No observation passed yet")))

    name = django_filters.CharFilter(label=_("Name"), lookup_expr="icontains")
    state = django_filters.ChoiceFilter(label=_("Observed"), choices=STATES, empty_label=_("All"), method="in_state")

    class Meta:
        model = User
        fields = ["name"]

    def in_state(self, people, name, state):
        if state == "never":
            return people.filter(observed=0)
        return people.filter(passed=0)
