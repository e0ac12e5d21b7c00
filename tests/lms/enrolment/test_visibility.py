"""Who sees which cohort, enrolment, session and file; and who may do what to them."""

import pytest

from lms.enrolment import actions, permissions, queries
from lms.people.enums import ResponsibilityKind, Role
from tests.factories import enrolment as build
from tests.factories import people

pytestmark = pytest.mark.django_db
STAFF = ["trainer", "assessor", "iqa", "manager", "admin"]


@pytest.fixture
def world():
    """An enrolment with a session; everybody of its provider; the same roles elsewhere."""
    provider, elsewhere = people.provider(), people.provider()
    trainee = people.trainee(provider)
    enrolment = build.enrolment(build.cohort(provider), trainee)
    session = build.session(enrolment.cohort)
    here = {role: people.member(role, provider) for role in Role.values}
    there = {role: people.member(role, elsewhere) for role in Role.values}
    supervisor = people.user()
    people.responsible(supervisor, trainee, ResponsibilityKind.COACHING_SUPERVISOR, provider)
    return {
        "enrolment": enrolment,
        "session": session,
        "here": here | {"learner": trainee, "teacher": session.trainer, "responsible": supervisor},
        "there": there,
    }


def seen_by(query, who):
    return sorted(name for name, person in who.items() if query(person).exists())


def test_cohorts_are_seen_by_staff_of_the_provider_and_their_trainers(world):
    assert seen_by(queries.cohorts_visible_to, world["here"]) == sorted([*STAFF, "teacher"])
    assert seen_by(queries.cohorts_visible_to, world["there"]) == []


def test_a_trainer_who_has_left_still_sees_the_cohort_that_they_teach(world):
    cohort = world["enrolment"].cohort
    trainer = people.member(Role.TRAINER, cohort.provider)
    build.session(cohort, trainer=trainer, starts_at=build.AFTERWARDS)
    trainer.memberships.update(to_date=people.LONG_AGO)

    assert list(queries.cohorts_visible_to(trainer)) == [cohort]
    assert permissions.can_teach_cohort(trainer, cohort)


def test_enrolments_are_seen_by_their_learner_staff_and_whoever_is_responsible(world):
    assert seen_by(queries.enrolments_visible_to, world["here"]) == sorted(
        [*STAFF, "learner", "responsible", "teacher"]
    )
    assert seen_by(queries.enrolments_visible_to, world["there"]) == []


def test_sessions_are_seen_like_their_cohort(world):
    assert seen_by(queries.sessions_visible_to, world["here"]) == sorted([*STAFF, "teacher"])
    assert seen_by(queries.sessions_visible_to, world["there"]) == []


def test_imports_are_seen_by_whoever_uploaded_them(world):
    manager = world["here"]["manager"]
    actions.upload_trainees(
        cohort=world["enrolment"].cohort,
        file_name="a.csv",
        content=b"name,email\nA,a@example.org\n",
        by=manager,
        at=build.JOINED_AT,
    )

    assert seen_by(queries.imports_visible_to, world["here"]) == ["manager"]
    assert seen_by(queries.confirmed_imports_visible_to, world["here"]) == []


@pytest.mark.parametrize(
    ("allowed", "who"),
    [
        (permissions.can_manage_cohort, ["admin", "manager"]),
        (permissions.can_teach_cohort, ["admin", "assessor", "manager", "teacher", "trainer"]),
        (permissions.can_see_cohort, sorted([*STAFF, "teacher"])),
    ],
)
def test_what_may_be_done_to_a_cohort(world, allowed, who):
    cohort = world["enrolment"].cohort

    assert sorted(name for name, person in world["here"].items() if allowed(person, cohort)) == who
    assert [name for name, person in world["there"].items() if allowed(person, cohort)] == []


def test_the_register_is_kept_by_trainers(world):
    allowed = [
        name for name, person in world["here"].items() if permissions.can_keep_register(person, world["session"])
    ]

    assert sorted(allowed) == ["teacher", "trainer"]


def test_an_enrolment_is_learnt_in_by_its_learner_until_they_leave(world):
    enrolment = world["enrolment"]
    before = [name for name, person in world["here"].items() if permissions.can_learn(person, enrolment)]

    left = actions.withdraw_enrolment(enrolment=enrolment, by=world["here"]["manager"], at=build.AFTERWARDS)

    assert before == ["learner"]
    assert not permissions.can_learn(enrolment.trainee, left)


def test_who_has_completed_may_read_again(world):
    done = actions.complete_enrolment(enrolment=world["enrolment"], by=world["here"]["manager"], at=build.AFTERWARDS)

    assert permissions.can_learn(done.trainee, done)
    assert list(queries.current_enrolments(done.trainee)) == [done]


def test_versions_are_published_by_editors_and_administrators(world):
    allowed = [name for name, person in world["here"].items() if permissions.can_publish_versions(person)]

    assert sorted(allowed) == ["admin", "editor"]


def test_the_short_ways_show_nothing_that_the_rules_do_not(world):
    """`own_enrolment` and `staffed_cohort` are asked before the full rules; they may say less, never more."""
    enrolment = world["enrolment"]
    everybody = [*world["here"].values(), *world["there"].values()]
    for person in everybody:
        own = queries.own_enrolment(person, enrolment.key)
        assert own is None or own in queries.enrolments_visible_to(person)
        staffed = queries.staffed_cohort(person, enrolment.cohort.key)
        assert staffed is None or staffed in queries.cohorts_visible_to(person)

    learner, manager = world["here"]["learner"], world["here"]["manager"]
    assert queries.own_enrolment(learner, enrolment.key) == enrolment
    assert queries.staffed_cohort(manager, enrolment.cohort.key) == enrolment.cohort
