"""Statuses, days, names in texts, codes."""

import datetime

import pytest

from lms.concerns import rules
from lms.concerns.enums import Status

ASHA = {"name": "Asha Rahman", "email": "asha@example.org"}


@pytest.mark.parametrize(
    ("status", "after"),
    [
        (Status.RECEIVED, (Status.LOOKED_AT, Status.PASSED_ON, Status.CLOSED)),
        (Status.LOOKED_AT, (Status.PASSED_ON, Status.CLOSED)),
        (Status.PASSED_ON, (Status.LOOKED_AT, Status.CLOSED)),
        (Status.CLOSED, (Status.LOOKED_AT,)),
    ],
)
def test_may_become_names_what_can_follow(status, after):
    assert rules.may_become(status) == after


@pytest.mark.parametrize(
    ("day", "number", "before"),
    [
        (27, 1, 26),  # Friday: Thursday
        (28, 1, 27),  # Saturday: Friday
        (30, 1, 27),  # Monday: Friday
        (30, 3, 25),  # Monday: Wednesday
        (26, 3, 23),  # Thursday: Monday
    ],
)
def test_working_day_before_leaves_out_the_weekend(day, number, before):
    november = [datetime.date(2026, 11, number_in_month) for number_in_month in (day, before)]

    assert rules.working_day_before(november[0], number) == november[1]


@pytest.mark.parametrize(
    ("words", "is_named"),
    [
        ("I saw Asha Rahman sign it.", True),
        ("ASHA  RAHMAN, again", True),
        ("write to Asha@Example.org", True),
        ("Asha signed it.", False),
        ("Asha Rahmani signed it.", False),
        ("", False),
    ],
)
def test_is_named_in_wants_the_whole_name_or_the_address(words, is_named):
    assert rules.is_named_in(words, **ASHA) is is_named


@pytest.mark.parametrize(
    ("name", "words"), [("Zoë Müller", "zoe muller"), ("李 明", "我 看见 李 明"), ("Siân ap Rhys", "Sian ap Rhys.")]
)
def test_is_named_in_forgives_accents_and_knows_other_scripts(name, words):
    assert rules.is_named_in(words, name=name, email="nobody@example.org")


@pytest.mark.parametrize(
    ("typed", "is_person"),
    [
        ("Dr Rahman", True),
        ("asha", True),
        ("Asha R. Rahman, lead", True),
        ("Asha Green", False),
        ("the lead", False),
        ("Dr", False),
        ("", False),
    ],
)
def test_is_typed_person_takes_a_surname_or_a_bare_first_name(typed, is_person):
    assert rules.is_typed_person(typed, **ASHA) is is_person


def test_is_typed_person_never_means_somebody_without_a_name():
    assert rules.is_typed_person("Asha", name="–", email="x@example.org") is False


def test_code_from_uses_five_bits_a_symbol():
    assert rules.code_from(bytes([0, 0, 0, 0, 0, 0, 0, 33]), 1) == "1100"


@pytest.mark.parametrize("typed", ["7k3m-9qxr", " 7K3M 9QXR ", "7k3m–9qxr", "7K3M9QXR"])
def test_read_code_forgives_how_it_was_typed(typed):
    assert rules.read_code(typed) == "7K3M-9QXR"


def test_read_code_takes_letters_that_look_like_figures():
    assert rules.read_code("OIL0") == "0110"
