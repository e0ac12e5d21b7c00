"""An empty field is named, and told what to do with it."""

import pytest
from django import forms

from lms.core.required_words import name_the_fields


class Everything(forms.Form):
    when = forms.DateField(label="When did it start?")
    role = forms.ChoiceField(label="Your role", choices=[("coach", "Coach")])
    agreed = forms.BooleanField(label="I agree")
    own = forms.CharField(label="Reason", error_messages={"required": "Say why"})
    note = forms.CharField(label="Note", required=False)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("when", "Fill this in: When did it start?"),
        ("role", "Choose an answer: Your role"),
        ("agreed", "Tick “I agree” to go on"),
        ("own", "Say why"),
    ],
)
def test_each_kind_of_field_has_its_words(name, words):
    form = Everything({})
    name_the_fields(form)

    assert form.errors[name] == [words]


def test_a_field_that_may_be_empty_says_nothing():
    form = Everything({})
    name_the_fields(form)

    assert "note" not in form.errors
