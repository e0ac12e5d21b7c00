"""Fields that people on a phone can fill in."""

import copy
import datetime

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from lms.core.client_safety import SafeTextField
from lms.core.form_fields import (
    Confirmation,
    DateField,
    DateTimeField,
    Described,
    LengthUnclear,
    MinutesField,
    UnchangedSince,
    minutes_from,
)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        # whole minutes
        ("45", 45),
        ("90", 90),
        (" 45 min ", 45),
        ("45min.", 45),
        ("45 minutes", 45),
        ("1 minute", 1),
        ("90m", 90),
        ("90 mins", 90),
        ("-5", -5),
        # hours, and hours with minutes
        ("1 h", 60),
        ("2 hours", 120),
        ("2 hrs", 120),
        ("1h30", 90),
        ("1 h 30", 90),
        ("1h5", 65),
        ("1 h 30 min", 90),
        ("1 hr 30 mins", 90),
        ("1 hour and 30 minutes", 90),
        ("1H30M", 90),
        ("1:30", 90),
        ("0:05", 5),
        # decimals with a unit
        ("1.5h", 90),
        ("1,5 h", 90),
        ("0.25 hours", 15),
        ("1.30 h", 78),
        ("0.33 h", 20),
        # decimals without one are hours
        ("1.5", 90),
        ("1,5", 90),
        ("0,5", 30),
        ("1.75", 105),
        ("12,0", 720),
    ],
)
def test_minutes_from_reads_what_people_write(text, minutes):
    assert minutes_from(text) == minutes


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "h", "m", "soon", "half an hour", "1 h 30 min later", "9-9:45", "--5", "123456"),
        *("1:75", "1:5", "1h75", "1:30 h", "1.5 min", "1.5.5", "1.", ".5", "1,555"),
    ],
)
def test_minutes_from_refuses_what_is_no_length_of_time(text):
    with pytest.raises(ValueError, match=r".*") as refusal:
        minutes_from(text)

    assert not isinstance(refusal.value, LengthUnclear)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1.30", "“1.30” could be 1:30 or 78 minutes. Write 1:30, or 78 min"),
        ("0,45", "“0,45” could be 0:45 or 27 minutes. Write 0:45, or 27 min"),
        ("12.5", "“12.5” could be hours or minutes. Write 12.5 h, or whole minutes"),
        ("45,5", "“45,5” could be hours or minutes. Write 45,5 h, or whole minutes"),
    ],
)
def test_minutes_from_asks_when_there_are_two_meanings(text, words):
    with pytest.raises(LengthUnclear) as refusal:
        minutes_from(text)

    assert str(refusal.value) == words
    with pytest.raises(ValidationError, match=words.split(".")[0]):
        MinutesField().clean(text)


def test_a_minutes_field_says_how_to_write_it():
    with pytest.raises(ValidationError, match="Write the time as minutes or hours"):
        MinutesField().clean("soon")


def test_a_minutes_field_says_before_how_a_bare_number_is_read():
    assert "A whole number is minutes; 1.5 is one and a half hours." in str(MinutesField().help_text)
    assert MinutesField(help_text="In all").help_text == "In all"


def test_a_minutes_field_may_be_empty_when_it_is_optional():
    assert MinutesField(required=False).clean("") is None


def test_a_minutes_field_shows_a_number_and_keeps_what_was_typed():
    field = MinutesField()

    assert (field.prepare_value(90), field.prepare_value("1 h 30")) == ("90", "1 h 30")


def test_a_date_field_speaks_the_browsers_language():
    class Form(forms.Form):
        date = DateField(initial=datetime.date(2026, 11, 22))

    assert 'type="date"' in str(Form()["date"])
    assert 'value="2026-11-22"' in str(Form()["date"])


@pytest.mark.parametrize("text", ["2026-11-22", "22/11/2026", "22 November 2026"])
def test_a_date_can_be_typed_as_people_write_it(text):
    assert DateField().clean(text) == datetime.date(2026, 11, 22)


@pytest.mark.parametrize("text", ["9999-12-31", "2101-01-01", "1989-12-31", "0001-01-01", "0026-11-22"])
def test_a_date_that_nobody_can_mean_is_refused(text):
    words = r"Give a date from 1990 to 2100, with the year in four digits|Enter a valid date"
    for field, typed in ((DateField(), text), (DateTimeField(), f"{text}T00:00")):
        with pytest.raises(ValidationError, match=words):
            field.clean(typed)


def test_the_first_and_the_last_day_are_taken():
    assert [DateField().clean(text).year for text in ("1990-01-01", "2100-12-31")] == [1990, 2100]


def test_a_time_of_day_is_that_of_the_institution():
    moment = DateTimeField().clean("2026-06-20T09:30")

    assert timezone.localtime(moment).isoformat() == "2026-06-20T09:30:00+01:00"


@pytest.mark.parametrize("text", ["2026-03-29T01:00", "2026-03-29T01:59"])
@pytest.mark.parametrize("fold", [None, 0, 1])
def test_a_time_that_the_clocks_leapt_over_is_refused(text, fold):
    field = DateTimeField()
    field.fold = fold

    with pytest.raises(ValidationError, match="This time did not exist: the clocks went forward that night") as refusal:
        field.clean(text)

    assert refusal.value.code == "skipped"


def test_a_time_that_came_twice_is_asked_about():
    with pytest.raises(ValidationError, match="This time came twice: the clocks went back that night") as refusal:
        DateTimeField().clean("2026-10-25T01:30")

    assert refusal.value.code == "twice"


@pytest.mark.parametrize(("fold", "moment"), [(0, "2026-10-25T00:30:00+00:00"), (1, "2026-10-25T01:30:00+00:00")])
def test_a_time_that_came_twice_is_taken_when_it_is_said_which(fold, moment):
    field = DateTimeField()
    field.fold = fold

    assert field.clean("2026-10-25T01:30").astimezone(datetime.UTC).isoformat() == moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-29T00:59", "2026-03-29T00:59:00+00:00"),
        ("2026-03-29T02:00", "2026-03-29T01:00:00+00:00"),
        ("2026-10-25T00:59", "2026-10-24T23:59:00+00:00"),
        ("2026-10-25T02:00", "2026-10-25T02:00:00+00:00"),
    ],
)
def test_the_times_beside_a_clock_change_are_taken(text, moment):
    assert DateTimeField().clean(text).astimezone(datetime.UTC).isoformat() == moment


def test_a_confirmation_must_be_ticked():
    class Form(forms.Form):
        is_valid_evidence = Confirmation("The evidence is valid")

    form = Form({})

    assert form["is_valid_evidence"].label == "The evidence is valid"
    assert form.errors == {"is_valid_evidence": ["Confirm this, or go back"]}
    assert Form({"is_valid_evidence": "on"}).is_valid()


class Record:
    def __init__(self, updated_at):
        self.updated_at = updated_at


class Decision(forms.Form):
    def __init__(self, record, *args):
        super().__init__(*args)
        self.fields["version"] = UnchangedSince(record)


def test_a_decision_is_taken_on_what_was_read():
    record = Record(datetime.datetime(2026, 11, 22, 10, tzinfo=datetime.UTC))

    assert Decision(record, {"version": record.updated_at.isoformat()}).is_valid()


def test_a_decision_on_an_older_version_is_refused_and_shown_the_new_one():
    record = Record(datetime.datetime(2026, 11, 22, 10, tzinfo=datetime.UTC))

    form = Decision(record, {"version": "2026-11-21T10:00:00+00:00"})

    assert form.errors == {"version": ["This changed after you opened the page. Read it again, then decide."]}
    assert f'value="{record.updated_at.isoformat()}"' in str(form["version"])


def test_a_described_choice_is_a_label_with_its_explanation_even_as_a_copy():
    label = Described("Pass", "Safe to practise")

    assert (label, label.hint) == ("Pass", "Safe to practise")
    assert copy.deepcopy(label).hint == "Safe to practise"


def test_free_text_with_a_clients_details_is_refused_with_the_reason():
    field = SafeTextField()

    with pytest.raises(ValidationError) as refusal:
        field.clean("Her number is 943 476 5919, call 020 7946 0018")

    assert [error.split(": ")[0] for error in refusal.value.messages] == [
        "This looks like an NHS number",
        "This looks like a telephone number",
    ]


def test_free_text_says_in_its_hint_to_leave_names_out():
    assert SafeTextField().help_text == "Leave out names and anything else that could tell who a client is."
    assert SafeTextField(help_text="As you saw it").help_text == "As you saw it"
