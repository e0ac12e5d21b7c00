"""Loading a framework."""

import datetime

import pytest
from django.db import IntegrityError

from lms.competencies import actions, queries
from lms.competencies.models import CompetencyVersion

pytestmark = pytest.mark.django_db
DAY = datetime.date(2020, 1, 1)


def framework(**changes):
    return {
        "key": "coaching",
        "version": 1,
        "title": "Coaching",
        "sources": [{"source": "derived", "locator": "all", "covers": ["A1", "A2"]}],
        "note": "",
        "competencies": [
            {"code": "A1", "title": "Listening", "description": "You listen.", "statements": ["Waits."]},
            {"code": "A2", "title": "Asking", "description": "You ask.", "statements": ["Asks first."]},
        ],
        **changes,
    }


def load(**changes):
    return actions.load_framework(framework=framework(**changes), effective_from_date=DAY)


def titles(on):
    return [version.title for version in queries.wording_on("coaching", on)]


def test_load_framework_keeps_its_order():
    load()

    assert titles(DAY) == ["Listening", "Asking"]


def test_load_framework_twice_changes_nothing():
    load()
    load()

    assert CompetencyVersion.objects.count() == 2


def test_load_framework_refuses_other_words_for_a_loaded_version():
    load()
    changed = framework()["competencies"]
    changed[0]["description"] = "You wait."

    with pytest.raises(actions.WordingChanged, match="A1 version 1"):
        load(competencies=changed)


def test_wording_on_a_day_before_it_took_effect_is_empty():
    load()

    assert titles(DAY - datetime.timedelta(days=1)) == []


def test_wording_on_leaves_out_what_has_ended():
    load()
    CompetencyVersion.objects.filter(title="Listening").update(effective_to_date=DAY)

    assert titles(DAY + datetime.timedelta(days=1)) == ["Asking"]


def test_a_later_wording_ends_the_earlier_one():
    load()
    first, later = CompetencyVersion.objects.get(title="Listening"), DAY + datetime.timedelta(days=10)
    CompetencyVersion.objects.create(
        competency=first.competency, number=2, title="Listening well", effective_from_date=later
    )

    assert titles(later - datetime.timedelta(days=1)) == ["Listening", "Asking"]
    assert titles(later) == ["Listening well", "Asking"]


@pytest.mark.parametrize(
    "changes", [{"number": 0}, {"effective_to_date": DAY - datetime.timedelta(days=1)}], ids=["number", "dates"]
)
def test_a_version_needs_a_number_and_dates_in_order(changes):
    load()

    with pytest.raises(IntegrityError):
        CompetencyVersion.objects.filter(title="Listening").update(**changes)


def test_a_code_stands_once_in_a_framework():
    loaded = load()

    with pytest.raises(IntegrityError):
        loaded.competencies.create(code="A1", order=3)
