"""Raising, routing, answering and passing on concerns; and who must never see one."""

import dataclasses
import datetime
import uuid

import pytest
from django.core import mail

from lms.audit.actions import erase_person
from lms.audit.models import AuditEvent, PersonalValue
from lms.concerns import actions, queries
from lms.concerns.enums import NoteKind, RoutingReason, SourceChoice, Status, Tie
from lms.concerns.models import Concern, ConcernEvent, ConcernPerson, ConcernRouting, ConcernSource
from lms.core import clock
from lms.core.errors import NotYours
from lms.people.enums import Role
from lms.people.models import Interest
from tests.factories import people
from tests.factories.concerns import concern, raised

AT = datetime.datetime(2026, 11, 22, 10, tzinfo=datetime.UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider():
    return people.provider(name="Northmoor Training")


@pytest.fixture
def lead(provider):
    return people.member(Role.SAFEGUARDING, provider, name="Asha Rahman", email="asha@example.org")


@pytest.fixture
def host():
    return people.organisation(is_administering=True, name="Teachback Board")


@pytest.fixture
def host_lead(host):
    return people.member(Role.SAFEGUARDING, host, name="Ben Carver", email="ben@example.org")


def places_of(row):
    return list(row.routings.order_by("id").values_list("organisation__name", "reason"))


def ties_of(row):
    return dict(row.people.values_list("person__name", "tie"))


def test_raise_concern_lays_it_with_the_chosen_organisation(provider, lead):
    row = raised(organisation=provider, at=AT).concern

    assert places_of(row) == [("Northmoor Training", RoutingReason.CHOSEN)]
    assert queries.latest_status(row) == Status.RECEIVED
    assert list(row.events.order_by("id").values_list("kind", "by")) == [("raised", None), ("routed", None)]
    assert row.happened_at == AT


def test_raise_concern_leaves_nothing_in_the_audit_log(provider, lead):
    before = AuditEvent.objects.count()
    reporter = people.trainee(provider)
    added = AuditEvent.objects.count()

    concern(provider, by=reporter, choice=SourceChoice.OPEN)

    assert (before + 1, AuditEvent.objects.count()) == (added, added)


def test_raise_concern_without_an_organisation_goes_to_the_one_that_runs_the_installation(host, host_lead):
    assert places_of(raised().concern) == [("Teachback Board", RoutingReason.UNKNOWN)]


def test_raise_concern_goes_on_where_the_organisation_has_no_lead(provider, host, host_lead):
    row = concern(provider)

    assert places_of(row) == [("Teachback Board", RoutingReason.NOBODY_FREE)]


def test_raise_concern_about_the_only_lead_passes_them_over(provider, lead, host, host_lead):
    row = concern(provider, person_words="Ms Rahman")

    assert places_of(row) == [("Teachback Board", RoutingReason.NOBODY_FREE)]
    assert ties_of(row) == {"Asha Rahman": Tie.IN_THE_WORDS}
    assert [queries.concerns_visible_to(person).count() for person in (lead, host_lead)] == [0, 1]


def test_raise_concern_sets_aside_whoever_belonged_on_that_day(provider, lead):
    former = people.trainee(provider, name="Dora Finch")
    former.memberships.update(to_date=AT.date() - datetime.timedelta(days=1))

    rows = [concern(provider, words="Dora Finch laughed.", at=at) for at in (AT - datetime.timedelta(days=1), AT)]

    assert [ties_of(row) for row in rows] == [{"Dora Finch": Tie.IN_THE_WORDS}, {}]


def test_raise_concern_naming_one_of_two_leads_stays_with_the_other(provider, lead):
    other = people.member(Role.CASE_HANDLER, provider, name="Colm Byrne")

    row = concern(provider, words="Asha Rahman told me to leave it out of the log.")

    assert places_of(row) == [("Northmoor Training", RoutingReason.CHOSEN)]
    assert [queries.concerns_visible_to(person).count() for person in (lead, other)] == [0, 1]


def test_raise_concern_can_be_kept_from_all_the_leads_of_an_organisation(provider, lead, host, host_lead):
    row = concern(provider, is_about_lead=True)

    assert places_of(row) == [("Teachback Board", RoutingReason.NOBODY_FREE)]
    assert ties_of(row) == {"Asha Rahman": Tie.NOT_TO_SEE_IT}


def test_raise_concern_is_refused_where_nobody_could_see_it(provider, lead):
    with pytest.raises(actions.NobodyToReceive):
        concern(provider, person_words="Asha Rahman")

    assert Concern.objects.count() == 0


def test_somebody_named_stays_out_when_they_become_a_lead(provider, lead):
    person = people.trainee(provider, name="Dele Okoro")
    concern(provider, words="Dele Okoro wrote hours that never were.")

    people.actions.add_member(
        person=person, organisation=provider, role=Role.SAFEGUARDING, by=None, at=AT, from_date=people.LONG_AGO
    )

    assert queries.concerns_visible_to(person).count() == 0


def test_people_on_the_record_do_not_see_it_but_for_the_reporter(provider, lead):
    reporter = people.member(Role.SAFEGUARDING, provider)
    tie = Interest.objects.create(person=reporter, about=lead, kind="friend", happened_at=AT)
    target = queries.target_of("people.interest", tie.key)

    row = concern(provider, by=reporter, choice=SourceChoice.CONFIDENTIAL, target=target)

    assert (row.target_label, row.target_key) == ("people.interest", tie.key)
    assert ties_of(row) == {lead.name: Tie.ON_THE_RECORD}


def test_an_anonymous_reporter_on_the_record_is_set_aside_like_the_others(provider, lead):
    reporter = people.trainee(provider)
    tie = Interest.objects.create(person=reporter, about=people.user(name="Eve"), kind="friend", happened_at=AT)
    target = queries.target_of("people.interest", tie.key)

    row = concern(provider, by=reporter, target=target)

    assert ties_of(row) == {reporter.name: Tie.ON_THE_RECORD, "Eve": Tie.ON_THE_RECORD}


@pytest.mark.parametrize(
    ("choice", "has_reporter", "name"),
    [
        (SourceChoice.OPEN, True, "Jo Reporter"),
        (SourceChoice.CONFIDENTIAL, True, "Jo Reporter"),
        (SourceChoice.ANONYMOUS, False, ""),
    ],
)
def test_raise_concern_keeps_of_its_source_what_the_reporter_chose(provider, lead, choice, has_reporter, name):
    reporter = people.trainee(provider, name="Jo Reporter")

    row = concern(provider, by=reporter, choice=choice, name="", contact="07700 900123")

    source = ConcernSource.objects.get(concern=row)
    assert (source.reporter_id == reporter.pk, source.name, source.contact) == (has_reporter, name, "07700 900123")


def test_raise_concern_takes_a_name_typed_without_an_account(provider, lead):
    row = concern(provider, choice=SourceChoice.CONFIDENTIAL, name="Jo Visitor")

    source = ConcernSource.objects.get(concern=row)
    assert (source.reporter, source.name) == (None, "Jo Visitor")


def test_an_anonymous_concern_names_its_reporter_nowhere(provider, lead):
    reporter = people.trainee(provider)

    row = concern(provider, by=reporter)

    links = {
        (relation.related_model.__name__, field.name)
        for relation in Concern._meta.related_objects
        for field in relation.related_model._meta.concrete_fields
        if field.related_model is type(reporter)
        and relation.related_model.objects.filter(concern=row, **{field.name: reporter}).exists()
    }
    assert links == set()


def test_raise_concern_twice_with_one_form_is_one_concern_with_one_code(provider, lead):
    form_key = uuid.uuid4()

    first = raised(organisation=provider, form_key=form_key)
    second = raised(organisation=provider, form_key=form_key)

    assert second == first
    assert Concern.objects.count() == 1


def test_the_follow_code_is_kept_only_as_a_hash(provider, lead):
    outcome = raised(organisation=provider)

    kept = Concern.objects.values().get()
    assert outcome.follow_code not in str(kept)
    assert queries.concern_followed(outcome.concern.reference, outcome.follow_code) == outcome.concern


def test_leads_are_told_after_commit_that_a_concern_waits_and_nothing_else(
    provider, lead, django_capture_on_commit_callbacks
):
    people.member(Role.CASE_HANDLER, provider, name="Colm Byrne", email="colm@example.org")

    with django_capture_on_commit_callbacks(execute=True):
        row = concern(provider, person_words="Colm Byrne")

    assert [message.to for message in mail.outbox] == [["asha@example.org"]]
    sent = mail.outbox[0].subject + mail.outbox[0].body
    assert [word for word in (row.words, row.reference, str(row.key), "Byrne", row.kind) if word in sent] == []
    assert "http://127.0.0.1:8000/concerns/" in sent


def test_add_note_keeps_who_wrote_it(provider, lead):
    row = concern(provider)

    note = actions.add_note(concern=row, kind=NoteKind.INSIDE, words="Rang the council.", by=lead, at=AT)

    assert (note.kind, note.words, note.by) == ("inside", "Rang the council.", lead)
    assert list(row.events.order_by("id").values_list("kind", "by"))[-1] == ("noted", lead.pk)


def test_add_note_to_the_reporter_is_an_answer(provider, lead):
    row = concern(provider)

    note = actions.add_note(concern=row, kind=NoteKind.ANSWER, words="Thank you.", by=lead, at=AT)

    assert list(queries.told_to_reporter(row)) == [note]
    assert row.events.order_by("id").last().kind == "answered"


def test_add_to_concern_names_nobody_and_tells_the_leads(provider, lead, django_capture_on_commit_callbacks):
    row = concern(provider)

    with django_capture_on_commit_callbacks(execute=True):
        note = actions.add_to_concern(concern=row, words="It happened again.", at=AT)

    assert (note.kind, note.by) == ("added", None)
    assert [message.to for message in mail.outbox] == [["asha@example.org"]]


def test_add_to_concern_twice_with_the_same_words_is_written_once(provider, lead):
    row = concern(provider)

    first = actions.add_to_concern(concern=row, words="It happened again.", at=AT)
    second = actions.add_to_concern(concern=row, words="It happened again.", at=AT)

    assert second == first


def test_change_status_keeps_words_and_lead(provider, lead):
    row = concern(provider)

    changed = actions.change_status(concern=row, status=Status.LOOKED_AT, words="Reading the log.", by=lead, at=AT)

    assert (changed.status, changed.words, changed.by) == ("looked_at", "Reading the log.", lead)
    assert queries.latest_status(row) == Status.LOOKED_AT


def test_change_status_refuses_what_cannot_follow(provider, lead):
    row = concern(provider)
    actions.change_status(concern=row, status=Status.CLOSED, words="Nothing found.", by=lead, at=AT)

    with pytest.raises(actions.StatusNotPossible):
        actions.change_status(concern=row, status=Status.PASSED_ON, words="To the police.", by=lead, at=AT)


def test_pass_on_hands_it_over_and_those_who_had_it_see_it_no_more(provider, lead, host, host_lead):
    row = concern(provider)

    routing = actions.pass_on(concern=row, organisation=host, words="It is about our manager.", by=lead, at=AT)

    assert (routing.organisation, routing.reason, routing.by) == (host, RoutingReason.PASSED_ON, lead)
    assert queries.latest_status(row) == Status.PASSED_ON
    assert [queries.concerns_visible_to(person).count() for person in (lead, host_lead)] == [0, 1]


def test_pass_on_refuses_an_organisation_whose_only_lead_is_named(provider, lead, host, host_lead):
    row = concern(provider, words="Ben Carver told me to be silent.")

    with pytest.raises(actions.NobodyToReceive):
        actions.pass_on(concern=row, organisation=host, words="Over to you.", by=lead, at=AT)

    assert ConcernRouting.objects.count() == 1
    assert ConcernPerson.objects.count() == 0


@pytest.mark.parametrize(
    "act",
    [
        lambda row, by: actions.add_note(concern=row, kind=NoteKind.INSIDE, words="Late.", by=by, at=AT),
        lambda row, by: actions.change_status(concern=row, status=Status.CLOSED, words="Late.", by=by, at=AT),
        lambda row, by: actions.pass_on(concern=row, organisation=by.place, words="Late.", by=by, at=AT),
    ],
)
def test_a_lead_who_no_longer_has_a_concern_can_do_nothing_with_it(provider, lead, host, host_lead, act):
    row = concern(provider)
    actions.pass_on(concern=row, organisation=host, words="Over to you.", by=lead, at=AT)
    before = ConcernEvent.objects.count()
    lead.place = provider

    with pytest.raises(NotYours):
        act(row, lead)

    assert ConcernEvent.objects.count() == before


def test_record_view_says_who_opened_it_when(provider, lead):
    row = concern(provider)

    view = actions.record_view(concern=row, by=lead, at=AT)

    assert (view.by, view.happened_at) == (lead, AT)


def test_a_report_never_changes():
    with pytest.raises(dataclasses.FrozenInstanceError):
        actions.Report(kind="x", words="y", choice="z").words = "changed"


def test_erasing_a_reporter_keeps_the_report_and_forgets_how_to_reach_them(provider, lead):
    reporter = people.trainee(provider, name="Jo Reporter")
    row = concern(provider, by=reporter, choice=SourceChoice.OPEN, contact="07700 900123")

    with clock.fixed(AT):
        erase_person(person=reporter, by=lead, at=AT)

    source = ConcernSource.objects.select_related("reporter").get(concern=row)
    assert (source.name, source.contact, source.reporter.name) == ("", "", "Erased person")
    assert Concern.objects.get().words == row.words
    assert PersonalValue.objects.filter(person_key=reporter.key).count() == 0
