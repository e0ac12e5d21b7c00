"""The guard against client details in free text."""

import datetime
import time

import pytest
from django.core.exceptions import ValidationError

from lms.core import clock
from lms.core.client_safety import SafeLineField, SafeTextField, findings

TODAY = datetime.date(2026, 11, 22)
REFUSED = [
    # An NHS number: ten digits with the right check digit, or any that are called one
    ("an NHS number", "Her number is 943 476 5919."),
    ("an NHS number", "9434765919"),
    ("an NHS number", "Seen today (943-476-5919), walked in"),
    ("an NHS number", "NHS no. 943 476 5918"),
    ("an NHS number", "nhs number: 1234567890"),
    # An e-mail address
    ("an e-mail address", "Write to joan@example.org about it"),
    ("an e-mail address", "j.smith+walks@mail.example.co.uk"),
    ("an e-mail address", f"{'x' * 100}@example.org"),
    # A telephone number
    ("a telephone number", "Call 020 7946 0018 after two"),
    ("a telephone number", "mobile 07911 123456"),
    ("a telephone number", "+44 7911 123456"),
    ("a telephone number", "ring (0161) 496 0123"),
    ("a telephone number", "01614960123 in the evening"),
    # A postcode
    ("a postcode", "lives near SW1A 1AA"),
    ("a postcode", "m1 1ae is where they walk"),
    ("a postcode", "LS14DY"),
    ("a postcode", "moved to EH12 9DN in spring"),
    # A date of birth: called one, whenever it is; or a full date of more than ten years ago
    ("a date of birth", "DOB 04/07/1961"),
    ("a date of birth", "d.o.b. 4.7.61"),
    ("a date of birth", "born on 4 July 1961"),
    ("a date of birth", "Born 4th of July 1961"),
    ("a date of birth", "her baby, born 2 March 2026"),
    ("a date of birth", "date of birth: 1961-07-04"),
    ("a date of birth", "Mrs B, 04/07/1961, walked 20 minutes"),
    ("a date of birth", "04.07.61"),
    ("a date of birth", "1961-07-04"),
    ("a date of birth", "July 4th, 1961"),
    ("a date of birth", "4 Jul 1961"),
    ("a date of birth", "21 November 2016"),
    # A hospital number: the label and what follows
    ("a hospital number", "Hospital number: A1234567"),
    ("a hospital number", "hospital no 123456"),
    ("a hospital number", "Hosp. notes under MRN 4451902"),
    ("a hospital number", "mrn: RX12345"),
    ("a hospital number", "patient    no.\t :   1234567"),
    ("a hospital number", "Patient ID 88213"),
    ("a hospital number", "unit number is 203344"),
]
ALLOWED = [
    # lengths, scales, shares
    "10 minutes",
    "0–10 scale",
    "0-10 scale, then 7/10",
    "5 of 8",
    "We agreed on walking 20 minutes, three times a week, confidence 5 then 8.",
    "Importance 8, confidence 6/10, readiness 7 out of 10",
    "80 % coaching, 20 % information",
    "1 h 30 min, from 9:00 to 10:30",
    # days and years that tell nobody apart
    "2026",
    "since 2009",
    "On 4 July 2026 we met for 45 minutes; C-07 was in good spirits.",
    "next on 03/12/2026 at 14:00",
    "review on 2026-12-01",
    "22 November 2016",
    "31/02/1961 is no day",
    "born in 1961, in her 60s",
    "She was born to walk; 3 sessions in 2026",
    # measures
    "943 476 5918 has the wrong check digit",
    "HbA1c fell by 1.07 in 6 months (p=.01); 224 v 217 people",
    "BP 138/84, then 132/80; pulse 72; BMI 31.4",
    "from 96.5 kg to 94 kg, 6,500 to 8,000 steps a day",
    "vitamin B12 5ug and D3 25ug",
    "PAM level 2 to 3, score 47.9 to 55.1",
    "confidence 5/6/7 over three weeks",
    # names of things
    "C-07 and C-12",
    "the entry P-1A2B3C4D",
    "Q3 2nd week, M1 3rd session",
    "MRN is a hospital's own number; leave it out",
    "the hospital has no 24 h car park",
    "unit no. 12 of the module",
    "NHS England 2020, section 4.2.1",
    "PCI standard 1.2.3, page 14",
    "",
]


@pytest.mark.parametrize(("kind", "text"), REFUSED)
def test_findings_names_what_could_identify_a_client(kind, text):
    assert [finding.kind for finding in findings(text, on=TODAY)] == [kind]


@pytest.mark.parametrize("text", ALLOWED)
def test_findings_lets_ordinary_notes_pass(text):
    assert findings(text, on=TODAY) == []


def test_one_number_is_found_once_and_two_kinds_are_both_named():
    text = "NHS number 943 476 5919, born 04/07/1961"

    assert [finding.kind for finding in findings(text, on=TODAY)] == ["an NHS number", "a date of birth"]


@pytest.mark.parametrize(("kind", "text"), REFUSED)
def test_a_refusal_explains_without_saying_it_again(kind, text):
    with clock.fixed(datetime.datetime(2026, 11, 22, 12, 0, tzinfo=datetime.UTC)), pytest.raises(ValidationError) as no:
        SafeTextField().clean(text)

    [words] = no.value.messages
    [finding] = findings(text, on=TODAY)
    assert words.startswith(f"This looks like {kind}: “")
    assert "Teachback keeps no client details." in words
    assert finding.text not in words


@pytest.mark.parametrize("text", ["x" * 200_000, f"patient{' ' * 100_000}x", "1 " * 100_000], ids=["x", "gap", "ones"])
@pytest.mark.parametrize("field", [SafeTextField(), SafeLineField(max_length=150)])
def test_a_text_that_is_too_long_is_told_so_at_once(field, text):
    began = time.process_time()

    with pytest.raises(ValidationError) as refusal:
        field.clean(text)

    assert time.process_time() - began < 0.5
    assert [error.code for error in refusal.value.error_list] == ["max_length"]


@pytest.mark.parametrize(
    "text", ["x" * 100_000, f"patient{' ' * 100_000}x", "patient " * 10_000, "1/" * 50_000, "born " * 20_000]
)
def test_findings_takes_a_time_in_step_with_the_text(text):
    began = time.process_time()

    assert findings(text, on=TODAY) == []
    assert time.process_time() - began < 1.5
