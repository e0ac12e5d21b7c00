import datetime
import json

import pytest
from django.core import mail

from assessments.roleplay import actions as roleplay_actions
from assessments.signoff import actions, queries
from assessments.signoff.enums import EvidenceLabel, Status
from assessments.signoff.models import SignOff, SignOffDraft
from lms.audit.models import AuditEvent
from lms.people.actions import declare_interest
from lms.people.enums import InterestKind
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
