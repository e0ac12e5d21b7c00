import datetime

import pytest
from django.core import mail

from assessments.signoff import actions, queries
from assessments.signoff.enums import SamplingReason, Status
from lms.people.actions import declare_interest
from lms.people.enums import InterestKind, Role
from tests.factories import people, roleplay, signoff

pytestmark = pytest.mark.django_db
AT = signoff.AT
TODAY = AT.date()


def status(row, on=TODAY):
    return queries.status_of(row, on)


def declared_interest(first, second):
    declare_interest(person=first, about=second, kind=InterestKind.FRIEND, by=first, at=AT)


# Countersigning


def test_sign_off_without_a_qualification_waits_for_a_countersignature(unqualified):
    row = signoff.sign_off(**unqualified)

    assert row.needs_countersignature
    assert status(row) == Status.TO_COUNTERSIGN


def test_a_qualification_that_has_ended_counts_no_more(unqualified, provider, iqa):
    signoff.qualified(unqualified["assessor"], provider, by=iqa, to_date=TODAY - datetime.timedelta(days=1))

    assert signoff.sign_off(**unqualified).needs_countersignature


def test_a_policy_may_do_without_countersignature(unqualified):
    roleplay.policy(countersigns_unqualified=False)

    assert not signoff.sign_off(**unqualified).needs_countersignature


def check(row, outcome="countersigned", at=AT, *, by):
    return actions.countersign(sign_off=row, outcome=outcome, reason="I read the evidence.", by=by, at=at)


def test_countersign_lets_it_take_effect(unqualified, colleague):
    row = signoff.sign_off(**unqualified)

    countersignature = check(row, by=colleague)

    assert countersignature.qualification.person == colleague
    assert status(row) == Status.EFFECTIVE


def test_countersign_may_return_it_and_tells_the_assessor(unqualified, colleague, django_capture_on_commit_callbacks):
    row = signoff.sign_off(**unqualified)

    with django_capture_on_commit_callbacks(execute=True):
        check(row, "returned", by=colleague)

    assert status(row) == Status.RETURNED
    assert [(letter.to, "I read the evidence." in letter.body) for letter in mail.outbox] == [
        ([unqualified["assessor"].email], True)
    ]


def test_countersign_refuses_the_assessor(unqualified, provider, iqa):
    row = signoff.sign_off(**unqualified)
    signoff.qualified(unqualified["assessor"], provider, by=iqa)

    with pytest.raises(actions.NotYoursToCheck, match="that you made"):
        check(row, by=unqualified["assessor"])


def test_countersign_refuses_an_assessor_without_qualification(unqualified, provider):
    row = signoff.sign_off(**unqualified)

    with pytest.raises(actions.NotYoursToCheck, match="current assessor qualification"):
        check(row, by=people.assessor(provider))


def test_countersign_refuses_a_qualified_assessor_of_another_organisation(unqualified):
    elsewhere = people.provider()
    stranger = people.assessor(elsewhere)
    signoff.qualified(stranger, elsewhere)
    row = signoff.sign_off(**unqualified)

    with pytest.raises(actions.NotYoursToCheck, match="of the provider"):
        check(row, by=stranger)


@pytest.mark.parametrize("other", ["trainee", "assessor"])
def test_countersign_refuses_an_interest_in_either(unqualified, colleague, other):
    row = signoff.sign_off(**unqualified)
    declared_interest(colleague, unqualified[other])

    with pytest.raises(actions.NotYoursToCheck, match="interest"):
        check(row, by=colleague)


def test_countersign_refuses_a_second_time(unqualified, colleague, provider, iqa):
    row = signoff.sign_off(**unqualified)
    check(row, by=colleague)

    with pytest.raises(actions.NotWaiting):
        check(row, by=colleague)


def test_countersign_refuses_what_needs_none(us, colleague):
    with pytest.raises(actions.NotWaiting):
        check(signoff.sign_off(**us), by=colleague)


# Sampling


@pytest.fixture
def _everything_sampled(provider):
    roleplay.policy(sampling={"percent": 100, "first_sign_off": True, "disagreement": True})


@pytest.mark.usefixtures("_everything_sampled")
def test_the_first_sign_off_of_an_assessor_is_sampled_and_says_why(us, provider):
    first = signoff.sign_off(**us)
    second = signoff.sign_off(**us | {"trainee": people.trainee(provider)})

    assert (first.is_sampled, first.sampling_reason) == (True, SamplingReason.FIRST)
    assert second.sampling_reason == SamplingReason.SHARE
    assert status(first) == Status.TO_RELEASE


def test_a_cited_observation_with_a_disagreement_is_sampled(us):
    roleplay.policy(sampling={"percent": 0, "first_sign_off": False, "disagreement": True})
    roleplay.observation(
        trainee=us["trainee"], observer=us["assessor"], organisation=us["organisation"], judgement="fail"
    )

    assert signoff.sign_off(**us).sampling_reason == SamplingReason.DISAGREEMENT


def decide(row, outcome="released", *, by):
    return actions.release_or_return(sign_off=row, outcome=outcome, reason="Looked at both.", by=by, at=AT)


@pytest.mark.usefixtures("_everything_sampled")
def test_release_lets_it_take_effect_and_tells_the_trainee(us, iqa, django_capture_on_commit_callbacks):
    row = signoff.sign_off(**us)

    with django_capture_on_commit_callbacks(execute=True):
        decide(row, by=iqa)

    assert status(row) == Status.EFFECTIVE
    assert [letter.subject for letter in mail.outbox] == ["You have been signed off"]


@pytest.mark.usefixtures("_everything_sampled")
def test_release_may_return_it(us, iqa):
    row = signoff.sign_off(**us)

    decide(row, "returned", by=iqa)

    assert status(row) == Status.RETURNED


@pytest.mark.usefixtures("_everything_sampled")
def test_release_comes_after_the_countersignature(unqualified, colleague, iqa):
    row = signoff.sign_off(**unqualified)

    with pytest.raises(actions.NotWaiting):
        decide(row, by=iqa)
    check(row, by=colleague)
    decide(row, by=iqa)

    assert status(row) == Status.EFFECTIVE


@pytest.mark.usefixtures("_everything_sampled")
def test_release_refuses_the_countersigner(unqualified, colleague, provider):
    row = signoff.sign_off(**unqualified)
    people.actions.add_member(
        person=colleague, organisation=provider, role=Role.IQA, by=None, at=AT, from_date=people.LONG_AGO
    )
    check(row, by=colleague)

    with pytest.raises(actions.NotYoursToCheck, match="You countersigned it"):
        decide(row, by=type(colleague).objects.get(pk=colleague.pk))


@pytest.mark.usefixtures("_everything_sampled")
def test_release_refuses_the_assessor(us, provider):
    people.actions.add_member(
        person=us["assessor"], organisation=provider, role=Role.IQA, by=None, at=AT, from_date=people.LONG_AGO
    )

    with pytest.raises(actions.NotYoursToCheck, match="that you made"):
        decide(signoff.sign_off(**us), by=us["assessor"])


@pytest.mark.usefixtures("_everything_sampled")
@pytest.mark.parametrize("role", [Role.ASSESSOR, Role.MANAGER, Role.TRAINER])
def test_release_refuses_whoever_assures_no_quality_here(us, provider, role):
    with pytest.raises(actions.NotYoursToCheck, match="Only an internal quality assurer"):
        decide(signoff.sign_off(**us), by=people.member(role, provider))


def test_release_refuses_what_is_not_sampled(us, iqa):
    with pytest.raises(actions.NotWaiting):
        decide(signoff.sign_off(**us), by=iqa)
