"""How a person's name is written."""

import pytest
from django.core.exceptions import ValidationError

from lms.core.names import PersonNameField, on_one_line


@pytest.mark.parametrize("typed", ["Ada\nLovelace", "Ada\r\n  Lovelace\t", "  Ada\u2028Lovelace", "Ada\x1fLovelace"])
def test_a_name_is_on_one_line(typed):
    assert PersonNameField().clean(typed) == "Ada Lovelace"
    assert on_one_line(typed) == "Ada Lovelace"


@pytest.mark.parametrize("name", ["Zoë O’Brien-Šárka", "محمد علی", "می‌خواهم", "李 小龍"])
def test_names_of_all_languages_are_taken(name):
    assert PersonNameField().clean(name) == name


@pytest.mark.parametrize("unseen", ["\x01", "\x7f", "\x9b", "\u061c", "\u200f", "\u202e", "\u2066"])
def test_a_name_with_a_character_that_cannot_be_seen_is_refused(unseen):
    with pytest.raises(ValidationError, match="cannot be seen"):
        PersonNameField().clean(f"Ada {unseen}Lovelace")


def test_a_name_that_is_only_blank_is_missing():
    with pytest.raises(ValidationError, match="This field is required"):
        PersonNameField().clean("\n")
