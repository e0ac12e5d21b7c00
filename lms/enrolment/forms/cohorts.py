"""What managers and trainers fill in."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from lms.competencies.enums import ServiceContext
from lms.core.form_fields import DateField, DateTimeField, MinutesField
from lms.core.names import PersonNameField
from lms.enrolment.enums import DeliveryMode, EnrolmentStatus
from lms.enrolment.models import Attendance, Cohort, Enrolment, ProgrammeVersion
from lms.enrolment.queries import Manifest, trainers_of
from lms.enrolment.rules.trainee_file import MOST_BYTES
from lms.people.models import Organisation, User


class CohortFilter(django_filters.FilterSet):
    """By part of the name, and by route."""

    name = django_filters.CharFilter(label=_("Name contains"), lookup_expr="icontains")
    version__route = django_filters.ChoiceFilter(
        label=_("Route"), choices=[("skills", _("Skills")), ("service", _("Service"))], empty_label=_("Both routes")
    )

    class Meta:
        model = Cohort
        fields = ("name", "version__route")


class LearnerFilter(django_filters.FilterSet):
    """By part of the name, and by status."""

    name = django_filters.CharFilter(label=_("Name contains"), field_name="trainee__name", lookup_expr="icontains")
    status = django_filters.ChoiceFilter(
        label=_("Status"), choices=EnrolmentStatus.choices, empty_label=_("Every status")
    )

    class Meta:
        model = Enrolment
        fields = ("name", "status")


class _VersionChoice(forms.ModelChoiceField):
    def label_from_instance(self, version):
        return _("%(title)s, version %(number)d") % {"title": version.title, "number": version.number}


class CohortForm(forms.Form):
    """A new group."""

    provider = forms.ModelChoiceField(
        label=_("Training provider"), queryset=Organisation.objects.none(), empty_label=_("Choose a provider")
    )
    version = _VersionChoice(
        label=_("Programme version"), queryset=ProgrammeVersion.objects.none(), empty_label=_("Choose a version")
    )
    name = forms.CharField(
        label=_("Name of the cohort"), max_length=120, help_text=_("For example, Leeds, spring 2027")
    )
    from_date = DateField(label=_("First day"))
    to_date = DateField(label=_("Last day"), help_text=_("The join code works until this day"))
    context = forms.ChoiceField(
        label=_("What kind of service will most of them work in?"),
        choices=ServiceContext.choices,
        widget=forms.RadioSelect,
        help_text=_("Each learner's can be changed later. A skills programme is for their usual role."),
    )

    def __init__(self, *args, providers, versions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["provider"].queryset = providers
        self.fields["version"].queryset = versions
        only = providers[:2]
        if len(only) == 1:
            self.fields["provider"].initial = only[0]

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("from_date"), cleaned.get("to_date")
        if first and last and last < first:
            self.add_error("to_date", _("The last day must not be before the first"))
        return cleaned


class EnrolForm(forms.Form):
    """One person to enrol, new or known."""

    name = PersonNameField(label=_("Name"), help_text=_("As it should stand on a certificate"))
    email = forms.EmailField(label=_("E-mail address"), help_text=_("They get an e-mail that says how to begin"))


class ContextForm(forms.Form):
    """The kind of service that a learner works in."""

    context = forms.ChoiceField(label=_("Kind of service"), choices=ServiceContext.choices, widget=forms.RadioSelect)


class ImportForm(forms.Form):
    """A CSV file of trainees."""

    file = forms.FileField(
        label=_("CSV file"),
        help_text=_(
            "Up to 250 people and 1 MB. The first row names the columns: name, email and, if you like, context."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 1 MB. Split it into smaller files."))
        if not file.name.lower().endswith((".csv", ".txt")):
            raise forms.ValidationError(_("This is not a CSV file. In a spreadsheet, choose File, Save as, CSV UTF-8."))
        return file


class _PersonChoice(forms.ModelChoiceField):
    def label_from_instance(self, person):
        return person.name


class SessionForm(forms.Form):
    """A taught session to plan."""

    module_code = forms.ChoiceField(label=_("What will be taught?"))
    starts_at = DateTimeField(label=_("When does it start?"))
    minutes = MinutesField(label=_("Taught time, without breaks"), help_text=_("For example, 3 h"))
    mode = forms.ChoiceField(label=_("How?"), choices=DeliveryMode.choices, widget=forms.RadioSelect)
    trainer = _PersonChoice(label=_("Trainer"), queryset=User.objects.none())

    def __init__(self, *args, cohort: Cohort, manifest: Manifest, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["module_code"].choices = [
            (module.code, module.title) for module in manifest.modules if module.taught_minutes
        ]
        self.fields["trainer"].queryset = trainers_of(cohort)

    def clean_minutes(self):
        minutes = self.cleaned_data["minutes"]
        if not 1 <= minutes <= 720:
            raise forms.ValidationError(_("A session is between 1 min and 12 h"))
        return minutes


class RegisterForm(forms.Form):
    """How long each person was there. Empty means that nothing is recorded about them yet."""

    says_optional = False  # the page says once what an empty field means

    def __init__(self, *args, register: list[tuple[Enrolment, Attendance | None]], session_minutes: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {enrolment.trainee_id: enrolment.trainee for enrolment, _row in register}
        for enrolment, row in register:
            self.fields[f"person-{enrolment.trainee_id}"] = forms.IntegerField(
                label=enrolment.trainee.name,
                required=False,
                min_value=0,
                max_value=session_minutes,
                initial=row.minutes if row else None,
                widget=forms.NumberInput(attrs={"class": "nhsuk-input--width-4", "inputmode": "numeric"}),
                error_messages={
                    "max_value": _("At most %(most)d, the taught minutes of the session") % {"most": session_minutes}
                },
            )

    def minutes(self) -> dict[User, int]:
        """Person → minutes, for everybody about whom something was filled in."""
        given = {self.people[int(name.removeprefix("person-"))]: value for name, value in self.cleaned_data.items()}
        return {person: minutes for person, minutes in given.items() if minutes is not None}
