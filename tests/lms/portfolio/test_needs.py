"""What a portfolio is asked to hold, and how far somebody is."""

import datetime

import pytest
import yaml
from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from lms.core import clock
from lms.portfolio import actions, queries
from lms.portfolio.enums import MilestoneCode
from lms.portfolio.models import Need, NeedList
from lms.portfolio.rules import due_on, progress
from tests.factories import enrolment, people
from tests.factories import portfolio as factory

NOW, TODAY = factory.NOW, factory.TODAY
LAST_TAUGHT = datetime.date(2026, 10, 20)
DUE = datetime.date(2026, 11, 17)
FILE = settings.BASE_DIR / "fixtures" / "portfolio" / "needs.yaml"


@pytest.fixture(autouse=True)
def _now():
    with clock.fixed(NOW):
        yield


@pytest.fixture
def given(db):
    return yaml.safe_load(FILE.read_text())


@pytest.fixture
def lists(given):
    return {needs.route: needs for needs in actions.load_needs(data=given, at=NOW)}


@pytest.fixture
def coach(db):
    return people.trainee(people.provider())


def test_the_last_day_is_four_weeks_after_the_last_taught_one():
    assert due_on(LAST_TAUGHT, 4) == DUE
    assert due_on(None, 4) is None
    assert due_on(LAST_TAUGHT, None) is None


def test_what_comes_late_is_named_and_not_counted():
    row = progress("Three", "How", "reflections", 3, [DUE, DUE + datetime.timedelta(days=1)], due=DUE)

    assert (row.there, row.late, row.missing, row.is_met) == (1, 1, 2, False)


def test_without_a_day_everything_counts():
    row = progress("One", "How", "reflections", 1, [TODAY, TODAY], due=None)

    assert (row.there, row.late, row.missing, row.is_met) == (2, 0, 0, True)


def test_load_needs_again_changes_nothing(given, lists):
    actions.load_needs(data=given, at=NOW)

    assert (NeedList.objects.count(), Need.objects.count()) == (2, 4)


def test_load_needs_refuses_other_words_under_the_same_number(given, lists):
    given["lists"][0]["title"] = "Another title"

    with pytest.raises(actions.NeedsChanged):
        actions.load_needs(data=given, at=NOW)


def test_needs_on_a_day_are_those_in_effect(given, lists):
    later = {**given["lists"][0], "version": 2, "effective_from": datetime.date(2027, 1, 1)}
    [new] = actions.load_needs(data={"lists": [later]}, at=NOW)

    found = [queries.needs_on("service", datetime.date(year, 6, 1)) for year in (2019, 2026, 2027)]

    assert found == [None, lists["service"], new]


def test_needs_of_say_what_is_there_and_what_is_missing(coach, lists):
    factory.submitted(coach, at=datetime.datetime(2026, 11, 17, 12, tzinfo=datetime.UTC))
    factory.submitted(coach)
    factory.draft(coach)
    for _number in range(3):
        factory.given(coach, on_date=DUE)
    factory.milestone(coach, code=MilestoneCode.WRITTEN_ASSESSMENT, minutes=None, provider="", on_date=LAST_TAUGHT)

    found = queries.needs_of(coach, lists["service"], last_taught=LAST_TAUGHT, on=TODAY)

    assert (found.due, found.met) == (DUE, 2)
    assert [(row.asked, row.there, row.late) for row in found.rows] == [(3, 1, 1), (3, 3, 0), (1, 1, 0)]


@pytest.mark.parametrize("count", [1, 3])
def test_needs_of_take_the_same_queries(coach, lists, count, django_assert_num_queries):
    for _number in range(count):
        factory.submitted(coach)
        factory.feedback(coach)
        factory.milestone(coach)

    with django_assert_num_queries(5):
        needs = queries.needs_on("service", TODAY)
        queries.needs_of(coach, needs, last_taught=LAST_TAUGHT, on=TODAY)


@pytest.mark.parametrize("changes", [{"kind": "lost"}, {"asked": 0}], ids=str)
def test_a_need_that_cannot_be_is_refused(lists, changes):
    row = {"order": 9, "code": "new", "kind": "reflections", "asked": 1, "title": "New", "how": "How", **changes}

    with pytest.raises(IntegrityError), transaction.atomic():
        Need.objects.create(needs=lists["service"], happened_at=NOW, **row)


def test_one_list_of_a_route_begins_on_a_day(given, lists):
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.load_needs(data={"lists": [{**given["lists"][0], "key": "another"}]}, at=NOW)


def page_of(place):
    return reverse("enrolment:portfolio_of", args=[place.key])


def test_the_page_shows_the_list_of_the_route(as_user, lists):
    place = enrolment.enrolment()
    enrolment.session(place.cohort)

    page = as_user(place.trainee).get(page_of(place))

    assert page.context["found"].needs == lists[place.cohort.version.route]


def test_the_page_says_so_when_nobody_has_asked_for_anything(as_user, db):
    place = enrolment.enrolment()

    assert "Nobody has said" in as_user(place.trainee).get(page_of(place)).content.decode()


def test_the_page_is_nobody_elses(as_user, lists):
    place = enrolment.enrolment()

    assert as_user(people.trainee(people.provider())).get(page_of(place)).status_code == 404
