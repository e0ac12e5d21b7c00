import datetime

import pytest

from assessments.signoff import actions, queries
from assessments.signoff.enums import EvidenceLabel, Status
from lms.people.enums import ResponsibilityKind, Role
from tests.factories import accreditation, enrolment, people, practice, roleplay, signoff

pytestmark = pytest.mark.django_db
AT = signoff.AT
TODAY = AT.date()


def test_sign_offs_are_seen_by_trainee_assessor_and_staff_of_the_organisation(us, provider):
    row = signoff.sign_off(**us)
    staff = [people.member(role, provider) for role in (Role.TRAINER, Role.IQA, Role.MANAGER)]

    for person in (us["trainee"], us["assessor"], *staff):
        assert list(queries.sign_offs_visible_to(person)) == [row]


def test_sign_offs_are_not_seen_by_others(us, provider):
    signoff.sign_off(**us)
    elsewhere = people.provider()
    others = [people.trainee(provider), people.member(Role.SUPERVISOR, provider), people.assessor(elsewhere)]

    assert [list(queries.sign_offs_visible_to(person)) for person in others] == [[], [], []]


def test_effective_sign_offs_are_those_known_on_the_day(us):
    row = signoff.sign_off(**us)
    actions.withdraw_sign_off(sign_off=row, reason="Wrong", by=us["assessor"], at=AT + datetime.timedelta(days=2))

    assert list(queries.effective_sign_offs(us["trainee"], TODAY - datetime.timedelta(days=1))) == []
    assert list(queries.effective_sign_offs(us["trainee"], TODAY)) == [row]
    assert list(queries.effective_sign_offs(us["trainee"], TODAY + datetime.timedelta(days=2))) == []


def test_competencies_with_status_tell_what_still_waits_from_what_is_in_effect(unqualified, colleague):
    row = signoff.sign_off(**unqualified, competencies=["HC1"])
    before = signed(unqualified["trainee"])

    actions.countersign(sign_off=row, outcome="countersigned", reason="Read", by=colleague, at=AT)

    assert before == [("HC1", Status.TO_COUNTERSIGN)]
    assert signed(unqualified["trainee"]) == [("HC1", Status.EFFECTIVE)]


def test_competencies_with_status_leave_out_what_was_returned(unqualified, colleague):
    row = signoff.sign_off(**unqualified, competencies=["HC1"])

    actions.countersign(sign_off=row, outcome="returned", reason="Cite the second session too", by=colleague, at=AT)

    assert signed(unqualified["trainee"]) == []


def signed(trainee):
    rows = queries.competencies_with_status(trainee, TODAY)
    return [(row.competency_version.competency.code, row.status) for row in rows]


def test_sign_offs_to_countersign_are_a_qualified_assessors_own_organisations(unqualified, colleague, provider):
    row = signoff.sign_off(**unqualified)

    assert list(queries.sign_offs_to_countersign(colleague)) == [row]
    assert list(queries.sign_offs_to_countersign(people.assessor(provider))) == []
    assert list(queries.sign_offs_to_countersign(unqualified["assessor"])) == []


def test_sign_offs_to_countersign_leaves_out_another_organisations(unqualified):
    signoff.sign_off(**unqualified)
    elsewhere = people.provider()
    stranger = people.assessor(elsewhere)
    signoff.qualified(stranger, elsewhere)

    assert list(queries.sign_offs_to_countersign(stranger)) == []


def test_sign_offs_to_release_are_the_quality_assurers(us, iqa, provider):
    roleplay.policy(sampling={"percent": 100, "first_sign_off": True, "disagreement": True})
    row = signoff.sign_off(**us)

    assert list(queries.sign_offs_to_release(iqa)) == [row]
    assert list(queries.sign_offs_to_release(people.manager(provider))) == []
    assert list(queries.sign_offs_to_release(people.member(Role.IQA, people.provider()))) == []


def test_sign_offs_to_release_leaves_out_what_one_countersigned_or_made(unqualified, colleague, provider):
    roleplay.policy(sampling={"percent": 100, "first_sign_off": True, "disagreement": True})
    row = signoff.sign_off(**unqualified)
    actions.countersign(sign_off=row, outcome="countersigned", reason="Read", by=colleague, at=AT)
    for person in (colleague, unqualified["assessor"]):
        people.actions.add_member(
            person=person, organisation=provider, role=Role.IQA, by=None, at=AT, from_date=people.LONG_AGO
        )
        again = type(person).objects.get(pk=person.pk)

        assert list(queries.sign_offs_to_release(again)) == []


def test_sign_offs_to_review_are_ones_own_that_were_returned(unqualified, colleague):
    row = signoff.sign_off(**unqualified)
    actions.countersign(sign_off=row, outcome="returned", reason="Too thin", by=colleague, at=AT)

    assert list(queries.sign_offs_to_review(unqualified["assessor"])) == [row]
    assert list(queries.sign_offs_to_review(colleague)) == []


def test_evidence_is_of_the_person_the_organisation_and_the_day(us, provider):
    coach, verifier = us["trainee"], practice.verifier_of(us["trainee"], provider)
    practice.confirmed(coach, verifier, at=AT)
    practice.confirmed(coach, verifier, at=AT, minutes=60)
    practice.submitted(coach, verifier)
    roleplay.observation(trainee=coach, observer=us["assessor"], organisation=provider)
    signoff.reflection(coach, provider, at=AT + datetime.timedelta(days=1))

    today = queries.evidence_for(coach, provider, TODAY)
    tomorrow = queries.evidence_for(coach, provider, TODAY + datetime.timedelta(days=1))

    assert [item.label for item in today] == [EvidenceLabel.OBSERVATION, EvidenceLabel.PRACTICE]
    assert today[1].words == "2 confirmed practice sessions, 1 h 30 min, up to 20 November 2026"
    assert [item.label for item in tomorrow] == [
        EvidenceLabel.OBSERVATION,
        EvidenceLabel.PRACTICE,
        EvidenceLabel.REFLECTION,
    ]
    assert queries.evidence_for(coach, people.provider(), TODAY) == ()


def test_an_observation_that_failed_as_a_whole_is_no_evidence(us, provider):
    roleplay.observation(trainee=us["trainee"], observer=us["assessor"], organisation=provider, points=(0, 3, 3))

    assert queries.evidence_for(us["trainee"], provider, TODAY) == ()


def test_the_digest_of_practice_changes_with_the_logbook(us, provider):
    coach, verifier = us["trainee"], practice.verifier_of(us["trainee"], provider)
    practice.confirmed(coach, verifier, at=AT)
    before = queries.evidence_for(coach, provider, TODAY)[0].digest

    practice.confirmed(coach, verifier, at=AT)

    assert queries.evidence_for(coach, provider, TODAY)[0].digest != before


def test_trainees_to_sign_off_are_those_of_ones_organisation_and_those_one_is_assessor_of(us):
    visited = people.trainee(people.provider())
    people.responsible(us["assessor"], visited, ResponsibilityKind.ASSESSOR, people.provider())
    people.trainee(people.provider())

    assert set(queries.trainees_to_sign_off(us["assessor"])) == {us["trainee"], visited}


def test_trainees_to_sign_off_leaves_out_whoever_learns_on_the_skills_route_alone(us, provider):
    accreditation.standard()
    skills, both, tied = (people.trainee(provider) for _number in range(3))
    enrolment.on_route("skills", tied, provider)
    enrolment.on_route("skills", skills, provider)
    enrolment.on_route("skills", both, provider)
    enrolment.on_route("service", both, provider)
    people.responsible(us["assessor"], tied, ResponsibilityKind.ASSESSOR, provider)

    assert set(queries.trainees_to_sign_off(us["assessor"])) == {us["trainee"], both, tied}
    assert set(queries.trainees_one_may_sign_off(us["assessor"])) == {us["trainee"], both, tied, skills}


def test_with_sign_off_counts_counts_what_is_in_effect(us, provider):
    signoff.sign_off(**us)
    other = people.trainee(provider)
    withdrawn = signoff.sign_off(**us | {"trainee": other})
    actions.withdraw_sign_off(sign_off=withdrawn, reason="Wrong", by=us["assessor"], at=AT)

    rows = queries.with_sign_off_counts(queries.trainees_to_sign_off(us["assessor"]), us["assessor"])

    assert {row: row.signed_off for row in rows} == {us["trainee"]: 1, other: 0}


def test_with_qualification_says_who_is_qualified_today(us, colleague, provider, iqa):
    fresh = people.assessor(provider)

    rows = queries.with_qualification(queries.assessors_visible_to(iqa))

    assert {row: row.is_qualified for row in rows} == {us["assessor"]: True, colleague: True, fresh: False}


def test_assessors_are_seen_by_quality_assurers_and_managers_of_their_organisation(us, provider):
    assert list(queries.assessors_visible_to(people.manager(provider))) == [us["assessor"]]
    assert list(queries.assessors_visible_to(people.manager(people.provider()))) == []
    assert list(queries.assessors_visible_to(us["assessor"])) == []


def test_status_prefers_the_ending(us):
    row = signoff.sign_off(**us)
    actions.withdraw_sign_off(sign_off=row, reason="Wrong", by=us["assessor"], at=AT)

    assert queries.status_of(row, TODAY) == Status.WITHDRAWN
