"""Forms of supervision. They validate what was typed; the actions decide."""

from datetime import date, datetime

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from lms.core import clock
from lms.core.client_safety import SafeLineField, SafeTextField
from lms.core.form_fields import Confirmation, DateField, DateTimeField, MinutesField, UnchangedSince
from lms.people.models import Membership, User
from lms.practice.rules import Problem, Span
from lms.supervision import queries, rules
from lms.supervision.actions import Qualification, SessionDetails, Terms
from lms.supervision.enums import (
    AgreedFormat,
    DueState,
    IcfCredential,
    SessionFormat,
    SessionStatus,
    SupervisionFunction,
    SupervisionKind,
)
from lms.supervision.models import AgreedAction, SupervisionAgreement, SupervisionSession

THEMES_HINT = _("What the talk was about, in general words: endings, scope, my confidence. Never a case, never a name.")


class SessionForm(forms.Form):
    """One meeting with a supervisor."""

    support = forms.ChoiceField(
        label=_("With whom, and for what?"),
        widget=forms.RadioSelect,
        help_text=_("Each kind of support counts for itself. None stands in for another."),
    )
    started_at = DateTimeField(label=_("When did it start?"))
    minutes = MinutesField(label=_("How long was it?"), help_text=_("For example 60, 60 min or 1 h 30 min"))
    format = forms.ChoiceField(
        label=_("Who was there?"),
        choices=SessionFormat,
        widget=forms.RadioSelect,
        help_text=_("Nobody leads a peer group, so nobody confirms it and it counts towards no standard."),
    )
    group_size = forms.IntegerField(
        label=_("How many coaches were there, with you?"),
        required=False,
        help_text=_("Only for a group."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-3"}),
    )
    functions = forms.MultipleChoiceField(
        label=_("What was it for?"),
        choices=SupervisionFunction,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    themes = SafeTextField(label=_("Themes"), required=False, max_length=2000, help_text=THEMES_HINT)
    actions = SafeTextField(
        label=_("Anything else you agreed"),
        required=False,
        max_length=2000,
        help_text=_("What you will do by a day comes on the next page. Leave out names and anything about a client."),
    )

    def __init__(self, *args, coach: User, at: datetime, **kwargs):
        super().__init__(*args, **kwargs)
        self.at = at
        self.supports = {row.code: row for row in queries.supports_ever_of(coach, until=localtime(at).date())}
        self.fields["support"].choices = [
            (code, f"{row.supervisor.name}, {row.kind_words} ({row.organisation.name})")
            for code, row in self.supports.items()
        ]
        if len(self.supports) == 1:
            self.fields["support"].initial = next(iter(self.supports))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("started_at") and cleaned.get("minutes") is not None and "group_size" in cleaned:
            for problem in self._problems(cleaned):
                self.add_error(problem.field, problem.words)
        return cleaned

    def _problems(self, cleaned):
        return rules.supervision_problems(
            Span(cleaned["started_at"], cleaned["minutes"]),
            format_=cleaned.get("format", SessionFormat.INDIVIDUAL),
            group_size=cleaned["group_size"],
            at=self.at,
        )

    def details(self) -> SessionDetails:
        """What was typed, as the actions take it."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "support"}
        chosen = self.supports[self.cleaned_data["support"]]
        return SessionDetails(
            supervisor=chosen.supervisor,
            kind=chosen.kind,
            organisation=chosen.organisation,
            **values | {"functions": tuple(values["functions"])},
        )


def alike(session: SupervisionSession) -> dict:
    """The first values of a form for a session like an earlier one."""
    support = queries.Support(session.supervisor, session.coach, session.kind, session.organisation)
    names = ("minutes", "format", "group_size")
    return {name: getattr(session, name) for name in names} | {"support": support.code}


def as_written(session: SupervisionSession) -> dict:
    """The first values of a form that changes or corrects a session."""
    names = ("started_at", "functions", "themes", "actions")
    return alike(session) | {name: getattr(session, name) for name in names}


class ActionForm(forms.Form):
    """One thing that the coach will do."""

    words = SafeLineField(
        label=_("What will you do?"),
        max_length=300,
        help_text=_("For example: practise leaving silence. Leave out names and anything about a client."),
    )
    due_date = DateField(label=_("By which day?"))

    def __init__(self, *args, session: SupervisionSession, **kwargs):
        super().__init__(*args, **kwargs)
        self.session_date = localtime(session.started_at).date()

    def clean_due_date(self):
        due_date = self.cleaned_data["due_date"]
        refuse(rules.action_problems(session_date=self.session_date, due_date=due_date))
        return due_date


class DoneForm(forms.Form):
    """The day on which an action was done."""

    done_date = DateField(
        label=_("When did you do it?"), required=False, help_text=_("Leave this empty if it is still to be done.")
    )

    def __init__(self, *args, action: AgreedAction, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.session_date, self.on = localtime(action.session.started_at).date(), on

    def clean_done_date(self):
        done_date = self.cleaned_data["done_date"]
        refuse(rules.done_problems(session_date=self.session_date, done_date=done_date, on=self.on))
        return done_date


def refuse(problems: list[Problem]) -> None:
    """Put the words of a rule beside the field that is being checked."""
    if problems:
        raise ValidationError(problems[0].words)


class ConfirmForm(forms.Form):
    """Answers the session as it was read."""

    def __init__(self, *args, session: SupervisionSession, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"] = UnchangedSince(session)


class DeclineForm(ConfirmForm):
    """Why a session does not stand as written."""

    reason = SafeTextField(
        label=_("Why do you not confirm it?"),
        help_text=_("The coach reads this. Say what is wrong and what would put it right. Leave out clients' details."),
    )


class TraineeField(forms.ModelChoiceField):
    def label_from_instance(self, membership):
        return f"{membership.person.name} ({membership.organisation.name})"


class SupervisorField(forms.ModelChoiceField):
    def label_from_instance(self, person):
        return person.name


class AgreementsField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, agreement):
        return f"{agreement.coach.name}, {agreement.get_kind_display()} ({agreement.organisation.name})"


class TermsForm(forms.Form):
    """How the two will work together. Both read it and accept it."""

    every_weeks = forms.IntegerField(
        label=_("How many weeks from one session to the next?"),
        min_value=1,
        max_value=rules.LONGEST_INTERVAL,
        initial=4,
        help_text=_("For health-coaching supervision, once a month or more often is usual."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-2"}),
    )
    format = forms.ChoiceField(
        label=_("How do they meet?"), choices=AgreedFormat, widget=forms.RadioSelect, initial=AgreedFormat.INDIVIDUAL
    )
    confidential = SafeTextField(
        label=_("What stays between the two?"),
        max_length=2000,
        initial=_(
            "What we talk about stays between us. Nobody else reads the themes and actions. "
            "The provider sees that we met, when and for how long."
        ),
        help_text=_("Both sides read this and accept it."),
    )
    not_confidential = SafeTextField(
        label=_("What does not stay between the two?"),
        max_length=2000,
        initial=_(
            "Anything that may put somebody's safety at risk, unsafe practice, and what the law asks us to pass on. "
            "It goes to the safeguarding lead. We tell each other first, unless that makes the risk greater."
        ),
        help_text=_("Safety comes first: say what is passed on, and to whom."),
    )

    def terms(self) -> Terms:
        return Terms(**{name: self.cleaned_data[name] for name in TermsForm.base_fields})


class AgreementForm(TermsForm):
    """Who supports whom in which way, from which day, on which terms."""

    trainee = TraineeField(Membership.objects.none(), label=_("Coach"), empty_label=_("Choose"))
    supervisor = SupervisorField(
        User.objects.none(),
        empty_label=_("Choose"),
        label=_("Supervisor, mentor or manager"),
        help_text=_("People with that role in your organisation. Invite others first."),
    )
    kind = forms.ChoiceField(label=_("Kind of support"), choices=SupervisionKind, widget=forms.RadioSelect)
    from_date = DateField(label=_("From which day?"))
    field_order = ["trainee", "supervisor", "kind", "from_date"]

    def __init__(self, *args, manager: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["trainee"].queryset = queries.trainees_managed_by(manager)
        self.fields["supervisor"].queryset = queries.possible_supervisors(manager)

    def clean(self):
        cleaned = super().clean()
        if cleaned.keys() >= {"trainee", "supervisor", "kind", "from_date"}:
            for problem in queries.pairing_problems(
                cleaned["supervisor"], cleaned["trainee"].person, cleaned["kind"], since=cleaned["from_date"]
            ):
                self.add_error(problem.field, problem.words)
        return cleaned


class AcceptForm(forms.Form):
    """One side accepts the terms as they were read."""

    is_read = Confirmation(_("I have read these terms and accept them."))

    def __init__(self, *args, agreement: SupervisionAgreement, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"] = UnchangedSince(agreement)


class AgreementEndForm(forms.Form):
    """The last day of an agreement."""

    to_date = DateField(label=_("Which is the last day?"))


class QualificationForm(forms.Form):
    """What qualifies somebody to supervise or mentor, whose proof was seen."""

    title = forms.CharField(label=_("Qualification or training"), max_length=200, help_text=_("As on the certificate."))
    awarding_body = forms.CharField(label=_("Awarding body"), max_length=200)
    kinds = forms.MultipleChoiceField(
        label=_("For which kinds of support?"), choices=SupervisionKind, widget=forms.CheckboxSelectMultiple
    )
    from_date = DateField(label=_("From"))
    to_date = DateField(label=_("Until (last day)"), required=False, help_text=_("Leave empty if it does not run out."))
    tier = forms.TypedChoiceField(
        label=_("Tier"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("Not known")), *((number, number) for number in range(1, rules.HIGHEST_TIER + 1))],
        help_text=_("The workforce framework's tier, if somebody has given one."),
    )
    tier_source = forms.CharField(
        label=_("Where is the tier from?"),
        required=False,
        max_length=300,
        help_text=_("For example: letter of the training hub, March 2026."),
    )
    credential = forms.ChoiceField(
        label=_("ICF credential"),
        required=False,
        choices=[("", _("None")), *IcfCredential.choices],
        help_text=_("Only for ICF mentor coaching. The days above are those of the credential."),
    )

    def clean(self):
        cleaned = super().clean()
        names = ("kinds", "tier", "tier_source", "credential", "from_date", "to_date")
        if cleaned.keys() >= set(names):
            for problem in rules.qualification_problems(**{name: cleaned[name] for name in names}):
                self.add_error(problem.field, problem.words)
        return cleaned

    def held(self) -> Qualification:
        return Qualification(**self.cleaned_data | {"kinds": tuple(self.cleaned_data["kinds"])})


class AbsenceForm(forms.Form):
    """From when to when somebody is away. Not why."""

    from_date = DateField(label=_("First day away"))
    to_date = DateField(
        label=_("Last day away"), required=False, help_text=_("Leave empty if you do not know yet when it ends.")
    )


class HandoverForm(forms.Form):
    """Which coaches go to whom, and from which day."""

    agreements = AgreementsField(
        SupervisionAgreement.objects.none(), label=_("Which coaches?"), widget=forms.CheckboxSelectMultiple
    )
    supervisor = SupervisorField(User.objects.none(), empty_label=_("Choose"), label=_("To whom?"))
    from_date = DateField(
        label=_("From which day?"), help_text=_("The agreements with the old supervisor end the day before.")
    )

    def __init__(self, *args, manager: User, supervisor: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agreements"].queryset = queries.agreements_to_hand_over(manager, supervisor)
        self.fields["supervisor"].queryset = queries.possible_supervisors(manager).exclude(pk=supervisor.pk)


class SupervisorFilter(django_filters.FilterSet):
    QUALIFIED = ((True, _("Recorded and current")), (False, _("None that is current")))

    name = django_filters.CharFilter(label=_("Name"), lookup_expr="icontains")
    is_qualified = django_filters.ChoiceFilter(label=_("Qualification"), choices=QUALIFIED, empty_label=_("All"))


class DayFilter(django_filters.DateFilter):
    field_class = DateField


class SessionFilter(django_filters.FilterSet):
    """By kind, status and day; the last day is included."""

    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=SupervisionKind, empty_label=_("Any"))
    status = django_filters.ChoiceFilter(label=_("Status"), choices=SessionStatus, empty_label=_("Any"))
    since = DayFilter(label=_("From"), method="filter_since")
    until = DayFilter(label=_("Until"), method="filter_until")

    def filter_since(self, rows, name, day: date):
        return rows.filter(started_at__gte=clock.start_of(day))

    def filter_until(self, rows, name, day: date):
        return rows.filter(started_at__lt=clock.end_of(day))


class QueueFilter(django_filters.FilterSet):
    """By kind."""

    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=SupervisionKind, empty_label=_("Any"))


class CaseloadForm(forms.Form):
    name = forms.CharField(label=_("Coach's name"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("Any")), *SupervisionKind.choices], required=False)
    state = forms.ChoiceField(label=_("Next session"), choices=[("", _("Any")), *DueState.choices], required=False)


class CaseloadFilter:
    """By name, kind and what is due. The rows are worked out, so it looks at them and not at the database."""

    def __init__(self, data, *, queryset, request):
        self.form = CaseloadForm(data)
        self.qs = [row for row in queryset if self._suits(row)] if self.form.is_valid() else list(queryset)

    def _suits(self, row) -> bool:
        asked = self.form.cleaned_data
        return (
            asked["name"].casefold() in row.support.coach.name.casefold()
            and asked["kind"] in ("", row.support.kind)
            and asked["state"] in ("", row.state)
        )
