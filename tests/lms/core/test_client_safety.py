"""The guard against client details in free text."""

import pytest

from lms.core.client_safety import findings


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
