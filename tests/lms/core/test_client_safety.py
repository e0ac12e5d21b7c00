"""The guard against client details in free text."""

import time

import pytest
from django.core.exceptions import ValidationError

from lms.core.client_safety import SafeLineField, SafeTextField, findings


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Her number is 943 476 5919.", "an NHS number"),
        ("9434765919", "an NHS number"),
        ("Write to joan@example.org about it", "an e-mail address"),
        ("Call 020 7946 0018 after two", "a telephone number"),
        ("lives near SW1A 1AA", "a postcode"),
        ("DOB 04/07/1961", "a date of birth"),
        ("born on 4 July 1961", "a date of birth"),
        ("Hospital number: A1234567", "a hospital number"),
        ("patient    no.\t :   1234567", "a hospital number"),
        (f"{'x' * 100}@example.org", "an e-mail address"),
    ],
)
def test_findings_names_what_could_identify_a_client(text, kind):
    assert [finding.kind for finding in findings(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "We agreed on walking 20 minutes, three times a week, confidence 5 then 8.",
        "943 476 5918 has the wrong check digit",
        "HbA1c fell by 1.07 in 6 months (p=.01); 224 v 217 people",
        "On 4 July 2026 we met for 45 minutes; C-07 was in good spirits.",
        "",
    ],
)
def test_findings_lets_ordinary_notes_pass(text):
    assert findings(text) == []


@pytest.mark.parametrize("text", ["x" * 200_000, f"patient{' ' * 100_000}x", "1 " * 100_000], ids=["x", "gap", "ones"])
@pytest.mark.parametrize("field", [SafeTextField(), SafeLineField(max_length=150)])
def test_a_text_that_is_too_long_is_told_so_at_once(field, text):
    began = time.process_time()

    with pytest.raises(ValidationError) as refusal:
        field.clean(text)

    assert time.process_time() - began < 0.5
    assert [error.code for error in refusal.value.error_list] == ["max_length"]


@pytest.mark.parametrize("text", ["x" * 100_000, f"patient{' ' * 100_000}x", "patient " * 10_000])
def test_findings_takes_a_time_in_step_with_the_text(text):
    began = time.process_time()

    assert findings(text) == []
    assert time.process_time() - began < 1.5
