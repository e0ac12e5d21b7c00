"""How a person's name is written: on one line, with nothing in it that a reader cannot see."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Control characters, and those that turn the direction of what follows: with them one name reads like another.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def on_one_line(text: str) -> str:
    """The words of a text with one space between them. A mail's subject takes no line break."""
    return " ".join(text.split())


def has_unseen_characters(text: str) -> bool:
    """Whether a text holds a control character, or one that turns the direction of writing."""
    return bool(_UNSEEN.search(text))


class PersonNameField(forms.CharField):
    """A person's name. A line break that came along with a copied name becomes a space."""

    def __init__(self, **kwargs):
        super().__init__(**{"max_length": 150, **kwargs})

    def to_python(self, value):
        name = on_one_line(super().to_python(value))
        if has_unseen_characters(name):
            raise ValidationError(_("There is a character in it that cannot be seen. Type the name anew."))
        return name
