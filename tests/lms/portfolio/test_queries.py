"""Who reads which reflection, what was submitted as of a day."""

import datetime

import pytest

from lms.competencies.models import Competency
from lms.core import clock
from lms.people.enums import Role
from lms.portfolio import queries
from tests.factories import people, practice
from tests.factories import portfolio as factory

pytestmark = pytest.mark.django_db
NOW = factory.NOW
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _now():
    with clock.fixed(NOW):
        yield


@pytest.fixture
def provider():
    return people.provider()


@pytest.fixture
def author(provider):
    return people.trainee(provider)


def test_reflections_visible_to_their_author_are_all(author):
    own = {factory.draft(author), factory.submitted(author)}

    assert set(queries.reflections_visible_to(author)) == own


@pytest.mark.parametrize("role", [Role.TRAINER, Role.ASSESSOR, Role.IQA, Role.MANAGER])
def test_reflections_visible_to_readers_are_the_submitted_ones_of_their_organisation(author, provider, role):
    factory.draft(author)
    submitted = factory.submitted(author)
    factory.submitted(people.trainee(people.provider()))

    assert list(queries.reflections_visible_to(people.member(role, provider))) == [submitted]


@pytest.mark.parametrize("role", [Role.TRAINEE, Role.SUPERVISOR, Role.EMPLOYER, Role.ADMIN, Role.COMMISSIONER])
def test_reflections_visible_to_others_are_none(author, provider, role):
    factory.submitted(author)

    assert list(queries.reflections_visible_to(people.member(role, provider))) == []


def test_reflections_to_read_leaves_out_ones_own(author, provider):
    people.actions.add_member(
        person=author, organisation=provider, role=Role.TRAINER, by=None, at=NOW, from_date=people.LONG_AGO
    )
    factory.submitted(author)
    other = factory.submitted(people.trainee(provider))

    assert list(queries.reflections_to_read(author)) == [other]
    assert list(queries.authors_read_by(author)) == [other.author]


def test_submitted_reflections_are_those_of_the_day_asked_for(author):
    # 23:30 and 00:30 in London, in summer time an hour earlier in UTC
    evening = datetime.datetime(2026, 7, 1, 22, 30, tzinfo=datetime.UTC)
    on_the_day = factory.submitted(author, at=evening)
    factory.submitted(author, at=evening + datetime.timedelta(hours=1))
    factory.draft(author)

    assert list(queries.submitted_reflections(author, datetime.date(2026, 7, 1))) == [on_the_day]


def test_draft_on_a_question_is_the_open_one(author):
    factory.submitted(author, prompt_key="first-weeks")
    draft = factory.draft(author, prompt_key="first-weeks")
    factory.draft(author, prompt_key="another")

    assert queries.draft_on(author, "first-weeks") == draft
    assert queries.draft_on(people.trainee(people.provider()), "first-weeks") is None


def test_record_about_is_found_for_those_who_may_see_it(author, provider):
    entry = practice.draft(author)
    label = "practice.practiceentry"

    found = [queries.record_about(person, label, entry.key) for person in (author, people.manager(provider))]

    assert found == [entry, None]


@pytest.mark.parametrize(
    ("label", "key"),
    [("people.user", "6f1cbf2a-5a9b-4f0e-9a53-0c6c8f0c7a11"), ("practice.practiceentry", "x"), ("", None)],
)
def test_record_about_is_nothing_for_an_address_that_somebody_typed(author, label, key):
    assert queries.record_about(author, label, key) is None


def test_records_to_reflect_on_are_the_latest_of_ones_own(author, provider):
    entries = [practice.draft(author) for _ in range(queries.OFFERED + 1)]
    practice.submitted(*practice.coach_and_verifier(provider))

    found = [record for _words, record in queries.records_to_reflect_on(author).values()]

    assert found == sorted(entries, key=lambda entry: entry.started_at, reverse=True)[: queries.OFFERED]


def test_abilities_shown_in_a_reflection_are_worded_as_of_the_day(author):
    factory.abilities()
    reflection = factory.draft(author, competencies=Competency.objects.filter(code="HC2"))

    assert [version.title for version in queries.abilities_shown_in(reflection, on=TODAY)] == ["Goals and plans"]
