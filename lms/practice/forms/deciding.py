"""A verifier's forms: confirm, return."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.core.client_safety import SafeTextField
from lms.core.form_fields import Described, UnchangedSince
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


class ReturnForm(DecisionForm):
    """Why an entry goes back."""

    reason = SafeTextField(
        label=_("What should the coach change?"),
        help_text=_("They read this. Say what is wrong and what would put it right. Leave out clients' details."),
    )
