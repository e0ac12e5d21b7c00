"""What a lead may see, what a reporter may follow, where a concern can go."""

import datetime
import uuid

import pytest

from lms.concerns import actions, queries
from lms.concerns.enums import NoteKind, Overdue, SourceChoice, Status
from lms.core import clock
from lms.people.enums import Role
from tests.factories import people
from tests.factories.concerns import concern, raised

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider():
    return people.provider(name="Northmoor Training")


@pytest.fixture
def lead(provider):
    return people.member(Role.SAFEGUARDING, provider, name="Asha Rahman")


def test_concerns_visible_to_leads_and_case_handlers_of_the_organisation(provider, lead):
    handler = people.member(Role.CASE_HANDLER, provider)
    row = concern(provider)

    assert [list(queries.concerns_visible_to(person)) for person in (lead, handler)] == [[row], [row]]


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.SAFEGUARDING, Role.CASE_HANDLER)])
def test_concerns_visible_to_nobody_in_any_other_role(provider, lead, role):
    concern(provider)

    assert queries.concerns_visible_to(people.member(role, provider)).count() == 0


def test_concerns_are_not_visible_to_leads_elsewhere_nor_to_the_reporter(provider, lead):
    reporter = people.trainee(provider)
    concern(provider, by=reporter, choice=SourceChoice.OPEN)
    elsewhere = people.member(Role.SAFEGUARDING, people.provider())

    assert [queries.concerns_visible_to(person).count() for person in (elsewhere, reporter)] == [0, 0]


def test_a_superuser_sees_no_concern_by_that_alone(provider, lead):
    concern(provider)

    assert queries.concerns_visible_to(people.user(is_superuser=True, is_staff=True)).count() == 0


@pytest.mark.parametrize(
    ("choice", "shown"),
    [(SourceChoice.OPEN, "Jo Reporter"), (SourceChoice.CONFIDENTIAL, None), (SourceChoice.ANONYMOUS, None)],
)
def test_the_source_is_shown_in_the_list_only_where_the_reporter_agreed(provider, lead, choice, shown):
    concern(provider, by=people.trainee(provider, name="Jo Reporter"), choice=choice)

    assert [row.source_name for row in queries.concerns_visible_to(lead)] == [shown]


def test_each_concern_comes_with_its_place_and_latest_status(provider, lead):
    concern(provider)

    row = queries.concerns_visible_to(lead).get()

    assert (row.place_id, row.place, row.status) == (provider.pk, "Northmoor Training", Status.RECEIVED)
    assert row.status_at == row.statuses.get().happened_at


FRIDAY = datetime.datetime(2026, 11, 20, 15, tzinfo=datetime.UTC)


def overdue_after(lead, days):
    """What is overdue for a lead so many days after that Friday."""
    with clock.fixed(FRIDAY + datetime.timedelta(days=days)):
        return [row.overdue for row in queries.concerns_visible_to(lead)]


@pytest.mark.parametrize(("days", "overdue"), [(0, ""), (3, ""), (4, Overdue.UNREAD), (30, Overdue.UNREAD)])
def test_a_concern_is_overdue_when_nobody_looked_at_it_on_the_next_working_day(provider, lead, days, overdue):
    concern(provider, at=FRIDAY)

    assert overdue_after(lead, days) == [overdue]


@pytest.mark.parametrize(("days", "overdue"), [(4, ""), (5, ""), (6, Overdue.UNANSWERED)])
def test_a_concern_is_overdue_without_an_answer_after_three_working_days(provider, lead, days, overdue):
    row = concern(provider, at=FRIDAY)
    actions.change_status(concern=row, status=Status.LOOKED_AT, words="I rang.", by=lead, at=FRIDAY)
    actions.add_note(concern=row, kind=NoteKind.INSIDE, words="No answer, a note.", by=lead, at=FRIDAY)

    assert overdue_after(lead, days) == [overdue]


def test_a_concern_that_was_opened_has_been_looked_at(provider, lead):
    row = concern(provider, at=FRIDAY)
    actions.record_view(concern=row, by=lead, at=FRIDAY)

    assert overdue_after(lead, 4) == [""]
    assert overdue_after(lead, 6) == [Overdue.UNANSWERED]


def test_an_answered_and_a_closed_concern_are_not_overdue(provider, lead):
    answered, closed = concern(provider, at=FRIDAY), concern(provider, at=FRIDAY)
    actions.add_note(concern=answered, kind=NoteKind.ANSWER, words="Thank you.", by=lead, at=FRIDAY)
    actions.change_status(concern=closed, status=Status.CLOSED, words="Safe.", by=lead, at=FRIDAY)

    assert overdue_after(lead, 30) == ["", ""]


def test_concern_followed_wants_both_codes(provider, lead):
    first, second = raised(organisation=provider), raised(organisation=provider)

    found = queries.concern_followed(first.concern.reference.lower(), first.follow_code.replace("-", " "))

    assert found == first.concern
    assert queries.concern_followed(second.concern.reference, first.follow_code) is None
    assert queries.concern_followed("", "") is None


def test_told_to_reporter_leaves_notes_of_leads_out(provider, lead):
    row = concern(provider)
    for kind in (NoteKind.INSIDE, NoteKind.ANSWER):
        queries.ConcernNote.objects.create(concern=row, kind=kind, words=kind, by=lead, happened_at=row.happened_at)

    assert [note.words for note in queries.told_to_reporter(row)] == ["answer"]


def test_places_for_a_visitor_are_the_training_providers_with_their_leads(provider, lead):
    people.organisation("employer")

    assert queries.places_for(people.user()) == [queries.Place(provider, ("Asha Rahman",))]


def test_places_for_a_member_hold_their_own_organisation_too(provider):
    employer = people.organisation("employer", name="A Surgery")
    person = people.member(Role.EMPLOYER, employer)

    assert [place.organisation for place in queries.places_for(person)] == [employer, provider]


def test_likely_place_is_that_of_the_record_then_the_only_own_one(provider):
    other = people.provider()
    person = people.trainee(other)
    places = queries.places_for(person)
    target = queries.Target("x.y", uuid.uuid4(), "entry", frozenset(), provider.pk)

    likely = [queries.likely_place(places, record, person).organisation for record in (target, None)]

    assert likely == [provider, other]
    assert queries.likely_place(places, None, people.user()) is None


def test_places_to_pass_on_to_are_other_organisations_with_a_lead(provider, lead):
    other = people.organisation("commissioner")
    people.member(Role.SAFEGUARDING, other, name="Ben Carver")
    people.provider()
    concern(provider)

    row = queries.concerns_visible_to(lead).get()

    assert queries.places_to_pass_on_to(row) == [queries.Place(other, ("Ben Carver",))]


def test_target_of_reads_the_people_and_the_organisation_on_a_record(provider):
    trainee, supervisor = people.trainee(provider), people.user()
    tie = people.responsible(supervisor, trainee, "coaching_supervisor", provider)

    target = queries.target_of("people.Responsibility", tie.key)

    assert target == queries.Target(
        "people.responsibility", tie.key, "responsibility", frozenset({trainee.pk, supervisor.pk}), provider.pk
    )


def test_target_of_a_person_is_that_person():
    person = people.user()

    assert queries.target_of("people.user", person.key).people == frozenset({person.pk})


def test_target_of_an_unknown_key_tells_nothing_about_what_exists():
    key = uuid.uuid4()

    assert queries.target_of("people.user", key) == queries.Target("people.user", key, "person", frozenset(), None)


@pytest.mark.parametrize("label", ["", "nonsense", "no.such", "sessions.session", "concerns.concern", "a.b.c"])
def test_target_of_knows_only_records_of_other_rooms(label):
    assert queries.target_of(label, uuid.uuid4()) is None


def test_kind_of_record_is_empty_for_what_no_longer_is_one():
    assert (queries.kind_of_record("people.user"), queries.kind_of_record("gone.model")) == ("person", "")


@pytest.mark.parametrize("label", queries._KINDS)
def test_every_kind_of_record_that_is_named_is_one(label):
    assert queries.target_of(label, uuid.uuid4()).label == label
