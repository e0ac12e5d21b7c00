"""What people fill in about sign-offs and qualifications. Forms validate; actions decide."""

from collections.abc import Iterable

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from assessments.signoff import rules
from assessments.signoff.enums import CountersignOutcome, QualificationCode, ReleaseOutcome, Status
from assessments.signoff.models import SignOff, SignOffDraft
from assessments.signoff.queries import Evidence
from lms.competencies.enums import ServiceContext
from lms.competencies.models import CompetencyVersion
from lms.core.client_safety import SafeLineField, SafeTextField
from lms.core.form_fields import DateField, Described
from lms.people.models import Organisation, User


class StartForm(forms.Form):
    """For which provider and which kind of service."""

    organisation = forms.ModelChoiceField(
        queryset=Organisation.objects.none(), label=_("For which provider?"), widget=forms.RadioSelect, empty_label=None
    )
    context = forms.ChoiceField(
        label=_("For which kind of service?"),
        choices=ServiceContext,
        widget=forms.RadioSelect,
        help_text=_("A sign-off says where the person was assessed. It says nothing about other kinds of service."),
    )

    def __init__(self, *args, organisations: QuerySet, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations
        self.only_organisation = organisations[0] if len(organisations) == 1 else None
        if self.only_organisation:
            del self.fields["organisation"]

    def clean(self):
        cleaned = super().clean()
        cleaned.setdefault("organisation", self.only_organisation)
        return cleaned


class EvidenceForm(forms.Form):
    """What the sign-off rests on, and what it covers."""

    evidence = forms.MultipleChoiceField(
        label=_("The evidence"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one piece of evidence"),
            "invalid_choice": _("Something that you chose has been replaced since. Choose again"),
        },
    )
    competency_codes = forms.MultipleChoiceField(
        label=_("The competencies"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only those that this evidence shows."),
        error_messages={"required": _("Choose at least one competency")},
    )

    def __init__(self, *args, evidence: Iterable[Evidence], wordings: Iterable[CompetencyVersion], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["evidence"].choices = [(item.code, item.words) for item in evidence]
        self.fields["competency_codes"].choices = [
            (wording.competency.code, Described(f"{wording.competency.code} {wording.title}", wording.description))
            for wording in wordings
        ]


_STATEMENTS = {
    "valid": (
        _("Valid: the evidence is about these competencies"),
        _("How does it show them?"),
        _("Confirm that the evidence is valid, or go back and choose other evidence"),
    ),
    "authentic": (
        _("Authentic: it is the trainee's own work"),
        _("How do you know?"),
        _("Confirm that the evidence is authentic, or go back and choose other evidence"),
    ),
    "current": (
        _("Current: it is recent enough to say what they can do now"),
        _("How recent is it?"),
        _("Confirm that the evidence is current, or go back and choose other evidence"),
    ),
    "sufficient": (
        _("Sufficient: there is enough of it, and of enough kinds"),
        _("Why is it enough?"),
        _("Confirm that the evidence is sufficient, or go back and choose more"),
    ),
}


def _parts() -> list[str]:
    """The tick and the reason of each confirmation, in order."""
    return [part for name in rules.CONFIRMATIONS for part in (f"is_{name}", f"{name}_reason")]


class DeclarationForm(forms.Form):
    """Four confirmations, each with a tick and a reason of its own, and the statement."""

    statement = SafeTextField(
        label=_("Your statement"),
        help_text=_("What the trainee can do, and in what. Other people read it. Leave out client details."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, (statement, question, missing) in _STATEMENTS.items():
            self.fields[f"is_{name}"] = forms.BooleanField(label=statement, error_messages={"required": missing})
            self.fields[f"{name}_reason"] = SafeLineField(label=question, max_length=300, help_text="")
        self.order_fields([*_parts(), "statement"])

    def confirmations(self) -> dict[str, tuple[bool, str]]:
        return {
            name: (self.cleaned_data[f"is_{name}"], self.cleaned_data[f"{name}_reason"]) for name in rules.CONFIRMATIONS
        }


def as_prepared(draft: SignOffDraft) -> dict:
    """What a draft has so far, as DeclarationForm takes it."""
    return {name: getattr(draft, name) for name in (*_parts(), "statement")}


class CheckForm(forms.Form):
    """A decision on somebody else's sign-off, with its reason."""

    outcome = forms.ChoiceField(label=_("Your decision"), widget=forms.RadioSelect)
    reason = SafeTextField(
        label=_("Your reason"),
        help_text=_("What you looked at and what you found. If you return it, what has to change."),
    )


class CountersignForm(CheckForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = [
            (
                CountersignOutcome.COUNTERSIGNED,
                Described(_("Countersign"), _("You have looked at the evidence and would have decided the same.")),
            ),
            (
                CountersignOutcome.RETURNED,
                Described(_("Return it"), _("It does not count. The assessor is told why and can make a new one.")),
            ),
        ]


class ReleaseForm(CheckForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = [
            (
                ReleaseOutcome.RELEASED,
                Described(_("Release it"), _("The assessment was done properly and the decision is sound.")),
            ),
            (
                ReleaseOutcome.RETURNED,
                Described(_("Return it"), _("It does not count. The assessor is told why and can make a new one.")),
            ),
        ]


class WithdrawForm(forms.Form):
    reason = SafeTextField(
        label=_("Why is it withdrawn?"), help_text=_("The trainee is told. Leave out client details.")
    )


class QualificationForm(forms.Form):
    """A qualification in assessing whose proof was seen."""

    code = forms.ChoiceField(label=_("Qualification"), choices=QualificationCode, widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("Title and awarding organisation"), max_length=200, help_text=_("As on the certificate you have seen.")
    )
    from_date = DateField(label=_("From"))
    to_date = DateField(label=_("Until"), required=False, help_text=_("Leave empty if it does not run out."))


class EndForm(forms.Form):
    to_date = DateField(label=_("Last day"), help_text=_("Sign-offs made up to that day keep resting on it."))


class SignOffFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(label=_("State"), choices=Status, empty_label=_("All"))
    context = django_filters.ChoiceFilter(label=_("Kind of service"), choices=ServiceContext, empty_label=_("All"))

    class Meta:
        model = SignOff
        fields = ["context"]


class StaffSignOffFilter(SignOffFilter):
    """With fields for names, for those who see more than one trainee."""

    trainee = django_filters.CharFilter(label=_("Trainee's name"), field_name="trainee__name", lookup_expr="icontains")
    assessor = django_filters.CharFilter(
        label=_("Assessor's name"), field_name="assessor__name", lookup_expr="icontains"
    )


class TraineeFilter(django_filters.FilterSet):
    name = django_filters.CharFilter(label=_("Name"), lookup_expr="icontains")

    class Meta:
        model = User
        fields = ["name"]


class AssessorFilter(django_filters.FilterSet):
    QUALIFIED = ((True, _("Qualified today")), (False, _("Not qualified today")))

    name = django_filters.CharFilter(label=_("Name"), lookup_expr="icontains")
    is_qualified = django_filters.ChoiceFilter(label=_("Qualification"), choices=QUALIFIED, empty_label=_("All"))

    class Meta:
        model = User
        fields = ["name"]
