import datetime

import pytest

from assessments.roleplay import actions, queries
from assessments.roleplay.enums import ExposureKind
from lms.core import clock
from lms.people.enums import ResponsibilityKind, Role
from tests.factories import accreditation, enrolment, people, roleplay

pytestmark = pytest.mark.django_db
AT = roleplay.AT
TODAY = AT.date()
LATER = AT + datetime.timedelta(days=5)


@pytest.fixture(autouse=True)
def _now():
    with clock.fixed(AT):
        yield


def superseded(us, at=LATER):
    old = roleplay.observation(**us)
    draft = actions.supersede_observation(observation=old, reason="Wrong level", by=us["observer"], at=at)
    new = actions.record_observation(draft=roleplay.complete(draft, points=(3, 0, 0), at=at), by=us["observer"], at=at)
    return old, new


def test_observations_are_seen_by_trainee_observer_and_staff_of_the_organisation(us, provider):
    observation = roleplay.observation(**us)
    staff = [people.member(role, provider) for role in (Role.TRAINER, Role.IQA, Role.MANAGER)]

    for person in (us["trainee"], us["observer"], *staff):
        assert list(queries.observations_visible_to(person)) == [observation]


def test_observations_are_not_seen_by_others(us, provider):
    roleplay.observation(**us)
    elsewhere = people.provider()
    others = [
        people.trainee(provider),
        people.member(Role.SUPERVISOR, provider),
        people.member(Role.COMMISSIONER, provider),
        people.assessor(elsewhere),
        people.manager(elsewhere),
        people.user(),
    ]

    assert [list(queries.observations_visible_to(person)) for person in others] == [[]] * len(others)


def test_observations_are_seen_by_the_visiting_assessor_of_that_organisation_only(us, provider):
    observation = roleplay.observation(**us)
    elsewhere = people.provider()
    visiting, wrong_place = people.assessor(elsewhere), people.assessor(elsewhere)
    people.responsible(visiting, us["trainee"], ResponsibilityKind.ASSESSOR, provider)
    people.responsible(wrong_place, us["trainee"], ResponsibilityKind.ASSESSOR, elsewhere)

    assert list(queries.observations_visible_to(visiting)) == [observation]
    assert list(queries.observations_visible_to(wrong_place)) == []


def test_drafts_are_the_observers_alone(us, provider):
    draft = roleplay.draft(**us)

    assert list(queries.drafts_of(us["observer"])) == [draft]
    assert not queries.drafts_of(us["trainee"]).exists()
    assert not queries.drafts_of(people.manager(provider)).exists()


def test_with_progress_counts_criteria_scored_with_level_and_note(us):
    draft = roleplay.draft(**us)
    actions.judge_globally(draft=draft, judgement="pass", by=us["observer"], at=AT)
    first, second, _third = roleplay.marks(draft, 3, 2, 2)
    half = actions.Mark(second.criterion, second.level, "")
    actions.score_criteria(draft=draft, marks=[first, half], by=us["observer"], at=AT)

    row = queries.with_progress(queries.drafts_of(us["observer"])).get()

    assert (row.criteria, row.scored) == (3, 1)


def test_trainees_to_observe_are_those_of_ones_organisation_and_those_one_is_responsible_for(us, provider):
    visited = people.trainee(people.provider())
    people.responsible(us["observer"], visited, ResponsibilityKind.ASSESSOR, people.provider())
    people.trainee(people.provider())

    assert set(queries.trainees_to_observe(us["observer"])) == {us["trainee"], visited}


def test_trainees_to_observe_leaves_out_whoever_learns_on_the_skills_route_alone(us, provider):
    accreditation.standard()
    skills, both, tied = (people.trainee(provider) for _number in range(3))
    enrolment.on_route("skills", tied, provider)
    enrolment.on_route("skills", skills, provider)
    enrolment.on_route("skills", both, provider)
    enrolment.on_route("service", both, provider)
    enrolment.on_route("service", us["trainee"], provider)
    people.responsible(us["observer"], tied, ResponsibilityKind.ASSESSOR, provider)

    assert set(queries.trainees_to_observe(us["observer"])) == {us["trainee"], both, tied}
    assert set(queries.trainees_one_may_observe(us["observer"])) == {us["trainee"], both, tied, skills}


def test_trainees_to_observe_leaves_out_oneself(provider, us):
    people.actions.add_member(
        person=us["observer"], organisation=provider, role=Role.TRAINEE, by=None, at=AT, from_date=people.LONG_AGO
    )

    assert set(queries.trainees_to_observe(us["observer"])) == {us["trainee"]}


def test_observation_counts_leave_out_superseded_ones_and_other_organisations(us):
    superseded(us, at=AT)
    roleplay.observation(**us)
    elsewhere = people.provider()
    people.actions.add_member(
        person=us["trainee"], organisation=elsewhere, role=Role.TRAINEE, by=None, at=AT, from_date=people.LONG_AGO
    )
    roleplay.observation(trainee=us["trainee"], observer=people.assessor(elsewhere), organisation=elsewhere)

    row = queries.with_observation_counts(queries.trainees_to_observe(us["observer"]), us["observer"]).get()

    assert (row.observed, row.passed) == (2, 1)


def test_current_observations_are_those_known_on_the_day(us):
    old, new = superseded(us)

    before = queries.current_observations(us["trainee"], TODAY)
    after = queries.current_observations(us["trainee"], LATER.date())

    assert list(before) == [old]
    assert list(after) == [new]
    assert list(queries.current_observations(us["trainee"], TODAY - datetime.timedelta(days=1))) == []


def test_passed_observations_leaves_out_a_pass_that_was_superseded_by_a_fail(us):
    old, _new = superseded(us)

    assert list(queries.passed_observations(us["trainee"], TODAY)) == [old]
    assert list(queries.passed_observations(us["trainee"], LATER.date())) == []


def test_superseded_keys_names_what_was_replaced(us):
    old, _new = superseded(us)

    assert [row["key"] for row in queries.superseded_keys(LATER.date())] == [old.key]
    assert list(queries.superseded_keys(TODAY)) == []


def test_sights_before_lists_exposure_and_play_before_the_session(us):
    scenario = roleplay.scenario()
    week_ago = AT - datetime.timedelta(days=7)
    roleplay.observation(**us, scenario_version=scenario, observed_at=week_ago)
    for kind, at in ((ExposureKind.OPENED, week_ago), (ExposureKind.PRACTISED, AT)):
        actions.record_exposure(person=us["trainee"], scenario_version=scenario, kind=kind, at=at)
    draft = roleplay.draft(**us, scenario_version=scenario)

    sights = queries.sights_before(draft)

    assert {(sight.kind, sight.at) for sight in sights} == {
        (ExposureKind.OPENED, week_ago),
        (ExposureKind.PRACTISED, week_ago),
    }


def test_seen_scenario_ids_names_opened_and_played(us):
    opened, played, _unseen = (roleplay.scenario() for _ in range(3))
    actions.record_exposure(person=us["trainee"], scenario_version=opened, kind=ExposureKind.OPENED, at=AT)
    roleplay.observation(**us, scenario_version=played)

    assert queries.seen_scenario_ids(us["trainee"]) == {opened.scenario_id, played.scenario_id}


def test_scenarios_are_seen_by_whoever_holds_a_role(us):
    scenario = roleplay.scenario()

    assert list(queries.scenarios_visible_to(us["trainee"])) == [scenario]
    assert list(queries.scenarios_visible_to(people.user())) == []


def test_waiting_for_acknowledgement_leaves_out_read_and_superseded_ones(us):
    _old, new = superseded(us, at=AT)
    read = roleplay.observation(**us)
    actions.acknowledge_observation(observation=read, by=us["trainee"], at=AT)

    assert list(queries.waiting_for_acknowledgement(us["trainee"])) == [new]
