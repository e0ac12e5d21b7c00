"""No patient-identifiable data: what free text must not hold, and why. Pure checks and the form field that uses them.

The guard catches what has a shape (an NHS number, an address, a date of birth); a name has none, so every text field
also says in its hint to leave names out.
"""

import re
from dataclasses import dataclass

import nhs_number
import phonenumbers
from django import forms
from django.core import validators
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Every repetition has a limit: without one, a long text costs its length squared.
_SPACES = re.compile(r"[^\S\n]+")
_TEN_DIGITS = re.compile(r"(?<!\d)\d{3}[ \-]?\d{3}[ \-]?\d{4}(?!\d)")
_EMAIL = re.compile(r"[\w.+\-]{1,64}@[\w\-]{1,63}\.[\w.\-]{1,255}")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s{0,3}\d[ABD-HJLNP-UW-Z]{2}\b", re.IGNORECASE)
_BIRTH = re.compile(
    r"\b(?:d\.?o\.?b\.?|date of birth|born(?: on)?)\b[^\n]{0,12}?\d{1,4}[\s/.\-]\w{1,9}[\s/.\-]\d{1,4}", re.IGNORECASE
)
_HOSPITAL = re.compile(
    r"\b(?:hospital|mrn|patient|unit)\s{0,3}(?:number|no\.?|id|#)\s{0,3}:?\s{0,3}[A-Z]{0,3}\d{4,10}\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Finding:
    """Something in a text that could identify a client: what kind, and the characters that look like it."""

    kind: str
    text: str
    advice: str


def _nhs_numbers(text: str) -> list[str]:
    return [found for found in _TEN_DIGITS.findall(text) if nhs_number.is_valid(re.sub(r"\D", "", found))]


def _telephones(text: str) -> list[str]:
    return [match.raw_string for match in phonenumbers.PhoneNumberMatcher(text, "GB")]


_CHECKS = (
    (_("an NHS number"), _nhs_numbers, _("Take it out: use the client's key, such as C-07.")),
    (_("an e-mail address"), _EMAIL.findall, _("Take it out: nobody here needs to write to the client.")),
    (_("a telephone number"), _telephones, _("Take it out: nobody here needs to call the client.")),
    (_("a postcode"), _POSTCODE.findall, _("Take it out, or name only the town.")),
    (_("a date of birth"), _BIRTH.findall, _("Take it out: an age in tens is enough, for example “in their 60s”.")),
    (_("a hospital number"), _HOSPITAL.findall, _("Take it out: use the client's key, such as C-07.")),
)


def findings(text: str) -> list[Finding]:
    """What in a text looks like a client's details, kind by kind. A number is reported once, by its first kind."""
    found, seen = [], set()
    text = _SPACES.sub(" ", text)
    for kind, find, advice in _CHECKS:
        for hit in find(text):
            digits = re.sub(r"\D", "", hit) or hit
            if digits not in seen:
                seen.add(digits)
                found.append(Finding(str(kind), hit, str(advice)))
    return found


def refuse_client_details(text: str) -> None:
    """Form and model validator. Raises ValidationError that says what was found, why it is refused and what to do."""
    errors = [
        ValidationError(
            _("This looks like %(kind)s: “%(text)s”. Teachback keeps no client details. %(advice)s"),
            code="client_details",
            params={"kind": finding.kind, "text": finding.text, "advice": finding.advice},
        )
        for finding in findings(text)
    ]
    if errors:
        raise ValidationError(errors)


class SafeTextField(forms.CharField):
    """Free text that is checked for client details. What the person typed stays in the box when it is refused."""

    widget = forms.Textarea(attrs={"rows": 5})
    default_validators = [refuse_client_details]

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", _("Leave out names and anything else that could tell who a client is."))
        kwargs.setdefault("max_length", 5000)
        super().__init__(**kwargs)

    def run_validators(self, value):
        """A text that is too long is told so and no more: to look through all of it would hold up everybody else."""
        if len(value) > self.max_length:
            validators.MaxLengthValidator(self.max_length)(value)
        super().run_validators(value)


class SafeLineField(SafeTextField):
    """One line of free text that is checked for client details."""

    widget = forms.TextInput
