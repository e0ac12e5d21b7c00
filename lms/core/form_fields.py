"""Form fields that people on a phone can fill in: dates, minutes, ticks that must be given."""

import re
from datetime import date, datetime

from django import forms
from django.core.exceptions import ValidationError
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
    """A day and a time of day, in the institution's time zone."""

    default_validators = [refuse_far_off]
    widget = forms.DateTimeInput(
        attrs={"type": "datetime-local", "class": "nhsuk-input--width-20"}, format="%Y-%m-%dT%H:%M"
    )


_HOURS = re.compile(r"^(?:(\d{1,2})\s*h(?:ours?)?)?\s*(?:(\d{1,3})\s*m(?:in(?:ute)?s?)?)?$", re.IGNORECASE)
_CLOCK = re.compile(r"^(\d{1,2}):([0-5]\d)$")


def minutes_from(text: str) -> int:
    """Whole minutes from "45", "45 min", "1 h 30 min", "90m" or "1:30". Raises ValueError when it is none of these."""
    text = text.strip()
    if re.fullmatch(r"-?\d{1,5}", text):
        return int(text)
    clock = _CLOCK.match(text)
    spoken = _HOURS.match(text)
    hours, minutes = (clock or spoken).groups() if clock or (spoken and text) else (None, None)
    if hours is None and minutes is None:
        raise ValueError(text)
    return int(hours or 0) * 60 + int(minutes or 0)


class MinutesField(forms.CharField):
    """A length of time in whole minutes, typed as people say it."""

    widget = forms.TextInput(attrs={"class": "nhsuk-input--width-5", "inputmode": "text"})

    def clean(self, value):
        text = super().clean(value)
        if text in self.empty_values:
            return None
        try:
            return minutes_from(text)
        except ValueError as error:
            raise ValidationError(
                _("Write the time as minutes or hours, for example 45, 45 min or 1 h 30 min")
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
