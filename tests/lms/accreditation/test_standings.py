"""Measured requirements as people say them."""

import datetime

from django.utils import translation

from lms.accreditation.rules.values import Sentence
from lms.accreditation.templatetags.standings import said

DAYS = Sentence("Nothing is on record for %(days)s.", {"days": (datetime.date(2026, 3, 1), datetime.date(2026, 4, 2))})


def test_said_names_days_as_people_do():
    assert said(DAYS) == "Nothing is on record for 1 March 2026, 2 April 2026."


def test_said_names_days_in_the_readers_language():
    with translation.override("de"):
        assert said(DAYS) == "Nothing is on record for 1 März 2026, 2 April 2026."


def test_said_leaves_a_sentence_without_values_alone():
    assert said(Sentence("All of 100 % is done.")) == "All of 100 % is done."
