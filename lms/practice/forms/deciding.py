"""A verifier's forms: confirm, return."""

from datetime import datetime
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from lms.core.client_safety import SafeTextField
from lms.core.form_fields import Described, UnchangedSince
from lms.people.models import Organisation
from lms.practice import queries, rules
from lms.practice.actions import ReadEntry
from lms.practice.enums import Basis
from lms.practice.models import PracticeEntry

BASES = (
    (Basis.WITNESSED, Described(Basis.WITNESSED.label, _("You were there, or heard a recording made with consent."))),
    (
        Basis.DIARY_CHECKED,
        Described(Basis.DIARY_CHECKED.label, _("You compared it with the diary, rota or appointment list.")),
    ),
    (
        Basis.DECLARED_AND_SAMPLED,
        Described(
            Basis.DECLARED_AND_SAMPLED.label,
            _("You rely on the coach's word, and you check a share of their entries in another way."),
        ),
    ),
)


def refuse_without_diary(basis: str, drawn: list[str]) -> str:
    """The basis, unless it is too little for a drawn entry. Raises ValidationError."""
    for problem in rules.diary_problems(basis, drawn):
        raise ValidationError(problem.words, code="drawn")
    return basis


class DecisionForm(forms.Form):
    """Decides on the entry as it was read."""

    def __init__(self, *args, entry: PracticeEntry, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"] = UnchangedSince(entry)


class ConfirmForm(DecisionForm):
    """How the verifier knows."""

    basis = forms.ChoiceField(
        label=_("How do you know that this session took place?"), choices=BASES, widget=forms.RadioSelect
    )

    def __init__(self, *args, entry: PracticeEntry, **kwargs):
        super().__init__(*args, entry=entry, **kwargs)
        self.drawn = [entry.reference] if queries.drawn_among([entry]) else []

    def clean_basis(self):
        return refuse_without_diary(self.cleaned_data["basis"], self.drawn)


class ReturnForm(DecisionForm):
    """Why an entry goes back."""

    reason = SafeTextField(
        label=_("What should the coach change?"),
        help_text=_("They read this. Say what is wrong and what would put it right. Leave out clients' details."),
    )


class ReadEntries(tuple):
    """Entries as they were read. In words: how many."""

    __slots__ = ()

    def __str__(self):
        return ngettext("%d session", "%d sessions", len(self)) % len(self)


class ReadEntriesField(forms.MultipleChoiceField):
    """Ticked entries, each as "key@when it last changed". What has changed since is the action's business."""

    def clean(self, value):
        self.validate(value)
        return ReadEntries(self._read(text) for text in value)

    def validate(self, value):
        if not value:
            raise ValidationError(self.error_messages["required"], code="required")

    def _read(self, text: str) -> ReadEntry:
        key, _at, moment = text.partition("@")
        try:
            return ReadEntry(UUID(key), datetime.fromisoformat(moment))
        except ValueError as error:
            raise ValidationError(_("Open this page again and tick the sessions anew"), code="unread") from error


def as_read(entry: PracticeEntry) -> str:
    """The value of an entry's tick box."""
    return f"{entry.key}@{entry.updated_at.isoformat()}"


class TogetherForm(forms.Form):
    """The entries that a verifier ticked, and one basis for all of them."""

    entries = ReadEntriesField(
        label=_("Sessions to confirm"), error_messages={"required": _("Tick the sessions that you confirm")}
    )
    basis = forms.ChoiceField(
        label=_("How do you know that these sessions took place?"), choices=BASES, widget=forms.RadioSelect
    )

    def __init__(self, *args, drawn: dict[UUID, str], **kwargs):
        super().__init__(*args, **kwargs)
        self.drawn = drawn

    def clean_basis(self):
        ticked = {read.key for read in self.cleaned_data.get("entries", ())}
        drawn = [reference for key, reference in self.drawn.items() if key in ticked]
        return refuse_without_diary(self.cleaned_data["basis"], drawn)


class ProviderField(forms.ModelChoiceField):
    def label_from_instance(self, organisation):
        return organisation.name


class SamplingForm(forms.Form):
    """The share of declared entries that a provider has checked."""

    organisation = ProviderField(Organisation.objects.none(), label=_("Provider"), empty_label=None)
    share = forms.IntegerField(
        label=_("How many of 100 declared sessions are checked against a diary?"),
        min_value=0,
        max_value=100,
        help_text=_("Drawn by lot when they are sent. The share holds for what is sent from now on."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-3"}),
    )

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations
