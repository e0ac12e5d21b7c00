"""Form fields that people on a phone can fill in: dates, minutes, ticks that must be given."""

import re
from datetime import UTC, date, datetime, tzinfo
from fractions import Fraction

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# No act in the registers lies outside, and no sum of days or change of time zone leads past what a date can hold.
FIRST_YEAR, LAST_YEAR = 1990, 2100


def refuse_far_off(value: date | datetime) -> None:
    """Validator of days and moments: a year that nobody can mean is a slip of the hand."""
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        words = _("Give a date from %(first)d to %(last)d, with the year in four digits")
        raise ValidationError(words, code="far_off", params={"first": FIRST_YEAR, "last": LAST_YEAR})


class DateField(forms.DateField):
    """A day. The browser's own picker where there is one; typed dates as people write them."""

    default_validators = [refuse_far_off]
    widget = forms.DateInput(attrs={"type": "date", "class": "nhsuk-input--width-10"}, format="%Y-%m-%d")


class DateTimeField(forms.DateTimeField):
    """A day and a time of day, in the institution's time zone.

    On the night of the clock change a time may not exist, or come twice. The first is refused. The second is refused
    too, with the code "twice", unless `fold` says which is meant: 0 the first, 1 the second.
    """

    default_validators = [refuse_far_off]
    widget = forms.DateTimeInput(
        attrs={"type": "datetime-local", "class": "nhsuk-input--width-20"}, format="%Y-%m-%dT%H:%M"
    )
    fold: int | None = None

    def to_python(self, value):
        try:
            return super().to_python(value)
        except ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            return self._on_the_night_of_the_change(error.params["datetime"])

    def _on_the_night_of_the_change(self, typed: datetime) -> datetime:
        zone = timezone.get_current_timezone()
        if _is_skipped(typed, zone):
            words = _(
                "This time did not exist: the clocks went forward that night. Give the time that the clock showed"
            )
            raise ValidationError(words, code="skipped")
        if self.fold is None:
            words = _(
                "This time came twice: the clocks went back that night. Say whether it was the first or the second"
            )
            raise ValidationError(words, code="twice")
        return typed.replace(tzinfo=zone, fold=self.fold)


def _is_skipped(typed: datetime, zone: tzinfo) -> bool:
    """Whether the clocks leapt over this time of day: there and back again, it is another."""
    there = typed.replace(tzinfo=zone).astimezone(UTC)
    return there.astimezone(zone).replace(tzinfo=None) != typed


_WHOLE = re.compile(r"-?\d{1,5}")
_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)")
_MINUTES = re.compile(r"(\d{1,5})\s*m(?:in(?:ute)?s?)?\.?", re.IGNORECASE)
_HOURS_AND_MINUTES = re.compile(
    r"(\d{1,2})\s*h(?:(?:ou)?rs?)?\.?(?:\s*(?:and\s+)?([0-5]?\d)\s*(?:m(?:in(?:ute)?s?)?\.?)?)?", re.IGNORECASE
)
_DECIMAL = re.compile(r"(\d{1,2})[.,](\d{1,2})(\s*h(?:(?:ou)?rs?)?\.?)?", re.IGNORECASE)
MOST_DECIMAL_HOURS = 12  # a decimal above it, without a unit, is as likely to be minutes
LENGTH_HINT = _("For example 45, 45 min, 1 h 30 min or 1:30. A whole number is minutes; 1.5 is one and a half hours.")


class LengthUnclear(ValueError):
    """What was typed is a length of time in two ways. `str(error)` asks the person which one they mean."""


def minutes_from(text: str) -> int:
    """Whole minutes from a length as people write it.

    "90", "90m", "90 min", "1:30", "1h30", "1 h 30 min", "1.5h", "1,5 h" say what they mean. A whole number without a
    unit is minutes. A decimal without a unit is hours up to 12 ("1,5" is 90), if its digits after the point cannot be
    minutes of a clock: "1.30" could be 1:30. Raises LengthUnclear for what has two meanings, ValueError for what has
    none.
    """
    text = text.strip()
    if _WHOLE.fullmatch(text):
        return int(text)
    if minutes := _MINUTES.fullmatch(text):
        return int(minutes[1])
    if parts := _CLOCK.fullmatch(text) or _HOURS_AND_MINUTES.fullmatch(text):
        return int(parts[1]) * 60 + int(parts[2] or 0)
    if decimal := _DECIMAL.fullmatch(text):
        return _minutes_of_decimal(text, *decimal.groups())
    raise ValueError(text)


def _minutes_of_decimal(text: str, whole: str, part: str, unit: str | None) -> int:
    minutes = round(Fraction(f"{whole}.{part}") * 60)
    if unit is None and len(part) == 2 and int(part) < 60:
        words = _("“%(typed)s” could be %(clock)s or %(minutes)d minutes. Write %(clock)s, or %(minutes)d min")
        raise LengthUnclear(words % {"typed": text, "clock": f"{whole}:{part}", "minutes": minutes})
    if unit is None and minutes > MOST_DECIMAL_HOURS * 60:
        raise LengthUnclear(
            _("“%(typed)s” could be hours or minutes. Write %(typed)s h, or whole minutes") % {"typed": text}
        )
    return minutes


class MinutesField(forms.CharField):
    """A length of time in whole minutes, typed as people say it."""

    widget = forms.TextInput(attrs={"class": "nhsuk-input--width-5", "inputmode": "text"})

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", LENGTH_HINT)
        super().__init__(**kwargs)

    def clean(self, value):
        text = super().clean(value)
        if text in self.empty_values:
            return None
        try:
            return minutes_from(text)
        except LengthUnclear as error:
            raise ValidationError(str(error), code="unclear") from error
        except ValueError as error:
            raise ValidationError(
                _("Write the time as minutes or hours, for example 45, 45 min, 1 h 30 min or 1:30")
            ) from error

    def prepare_value(self, value):
        return str(value) if isinstance(value, int) else value


class Confirmation(forms.BooleanField):
    """A statement that the person must confirm by a tick of its own."""

    def __init__(self, statement, **kwargs):
        kwargs.setdefault("error_messages", {"required": _("Confirm this, or go back")})
        super().__init__(label=statement, required=True, **kwargs)


class UnchangedSince(forms.CharField):
    """Hidden: whoever decides on a record decides on what they have read. Refuses when it changed since.

    The page that is shown again carries the new version, since it also shows the new content.
    """

    widget = forms.HiddenInput

    def __init__(self, record):
        self.version = record.updated_at.isoformat()
        super().__init__(initial=self.version)

    def clean(self, value):
        if super().clean(value) != self.version:
            raise ValidationError(_("This changed after you opened the page. Read it again, then decide."))
        return value

    def bound_data(self, data, initial):
        return initial


class Described(str):
    """A choice's label with words that say what it means, always shown under it: `(code, Described(label, words))`."""

    __slots__ = ("hint",)

    def __new__(cls, label, hint):
        described = super().__new__(cls, label)
        described.hint = hint
        return described

    def __getnewargs__(self):
        return str(self), self.hint  # forms copy their choices
