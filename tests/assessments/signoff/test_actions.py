import datetime
import json

import pytest
from django.core import mail

from assessments.roleplay import actions as roleplay_actions
from assessments.signoff import actions, queries
from assessments.signoff.enums import EvidenceLabel, QualificationCode, SamplingReason, Status
from assessments.signoff.models import AssessorQualification, SignOff, SignOffDraft
from lms.audit.actions import erase_person
from lms.audit.models import AuditEvent
from lms.people.actions import declare_interest
from lms.people.enums import InterestKind, ResponsibilityKind, Role
from tests.factories import people, roleplay, signoff

pytestmark = pytest.mark.django_db
AT = signoff.AT
TODAY = AT.date()
LATER = AT + datetime.timedelta(days=2)


def supersede(observation, at=LATER):
    """A later observation with another result replaces this one."""
    by = observation.observer
    draft = roleplay_actions.supersede_observation(observation=observation, reason="Wrong level", by=by, at=at)
    return roleplay_actions.record_observation(
        draft=roleplay.complete(draft, points=(3, 0, 0), judgement="fail", at=at), by=by, at=at
    )


def observed(us):
    return roleplay.observation(trainee=us["trainee"], observer=us["assessor"], organisation=us["organisation"])


def status(row, on=TODAY):
    return queries.status_of(row, on)


def declared_interest(first, second):
    declare_interest(person=first, about=second, kind=InterestKind.FRIEND, by=first, at=AT)


# Starting


def test_start_sign_off_refuses_oneself(provider):
    both = people.assessor(provider)
    people.actions.add_member(
        person=both, organisation=provider, role=Role.TRAINEE, by=None, at=AT, from_date=people.LONG_AGO
    )

    with pytest.raises(actions.NotYoursToSignOff, match="your own"):
        signoff.start(trainee=both, assessor=both, organisation=provider)


@pytest.mark.parametrize("role", [Role.TRAINER, Role.MANAGER, Role.IQA, Role.SUPERVISOR])
def test_start_sign_off_refuses_whoever_is_no_assessor(us, provider, role):
    with pytest.raises(actions.NotYoursToSignOff, match="Only an assessor"):
        signoff.start(**us | {"assessor": people.member(role, provider)})


def test_start_sign_off_refuses_an_assessor_of_another_organisation(us):
    with pytest.raises(actions.NotYoursToSignOff):
        signoff.start(**us | {"assessor": people.assessor(people.provider())})


def test_start_sign_off_lets_the_visiting_assessor_whom_a_responsibility_names(us, provider):
    visiting = people.assessor(people.provider())
    people.responsible(visiting, us["trainee"], ResponsibilityKind.ASSESSOR, provider)

    assert signoff.start(**us | {"assessor": visiting}).organisation == provider


def test_start_sign_off_refuses_a_declared_interest(us):
    declared_interest(us["trainee"], us["assessor"])

    with pytest.raises(actions.InterestDeclared, match="another assessor"):
        signoff.start(**us)


def test_start_sign_off_refuses_the_line_manager(us, provider):
    people.responsible(us["assessor"], us["trainee"], ResponsibilityKind.LINE_MANAGER, provider)

    with pytest.raises(actions.InterestDeclared):
        signoff.start(**us)


def test_start_sign_off_refuses_a_second_draft_in_the_same_context(us):
    signoff.start(**us)

    with pytest.raises(actions.AlreadyStarted, match="Tomasz Nowak"):
        signoff.start(**us)


def test_only_the_assessor_writes_the_draft(us, colleague):
    with pytest.raises(actions.DraftGone):
        actions.choose_evidence(draft=signoff.start(**us), evidence=[], competency_codes=[], by=colleague)


def test_discard_draft_removes_it(us):
    actions.discard_draft(draft=signoff.start(**us), by=us["assessor"])

    assert not SignOffDraft.objects.exists()


# Signing off


def test_sign_off_freezes_competencies_and_evidence(us, provider):
    observation = observed(us)
    reflection = signoff.reflection(us["trainee"], provider)

    row = signoff.sign_off(**us)

    assert [signed.competency_version.competency.code for signed in row.competencies.order_by("id")] == ["HC1", "HC2"]
    cited = [(item.label, item.target_key) for item in row.evidence.order_by("order")]
    assert cited == [(EvidenceLabel.OBSERVATION, observation.key), (EvidenceLabel.REFLECTION, reflection.key)]
    assert {len(item.digest) for item in row.evidence.all()} == {64}
    assert not SignOffDraft.objects.exists()


def test_sign_off_by_a_qualified_assessor_takes_effect_at_once(us, qualification):
    row = signoff.sign_off(**us)

    assert (row.qualification, row.needs_countersignature, row.is_sampled) == (qualification, False, False)
    assert status(row) == Status.EFFECTIVE


def test_sign_off_records_the_act_with_codes_and_digests(us):
    row = signoff.sign_off(**us)

    event = AuditEvent.objects.get(kind="signoff.signed_off")
    facts = json.loads(bytes(event.canonical))["facts"]
    assert facts["competencies"] == ["HC1 v1", "HC2 v1"]
    assert facts["evidence"] == [item.digest for item in row.evidence.all()]


def test_sign_off_refuses_no_evidence(us):
    draft = signoff.complete(signoff.start(**us), evidence=[])

    with pytest.raises(actions.NoEvidence):
        actions.sign_off(draft=draft, by=us["assessor"], at=AT)


def test_sign_off_refuses_evidence_that_was_superseded_since(us):
    observation = observed(us)
    draft = signoff.complete(signoff.start(**us))
    supersede(observation, at=AT)

    with pytest.raises(actions.EvidenceSuperseded, match="replaced since"):
        actions.sign_off(draft=draft, by=us["assessor"], at=AT)

    assert not SignOff.objects.exists()
    assert SignOffDraft.objects.count() == 1


def test_sign_off_refuses_evidence_about_somebody_else(us, provider):
    other = roleplay.observation(trainee=people.trainee(provider), observer=us["assessor"], organisation=provider)
    draft = signoff.complete(signoff.start(**us), evidence=[f"{EvidenceLabel.OBSERVATION}:{other.key}"])

    with pytest.raises(actions.EvidenceSuperseded):
        actions.sign_off(draft=draft, by=us["assessor"], at=AT)


def test_sign_off_refuses_no_competency(us):
    draft = signoff.complete(signoff.start(**us), competencies=["HC99"])

    with pytest.raises(actions.NoCompetency):
        actions.sign_off(draft=draft, by=us["assessor"], at=AT)


@pytest.mark.parametrize("missing", ["valid", "authentic", "current", "sufficient"])
@pytest.mark.parametrize("answer", [(False, "Because"), (True, "")])
def test_sign_off_refuses_a_confirmation_without_tick_or_reason(us, missing, answer):
    draft = signoff.complete(signoff.start(**us))
    actions.declare(
        draft=draft, confirmations=signoff.CONFIRMATIONS | {missing: answer}, statement="Ready.", by=us["assessor"]
    )

    with pytest.raises(actions.NotConfirmed):
        actions.sign_off(draft=draft, by=us["assessor"], at=AT)


def test_sign_off_refuses_no_statement(us):
    draft = signoff.complete(signoff.start(**us))
    actions.declare(draft=draft, confirmations=signoff.CONFIRMATIONS, statement=" ", by=us["assessor"])

    with pytest.raises(actions.NotConfirmed):
        actions.sign_off(draft=draft, by=us["assessor"], at=AT)


def test_sign_off_refuses_an_interest_declared_meanwhile(us):
    draft = signoff.complete(signoff.start(**us))
    declared_interest(us["assessor"], us["trainee"])

    with pytest.raises(actions.InterestDeclared):
        actions.sign_off(draft=draft, by=us["assessor"], at=AT)


def test_sign_off_refuses_a_draft_that_was_recorded(us):
    draft = signoff.complete(signoff.start(**us))
    actions.sign_off(draft=draft, by=us["assessor"], at=AT)

    with pytest.raises(actions.DraftGone):
        actions.sign_off(draft=draft, by=us["assessor"], at=AT)

    assert SignOff.objects.count() == 1


def test_sign_off_tells_the_trainee_after_commit(us, django_capture_on_commit_callbacks):
    draft = signoff.complete(signoff.start(**us))

    with django_capture_on_commit_callbacks(execute=True):
        row = actions.sign_off(draft=draft, by=us["assessor"], at=AT)

    letter = mail.outbox[0]
    assert (letter.to, letter.subject) == ([us["trainee"].email], "You have been signed off")
    assert f"/sign-offs/{row.key}/" in letter.body


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


# Endings


def test_a_sign_off_whose_evidence_was_replaced_counts_no_more(us):
    observation = observed(us)
    row = signoff.sign_off(**us)

    supersede(observation)

    assert status(row, TODAY) == Status.EFFECTIVE
    assert status(row, LATER.date()) == Status.EVIDENCE_CHANGED


def test_supersede_starts_from_the_same_words_with_evidence_chosen_afresh(us):
    row = signoff.sign_off(**us, competencies=["HC1"])

    draft = actions.supersede_sign_off(sign_off=row, by=us["assessor"], at=LATER)

    assert (draft.supersedes, draft.competency_codes, draft.evidence) == (row, ["HC1"], [])
    assert (draft.is_valid, draft.valid_reason, draft.statement) == (False, row.valid_reason, "Ready to coach.")


def test_a_superseding_sign_off_names_the_old_one(us):
    old = signoff.sign_off(**us)
    draft = actions.supersede_sign_off(sign_off=old, by=us["assessor"], at=LATER)

    new = actions.sign_off(draft=signoff.complete(draft, competencies=["HC1"]), by=us["assessor"], at=LATER)

    assert new.supersedes == old
    assert (status(old, LATER.date()), status(new, LATER.date())) == (Status.SUPERSEDED, Status.EFFECTIVE)


def test_supersede_refuses_anybody_but_the_assessor(us, colleague):
    with pytest.raises(actions.NotYoursToEnd):
        actions.supersede_sign_off(sign_off=signoff.sign_off(**us), by=colleague, at=LATER)


def test_supersede_refuses_a_second_replacement(us):
    row = signoff.sign_off(**us)
    actions.supersede_sign_off(sign_off=row, by=us["assessor"], at=LATER)

    with pytest.raises(actions.AlreadyEnded, match="already"):
        actions.supersede_sign_off(sign_off=row, by=us["assessor"], at=LATER)


def test_a_replacement_is_refused_once_the_old_one_is_withdrawn(us, iqa):
    row = signoff.sign_off(**us)
    draft = actions.supersede_sign_off(sign_off=row, by=us["assessor"], at=LATER)
    actions.withdraw_sign_off(sign_off=row, reason="Wrong person", by=iqa, at=LATER)

    with pytest.raises(actions.AlreadyEnded, match="replaced or withdrawn"):
        actions.sign_off(draft=signoff.complete(draft), by=us["assessor"], at=LATER)


@pytest.mark.parametrize("who", ["assessor", "iqa"])
def test_withdraw_ends_it_and_tells_the_trainee(us, iqa, who, django_capture_on_commit_callbacks):
    row = signoff.sign_off(**us)
    by = {"assessor": us["assessor"], "iqa": iqa}[who]

    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw_sign_off(sign_off=row, reason="Recorded for the wrong person.", by=by, at=AT)

    assert status(row) == Status.WITHDRAWN
    assert mail.outbox[0].subject == "A sign-off of yours has been withdrawn"


def test_withdraw_refuses_others_and_a_second_time(us, colleague):
    row = signoff.sign_off(**us)

    with pytest.raises(actions.NotYoursToEnd):
        actions.withdraw_sign_off(sign_off=row, reason="Because", by=colleague, at=AT)
    actions.withdraw_sign_off(sign_off=row, reason="Because", by=us["assessor"], at=AT)
    with pytest.raises(actions.AlreadyEnded):
        actions.withdraw_sign_off(sign_off=row, reason="Because", by=us["assessor"], at=AT)


# Qualifications


def test_grant_qualification_records_who_saw_the_proof(assessor, provider, iqa):
    row = signoff.qualified(assessor, provider, by=iqa)

    assert (row.person, row.checked_by) == (assessor, iqa)
    assert queries.current_qualification(assessor, TODAY) == row
    assert AuditEvent.objects.filter(kind="signoff.qualification_granted").count() == 1


def test_grant_qualification_refuses_oneself(provider):
    both = people.assessor(provider)
    people.actions.add_member(
        person=both, organisation=provider, role=Role.MANAGER, by=None, at=AT, from_date=people.LONG_AGO
    )

    with pytest.raises(actions.NotYoursToGrant):
        signoff.qualified(both, provider, by=both)


def test_grant_qualification_refuses_another_organisation_and_other_roles(assessor, provider):
    for by in (people.manager(people.provider()), people.member(Role.TRAINER, provider)):
        with pytest.raises(actions.NotYoursToGrant):
            signoff.qualified(assessor, provider, by=by)


def test_grant_qualification_refuses_the_same_twice(assessor, provider, iqa):
    signoff.qualified(assessor, provider, by=iqa)

    with pytest.raises(actions.AlreadyHeld):
        signoff.qualified(assessor, provider, by=iqa)


def test_grant_qualification_refuses_dates_out_of_order(assessor, provider, iqa):
    with pytest.raises(actions.DatesOutOfOrder):
        signoff.qualified(assessor, provider, by=iqa, to_date=signoff.LONG_AGO - datetime.timedelta(days=1))


def test_end_qualification_gives_it_a_last_day(assessor, qualification, iqa):
    actions.end_qualification(qualification=qualification, to_date=TODAY, by=iqa, at=AT)

    assert queries.current_qualification(assessor, TODAY) is not None
    assert queries.current_qualification(assessor, TODAY + datetime.timedelta(days=1)) is None


# Erasure


def test_erasing_the_trainee_empties_words_and_keeps_the_declaration(unqualified, colleague, iqa):
    row = signoff.sign_off(**unqualified)
    check(row, by=colleague)
    signoff.start(**unqualified)

    erase_person(person=unqualified["trainee"], by=iqa, at=LATER)

    row.refresh_from_db()
    assert (row.statement, row.valid_reason, row.countersignature.reason) == ("", "", "")
    assert {item.words for item in row.evidence.all()} == {""}
    assert row.is_valid
    assert not SignOffDraft.objects.exists()


def test_erasing_the_assessor_keeps_the_trainees_sign_off(us, iqa):
    row = signoff.sign_off(**us)

    erase_person(person=us["assessor"], by=iqa, at=LATER)

    row.refresh_from_db()
    assert row.statement == "Ready to coach."
    assert AssessorQualification.objects.get(code=QualificationCode.CAVA).title == ""
