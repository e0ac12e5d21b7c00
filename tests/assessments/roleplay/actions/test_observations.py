import datetime
import json

import pytest
from django.core import mail

from assessments.roleplay import actions, queries
from assessments.roleplay.enums import ExposureKind, GlobalJudgement
from assessments.roleplay.models import DraftScore, Observation, ObservationDraft
from lms.audit.models import AuditEvent
from lms.people.actions import declare_interest
from lms.people.enums import InterestKind
from tests.factories import people, roleplay

pytestmark = pytest.mark.django_db
AT = roleplay.AT
LATER = AT + datetime.timedelta(hours=2)


# Recording


def test_record_observation_stores_result_scores_and_event(us):
    draft = roleplay.complete_draft(**us, points=(3, 2, 2))

    observation = actions.record_observation(draft=draft, by=us["observer"], at=AT)

    assert (observation.points, observation.points_possible, observation.percent) == (7, 9, 77)
    assert observation.is_passed
    assert not observation.has_critical_failure
    assert not observation.has_disagreement
    assert observation.global_judged_at == AT
    assert [row.level.points for row in queries.scores_for_page(observation)] == [3, 2, 2]
    assert not ObservationDraft.objects.exists()
    event = AuditEvent.objects.get(kind="roleplay.observation_recorded")
    facts = json.loads(bytes(event.canonical))["facts"]
    assert (facts["percent"], facts["is_passed"], facts["global_judgement"]) == (77, True, "pass")


def test_record_observation_fails_the_whole_on_scope_and_safety(us):
    observation = roleplay.observation(**us, points=(0, 3, 3), judgement=GlobalJudgement.PASS)

    assert not observation.is_passed
    assert observation.has_critical_failure
    assert observation.has_disagreement


def test_record_observation_tells_the_trainee_after_commit(us, django_capture_on_commit_callbacks):
    roleplay.rubric()
    with django_capture_on_commit_callbacks(execute=True):
        observation = roleplay.observation(**us)

    letter = mail.outbox[0]
    assert letter.to == [us["trainee"].email]
    assert f"/observations/{observation.key}/" in letter.body
    # The total is read on the page, after the words. A key may hold the same two figures.
    assert "77" not in letter.body.replace(str(observation.key), "").replace(observation.reference, "")


def test_mail_trainee_writes_to_nobody_who_has_left(us):
    observation = roleplay.observation(**us)
    us["trainee"].is_active = False
    us["trainee"].save()

    actions.mail_trainee(observation.pk)

    assert mail.outbox == []


def test_record_observation_refuses_a_draft_without_global_judgement(us):
    with pytest.raises(actions.NotComplete, match="global judgement"):
        actions.record_observation(draft=roleplay.draft(**us), by=us["observer"], at=AT)


def test_record_observation_refuses_a_criterion_without_level_or_note(us):
    draft = roleplay.complete_draft(**us)
    last = roleplay.marks(draft, 3, 2, 2)[-1]
    actions.score_criteria(draft=draft, marks=[actions.Mark(last.criterion, last.level, "")], by=us["observer"], at=AT)
    first = DraftScore.objects.get(criterion=last.criterion)
    first.note = ""
    first.save()

    with pytest.raises(actions.NotComplete, match="Action plan"):
        actions.record_observation(draft=draft, by=us["observer"], at=AT)


def test_record_observation_refuses_missing_feedback(us):
    draft = roleplay.complete_draft(**us)
    actions.write_feedback(draft=draft, strengths="You waited.", next_thing="", by=us["observer"])

    with pytest.raises(actions.NotComplete, match="feedback"):
        actions.record_observation(draft=draft, by=us["observer"], at=AT)


def test_record_observation_refuses_a_draft_that_was_recorded(us):
    draft = roleplay.complete_draft(**us)
    actions.record_observation(draft=draft, by=us["observer"], at=AT)

    with pytest.raises(actions.DraftGone):
        actions.record_observation(draft=draft, by=us["observer"], at=AT)

    assert Observation.objects.count() == 1


def test_record_observation_refuses_an_interest_declared_meanwhile(us):
    draft = roleplay.complete_draft(**us)
    declare_interest(person=us["trainee"], about=us["observer"], kind=InterestKind.FAMILY, by=us["trainee"], at=AT)

    with pytest.raises(actions.InterestDeclared):
        actions.record_observation(draft=draft, by=us["observer"], at=AT)

    assert ObservationDraft.objects.count() == 1


def test_record_observation_says_whether_the_scenario_was_new(us):
    scenario = roleplay.scenario()
    actions.record_exposure(
        person=us["trainee"],
        scenario_version=scenario,
        kind=ExposureKind.OPENED,
        at=AT - datetime.timedelta(days=3),
    )

    seen = roleplay.observation(**us, scenario_version=scenario)
    unseen = roleplay.observation(**us)

    assert seen.has_seen_scenario
    assert not unseen.has_seen_scenario


def test_a_scenario_played_in_an_earlier_observation_is_not_new(us):
    scenario = roleplay.scenario()
    roleplay.observation(**us, scenario_version=scenario, observed_at=AT - datetime.timedelta(days=1))

    second = roleplay.observation(**us, scenario_version=scenario)

    assert second.has_seen_scenario


# After recording


def test_acknowledge_observation_keeps_the_trainees_comment(us):
    observation = roleplay.observation(**us)

    row = actions.acknowledge_observation(
        observation=observation, comment="Thank you, the five was hard.", by=us["trainee"], at=LATER
    )

    assert (row.observation, row.comment, row.happened_at) == (observation, "Thank you, the five was hard.", LATER)
    assert AuditEvent.objects.filter(kind="roleplay.observation_acknowledged").count() == 1


def test_acknowledge_observation_refuses_a_second_time(us):
    observation = roleplay.observation(**us)
    actions.acknowledge_observation(observation=observation, by=us["trainee"], at=LATER)

    with pytest.raises(actions.AlreadyAcknowledged):
        actions.acknowledge_observation(observation=observation, by=us["trainee"], at=LATER)


def test_acknowledge_observation_refuses_anybody_else(us):
    with pytest.raises(actions.NotTheirs):
        actions.acknowledge_observation(observation=roleplay.observation(**us), by=us["observer"], at=LATER)


def test_supersede_observation_starts_from_the_old_scores_and_judges_afresh(us):
    old = roleplay.observation(**us, points=(3, 2, 2))

    draft = actions.supersede_observation(observation=old, reason="Wrong level", by=us["observer"], at=LATER)

    assert (draft.supersedes, draft.global_judgement) == (old, "")
    assert sorted(row.level.points for row in queries.scores_of(draft).values()) == [2, 2, 3]
    assert draft.feedback_strengths == "You waited."


def test_a_superseding_observation_names_the_old_one_and_leaves_it_unchanged(us):
    old = roleplay.observation(**us, points=(3, 2, 2))
    draft = actions.supersede_observation(observation=old, reason="Wrong level", by=us["observer"], at=LATER)

    new = actions.record_observation(
        draft=roleplay.complete(draft, points=(3, 1, 1), at=LATER), by=us["observer"], at=LATER
    )

    old.refresh_from_db()
    assert (new.supersedes, new.supersede_reason, new.percent) == (old, "Wrong level", 55)
    assert (old.percent, old.superseded_by) == (77, new)
    assert not new.has_seen_scenario


def test_supersede_observation_refuses_one_that_is_superseded(us):
    old = roleplay.observation(**us)
    draft = actions.supersede_observation(observation=old, reason="Wrong level", by=us["observer"], at=LATER)
    actions.record_observation(draft=roleplay.complete(draft, at=LATER), by=us["observer"], at=LATER)

    with pytest.raises(actions.AlreadySuperseded, match="replaces this one already"):
        actions.supersede_observation(observation=old, reason="Again", by=us["observer"], at=LATER)


def test_supersede_observation_refuses_while_another_correction_is_written(us, provider):
    old = roleplay.observation(**us)
    actions.supersede_observation(observation=old, reason="Wrong level", by=us["observer"], at=LATER)

    with pytest.raises(actions.AlreadySuperseded, match="being written"):
        actions.supersede_observation(observation=old, reason="Again", by=people.assessor(provider), at=LATER)
