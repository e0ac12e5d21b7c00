import datetime

import pytest
from django.utils import timezone

from lms.accreditation import actions, queries
from lms.accreditation.enums import Outcome
from lms.accreditation.rules.values import Unit
from lms.competencies.enums import ServiceContext
from lms.core import clock
from lms.enrolment import actions as enrolment_actions
from lms.enrolment import queries as enrolment_queries
from lms.people.enums import OrganisationKind, Role
from lms.practice.enums import CoachRole
from lms.supervision.enums import SupervisionKind
from tests.factories import accreditation as make
from tests.factories import enrolment, people, practice, quizzes, roleplay, supervision
from tests.factories.standards import requirement

pytestmark = pytest.mark.django_db
JUNE = datetime.date(2026, 6, 1)
BODY = {"set_by": "the accrediting body"}


def clause(kind, **parameters):
    return requirement(key=kind.replace("_", "-"), kind=kind, title=kind, parameters={**parameters, **BODY})


def measured(row, asked, at=None):
    """The one requirement of a standard, measured for a learner."""
    make.standard(asked)
    return queries.standing(row.trainee, row, at or timezone.now()).results[0]


# Which version


def test_the_version_in_force_on_the_day_of_joining_counts():
    before = make.standard()
    make.standard(make.TAUGHT, version="2026.1", effective_from=JUNE)
    early = make.learner()
    late = enrolment.enrolment(early.cohort, at=clock.start_of(JUNE))

    assert queries.version_for(early) == before
    assert queries.version_for(late).label == "2026.1"


def test_no_version_before_the_first_or_after_the_last():
    version = make.standard(effective_from=JUNE, effective_to=datetime.date(2026, 7, 1))

    found = [
        queries.version_in_force("nhse-2020-skills", day)
        for day in (datetime.date(2026, 5, 31), JUNE, datetime.date(2026, 7, 1), datetime.date(2026, 7, 2))
    ]

    assert found == [None, version, version, None]


def test_a_programme_without_a_standard_has_no_standing():
    row = make.learner()

    assert queries.standing(row.trainee, row, timezone.now()) is None


# What is gathered, kind by kind


def test_taught_minutes_are_attested_by_who_kept_the_register():
    row = make.learner()
    session = make.attended(row, minutes=150)

    result = measured(row, make.TAUGHT)

    fact = result.evidence[0]
    assert (result.measured, result.unit) == (150, Unit.MINUTES)
    assert (fact.words, fact.attested_by.name, fact.key) == (session.title, session.trainer.name, str(session.key))


def test_taught_minutes_count_a_repeated_half_day_once():
    row = make.learner()
    make.attended(row, minutes=150)
    make.attended(row, minutes=180, starts_at=enrolment.TAUGHT_AT + datetime.timedelta(days=7))

    result = measured(row, make.TAUGHT)

    on = timezone.localdate()
    assert result.measured == 180
    assert result.measured == enrolment_queries.attended_minutes(row.trainee, row.cohort.version, on)


def test_an_approval_is_looked_up_for_the_taught_days():
    row = make.learner()
    make.attended(row)

    result = measured(row, make.APPROVED)

    assert result.is_met
    assert [fact.label for fact in result.evidence] == ["quality.programmeapproval"]


def test_modules_completed_on_the_day_of_the_last_lesson():
    row = make.learner()
    lessons = enrolment_queries.manifest_of(row.cohort.version).lessons()
    asked = requirement(
        key="modules", kind="modules_completed", title="Modules", force="provider", source="derived",
        parameters={"modules": "all", "set_by": "the provider"},
    )  # fmt: skip
    for number, lesson in enumerate(lessons, start=1):
        at = clock.start_of(JUNE) + datetime.timedelta(days=number)
        enrolment_actions.complete_lesson(enrolment=row, lesson=lesson, by=row.trainee, at=at)

    result = measured(row, asked)

    assert (result.measured, result.required) == (1, 1)
    assert result.evidence[0].on == JUNE + datetime.timedelta(days=len(lessons))


def test_knowledge_checks_of_the_programme_version():
    quiz = quizzes.quiz_version()
    version = enrolment.version(lessons=("one",), body=[enrolment.check_block(quiz)])
    row = enrolment.enrolment(enrolment.cohort(version_=version))
    asked = requirement(
        key="checks", kind="knowledge_checks_passed", title="Checks", force="provider", source="derived",
        parameters={"quizzes": "all", "pass_percent": 80, "set_by": "the provider"},
    )  # fmt: skip

    before = measured(row, asked)
    quizzes.result(row.trainee, quiz, row.cohort.provider)
    after = queries.standing(row.trainee, row, timezone.now()).results[0]

    assert (before.measured, before.required, str(before.next_step)) == (
        0, 1, f"Knowledge checks still to pass: {quiz.title}.",
    )  # fmt: skip
    assert (after.measured, after.evidence[0].percent) == (1, 100)


def test_practice_counts_what_is_confirmed_and_leaves_out_other_roles():
    row = make.learner()
    verifier = practice.verifier_of(row.trainee, row.cohort.provider, name="Vera Verifier")
    practice.confirmed(row.trainee, verifier, minutes=45)
    practice.confirmed(row.trainee, verifier, minutes=30, role=CoachRole.OBSERVER)
    practice.submitted(row.trainee, verifier, minutes=60)

    result = measured(row, clause("practice_minutes", minutes=60), practice.NOW + datetime.timedelta(days=1))

    assert (result.measured, result.required, len(result.left_out)) == (45, 60, 1)
    assert result.evidence[0].attested_by.name == "Vera Verifier"
    assert result.evidence[0].words == "I coached, General practice. Diary checked"


def test_supervision_counts_the_coaching_kind_alone():
    row = make.learner()
    coaching = supervision.supervisor_of(row.trainee, row.cohort.provider)
    clinical = supervision.supervisor_of(row.trainee, row.cohort.provider, SupervisionKind.CLINICAL)
    recent = supervision.NOW - datetime.timedelta(days=10)
    supervision.confirmed(row.trainee, coaching, started_at=recent)
    supervision.confirmed(row.trainee, coaching, started_at=recent - datetime.timedelta(days=90))
    supervision.confirmed(
        row.trainee, clinical, kind=SupervisionKind.CLINICAL, started_at=recent - datetime.timedelta(days=1)
    )

    asked = clause("supervision", minutes=60, within_days=42)
    result = measured(row, asked, supervision.NOW + datetime.timedelta(days=1))

    assert (result.measured, len(result.evidence), len(result.left_out)) == (60, 1, 1)
    assert result.evidence[0].attested_by.name == coaching.name


def test_follow_ups_are_named_by_kind_and_not_by_the_learners_words():
    row = make.learner()
    make.followed_up(row)

    result = measured(row, clause("follow_up_activities", number=1))

    assert [fact.words for fact in result.evidence] == ["Shared what worked with my team"]


def test_observations_that_passed():
    row = make.learner()
    observer = people.assessor(row.cohort.provider)
    roleplay.observation(
        trainee=row.trainee, observer=observer, organisation=row.cohort.provider, context=ServiceContext.CLINICAL
    )

    asked = clause("observations_passed", number=1, rubric="small")
    result = measured(row, asked, roleplay.AT + datetime.timedelta(days=1))

    assert (result.measured, result.evidence[0].context) == (1, "clinical")
    assert result.evidence[0].attested_by.name == observer.name


def test_a_later_cycle_starts_after_the_earlier_award():
    make.standard()
    first = make.ready()
    award = make.awarded(first)
    second = enrolment.enrolment(enrolment.cohort(first.cohort.provider, first.cohort.version), first.trainee)

    now = timezone.now()
    again = queries.standing(second.trainee, second, now)
    same = queries.standing(first.trainee, first, now)

    assert [result.measured for result in same.results] == [1, 180, 1]
    assert [result.measured for result in again.results] == [1, 0, 0]
    assert award.cycle == 1


# Who sees what


def test_the_queue_holds_ones_own_providers_open_enrolments_and_not_ones_own():
    make.standard()
    row, _elsewhere = make.ready(), make.ready()
    manager = people.manager(row.cohort.provider)
    done = enrolment.enrolment(row.cohort)
    make.attended(done, starts_at=enrolment.TAUGHT_AT + datetime.timedelta(days=3))
    make.awarded(done, reason="Fine.")

    assert [(found, found.asked_at) for found in queries.enrolments_to_decide(manager)] == [(row, None)]


def test_the_queue_says_when_the_decision_was_asked_for_until_it_is_taken():
    make.standard()
    row = make.ready()
    manager = people.manager(row.cohort.provider)
    asked = actions.request_award(enrolment=row, by=row.trainee, at=timezone.now())

    before = queries.enrolments_to_decide(manager).get().asked_at
    make.decided(row, Outcome.REFUSED, reason="Not yet.")
    after = queries.enrolments_to_decide(manager).get().asked_at

    assert (before, after) == (asked.happened_at, None)


def test_awards_visible_to():
    make.standard()
    award, other = make.awarded(), make.awarded()
    body = people.organisation(OrganisationKind.ACCREDITING_BODY)
    people.remit(body, award.provider)
    commissioner_org = people.organisation(OrganisationKind.COMMISSIONER)
    people.remit(commissioner_org, award.provider)

    def seen(person):
        return set(queries.awards_visible_to(person))

    assert seen(award.person) == {award}
    assert seen(people.manager(award.provider)) == {award}
    assert seen(people.member(Role.REVIEWER, body)) == {award}
    assert seen(people.member(Role.COMMISSIONER, commissioner_org)) == set()
    assert seen(people.trainee(award.provider)) == set()
    assert seen(people.manager(other.provider)) == {other}


def test_a_standing_is_kept_until_something_about_it_changes(django_assert_num_queries):
    make.standard()
    row, now = make.ready(), timezone.now()
    assert queries.kept_standing(row, now) is None
    found = queries.standing(row.trainee, row, now)

    queries.keep_standing(found, queries.state_of_standing(row, now))

    with django_assert_num_queries(1):
        assert queries.kept_standing(row, now) == found
    make.followed_up(row, done_date=datetime.date(2026, 5, 2))
    assert queries.kept_standing(row, now) is None


@pytest.mark.parametrize(
    ("routes", "left", "is_unassessed"),
    [
        ([], None, False),
        (["skills"], None, True),
        (["skills"], "skills", False),
        (["service"], None, False),
        (["skills", "service"], None, False),
        (["skills", "service"], "service", True),
    ],
)
def test_unassessed_learners_are_those_whose_standards_assess_nobody(routes, left, is_unassessed):
    provider = people.provider()
    trainee = people.trainee(provider)
    make.standard()
    make.standard(clause("observations_passed", number=1, rubric="small"), key="nhse-2020-service")
    places = {route: enrolment.on_route(route, trainee, provider) for route in routes}
    if left:
        enrolment_actions.withdraw_enrolment(
            enrolment=places[left], by=people.manager(provider), at=enrolment.AFTERWARDS
        )

    assert trainee.memberships.filter(queries.unassessed_learners("person", "organisation")).exists() is is_unassessed


def test_a_skills_standard_that_asks_to_be_observed_assesses():
    make.standard(clause("observations_passed", number=1, rubric="small"))
    row = make.learner()

    assert not row.trainee.memberships.filter(queries.unassessed_learners("person", "organisation")).exists()
