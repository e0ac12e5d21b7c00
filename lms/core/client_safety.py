"""No patient-identifiable data: what free text must not hold, and why. Pure checks and the form field that uses them.

The guard catches what has a shape (an NHS number, an address, a date of birth); a name has none, so every text field
also says in its hint to leave names out.
"""

import re
from dataclasses import dataclass
from datetime import date

import nhs_number
import phonenumbers
from django import forms
from django.core import validators
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lms.core import clock

# Every repetition has a limit: without one, a long text costs its length squared.
_SPACES = re.compile(r"[^\S\n]+")
_TEN_DIGITS = re.compile(r"(?<!\d)\d{3}[ \-]?\d{3}[ \-]?\d{4}(?!\d)")
_LABELLED_NHS = re.compile(r"\bnhs\s?(?:number|num|no\.?|#)[^\w\n]{0,4}(?:is |was )?\d[\d \-]{5,12}\d\b", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+\-]{1,64}@[\w\-]{1,63}\.[\w.\-]{1,255}")
# The areas of Royal Mail: without them, "Q3 2nd" would be a postcode.
_AREAS = (
    "AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX "
    "FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN "
    "NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW "
    "UB W WA WC WD WF WN WR WS WV YO ZE"
).replace(" ", "|")
_POSTCODE = re.compile(rf"\b(?:{_AREAS})\d[A-Z\d]?\s{{0,3}}\d[ABD-HJLNP-UW-Z]{{2}}\b", re.IGNORECASE)
_BIRTH = re.compile(
    r"\b(?:d\.?o\.?b\.?|date of birth|birthday|born(?: on)?)(?![a-z])[^\n]{0,12}?"
    r"\d{1,4}(?:st|nd|rd|th)?(?: of)?[\s/.\-]\w{1,9}[\s/.\-]\d{1,4}",
    re.IGNORECASE,
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
# Each gives day, month and year in this order, or by name.
_FULL_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<![\d/.\-])(?P<d>\d{1,2})(?P<by>[/.\-])(?P<m>\d{1,2})(?P=by)(?P<y>\d{4})(?![\d/\-])",
        r"(?<![\d/.\-])(?P<d>\d{2})(?P<by>[/.\-])(?P<m>\d{2})(?P=by)(?P<y>\d{2})(?![\d/\-])",
        r"(?<![\d/.\-])(?P<y>\d{4})(?P<by>[/.\-])(?P<m>\d{1,2})(?P=by)(?P<d>\d{1,2})(?![\d/\-])",
        rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[ \-]?(?:of )?(?P<m>{_MONTH})[ \-,]{{0,2}}(?P<y>\d{{4}})\b",
        rf"\b(?P<m>{_MONTH})[ \-](?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>\d{{4}})\b",
    )
)
BIRTH_YEARS_AGO = 10  # nobody notes the day of a session or of a plan so long after
_HOSPITAL = re.compile(
    r"\b(?:(?:hospital|patient|unit|nhs trust|clinic|mrn|pas)\s{0,3}(?:number|num|no\.?|id|ref|#)|mrn|chi)"
    r"\s{0,3}(?:is |was |[:=#\-])?\s{0,3}[A-Z]{0,3}\d{4,10}[A-Z]?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Finding:
    """Something in a text that could identify a client: what kind, and the characters that look like it."""

    kind: str
    text: str
    advice: str

    @property
    def beginning(self) -> str:
        """Enough to find it by in the text, and too little to tell who it is."""
        return self.text[: max(2, len(self.text) // 3)] + "…"


def _nhs_numbers(text: str, on: date) -> list[str]:
    checked = [found for found in _TEN_DIGITS.findall(text) if nhs_number.is_valid(re.sub(r"\D", "", found))]
    return [*checked, *_LABELLED_NHS.findall(text)]


def _emails(text: str, on: date) -> list[str]:
    return _EMAIL.findall(text)


def _telephones(text: str, on: date) -> list[str]:
    return [match.raw_string for match in phonenumbers.PhoneNumberMatcher(text, "GB")]


def _postcodes(text: str, on: date) -> list[str]:
    """A postcode is written in one case; "B12 5ug" and "L3 4th" are something else."""
    return [found for found in _POSTCODE.findall(text) if not (found[0].isupper() and found[-2:].islower())]


def _births(text: str, on: date) -> list[str]:
    """A date that is said to be one of birth, and any full date of long ago."""
    old = [
        match[0]
        for pattern in _FULL_DATES
        for match in pattern.finditer(text)
        if (day := _day_of(match, on))
        and (on.year - day.year, on.month, on.day) > (BIRTH_YEARS_AGO, day.month, day.day)
    ]
    return [*_BIRTH.findall(text), *old]


def _is_long_ago(day: date, on: date) -> bool:
    return (on.year - day.year, on.month, on.day) > (BIRTH_YEARS_AGO, day.month, day.day)


def _day_of(match: re.Match, on: date) -> date | None:
    year, month = int(match["y"]), match["m"].lower()
    if len(match["y"]) == 2:  # the latest such year that has begun
        year += on.year // 100 * 100
        year -= 100 if year > on.year else 0
    try:
        return date(year, int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1, int(match["d"]))
    except ValueError:
        return None


def _hospital_numbers(text: str, on: date) -> list[str]:
    return _HOSPITAL.findall(text)


_USE_THE_KEY = _("Take it out: use the client's key, such as C-07.")
_CHECKS = (
    (_("an NHS number"), _nhs_numbers, _USE_THE_KEY),
    (_("an e-mail address"), _emails, _("Take it out: nobody here needs to write to the client.")),
    (_("a telephone number"), _telephones, _("Take it out: nobody here needs to call the client.")),
    (_("a postcode"), _postcodes, _("Take it out, or name only the town.")),
    (
        _("a date of birth"),
        _births,
        _("Take it out: an age in tens is enough, for example “in their 60s”. For another day long ago, the year is."),
    ),
    (_("a hospital number"), _hospital_numbers, _USE_THE_KEY),
)


def findings(text: str, *, on: date | None = None) -> list[Finding]:
    """What in a text looks like a client's details, kind by kind. A number is reported once, by its first kind.

    on: the day from which a date lies long ago or not; today when it is not given
    """
    found, seen, on = [], set(), on or clock.today()
    text = _SPACES.sub(" ", text)
    for kind, find, advice in _CHECKS:
        for hit in find(text, on):
            digits = re.sub(r"\D", "", hit) or hit
            if digits not in seen:
                seen.add(digits)
                found.append(Finding(str(kind), hit, str(advice)))
    return found


def refuse_client_details(text: str) -> None:
    """Form and model validator. Raises ValidationError that says what was found, why it is refused and what to do.

    What was found is not said again whole: an error may be read aloud, or over a shoulder.
    """
    errors = [
        ValidationError(
            _("This looks like %(kind)s: “%(beginning)s”. Teachback keeps no client details. %(advice)s"),
            code="client_details",
            params={"kind": finding.kind, "beginning": finding.beginning, "advice": finding.advice},
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
