"""Measured requirements as people say them."""

import datetime

import pytest
from django.utils import translation

from lms.accreditation.rules.values import RequirementResult, Sentence, Unit
from lms.accreditation.templatetags.standings import measured_words, said, shown
from tests.factories.standards import clause

BODY = "the accrediting body"

DAYS = Sentence("Nothing is on record for %(days)s.", {"days": (datetime.date(2026, 3, 1), datetime.date(2026, 4, 2))})


def test_said_names_days_as_people_do():
    assert said(DAYS) == "Nothing is on record for 1 March 2026, 2 April 2026."


def test_said_names_days_in_the_readers_language():
    with translation.override("de"):
        assert said(DAYS) == "Nothing is on record for 1 März 2026, 2 April 2026."


def test_said_leaves_a_sentence_without_values_alone():
    assert said(Sentence("All of 100 % is done.")) == "All of 100 % is done."


def result(measured, required, unit=Unit.ITEMS):
    return RequirementResult(
        clause=clause("reflections", number=required, set_by=BODY),
        is_met=required is not None and measured >= required,
        measured=measured,
        required=required,
        unit=unit,
        evidence=(),
        left_out=(),
        next_step=None,
    )


@pytest.mark.parametrize(
    ("measured", "required", "unit", "words"),
    [
        (1, 3, Unit.ITEMS, "1 of 3"),
        (3, 3, Unit.ITEMS, "3 of 3"),
        (4, 3, Unit.ITEMS, "3 of 3; 4 recorded"),
        (750, 1200, Unit.MINUTES, "12 h 30 min of 20 h"),
        (1315, 1200, Unit.MINUTES, "20 h of 20 h; 21 h 55 min recorded"),
        (8, 8, Unit.DAYS, "8 of 8 days covered"),
        (4, None, Unit.ITEMS, "4; the number is not set yet"),
    ],
)
def test_measured_words_never_say_more_of_fewer(measured, required, unit, words):
    assert measured_words(result(measured, required, unit)) == words


def test_the_bar_ends_at_what_is_asked():
    assert [shown(result(measured, 3)) for measured in (1, 3, 4)] == [1, 3, 3]
