import datetime
import json

import pytest
from django.core import mail

from assessments.roleplay import actions, queries
from assessments.roleplay.enums import ExposureKind, GlobalJudgement, IdentityCheck, ServiceContext, Setting
from assessments.roleplay.models import DraftScore, Observation, ObservationDraft, ScenarioExposure
from lms.audit.actions import erase_person
from lms.audit.models import AuditEvent
from lms.people.actions import declare_interest
from lms.people.enums import InterestKind, ResponsibilityKind, Role
from tests.factories import people, roleplay

pytestmark = pytest.mark.django_db
AT = roleplay.AT
LATER = AT + datetime.timedelta(hours=2)


# Starting


def test_start_observation_takes_newest_rubric_and_policy_in_force(us):
    roleplay.rubric()
    newest = roleplay.rubric(version=2, title="Second")
    policy = roleplay.policy()

    draft = roleplay.draft(**us)

    assert draft.rubric_version == newest
    assert draft.policy == policy
    assert draft.global_judgement == ""


def test_start_observation_refuses_oneself(provider):
    both = people.assessor(provider)
    people.actions.add_member(
        person=both, organisation=provider, role=Role.TRAINEE, by=None, at=AT, from_date=people.LONG_AGO
    )

    with pytest.raises(actions.NotYoursToObserve, match="yourself"):
        roleplay.draft(trainee=both, observer=both, organisation=provider)


def test_start_observation_refuses_a_trainee_of_another_organisation(us):
    stranger = people.trainee(people.provider())

    with pytest.raises(actions.NotYoursToObserve, match="do not train or assess"):
        roleplay.draft(**us | {"trainee": stranger})


def test_start_observation_refuses_somebody_who_neither_trains_nor_assesses(us, provider):
    with pytest.raises(actions.NotYoursToObserve):
        roleplay.draft(**us | {"observer": people.manager(provider)})


def test_start_observation_lets_the_assessor_whom_a_responsibility_names(us, provider):
    visiting = people.assessor(people.provider())
    people.responsible(visiting, us["trainee"], ResponsibilityKind.ASSESSOR, provider)

    draft = roleplay.draft(**us | {"observer": visiting})

    assert draft.organisation == provider


@pytest.mark.parametrize("who_declares", ["observer", "trainee"])
def test_start_observation_refuses_a_declared_interest(us, who_declares):
    other = {"observer": "trainee", "trainee": "observer"}[who_declares]
    declare_interest(person=us[who_declares], about=us[other], kind=InterestKind.FRIEND, by=us[who_declares], at=AT)

    with pytest.raises(actions.InterestDeclared, match="Ask a colleague"):
        roleplay.draft(**us)


@pytest.mark.parametrize(
    ("setting", "has_scenario"), [(Setting.ROLE_PLAY, False), (Setting.REAL_PRACTICE_DESCRIBED, True)]
)
def test_start_observation_refuses_a_scenario_that_does_not_fit_the_setting(us, setting, has_scenario):
    scenario = roleplay.scenario() if has_scenario else None

    with pytest.raises(actions.ScenarioDoesNotFit) as refusal:
        roleplay.draft(**us, setting=setting, scenario_version=scenario)

    assert refusal.value.field == "scenario_version"


def test_start_observation_refuses_a_scenario_for_other_services(us):
    clinical = roleplay.scenario(contexts=["clinical"])

    with pytest.raises(actions.ScenarioDoesNotFit) as refusal:
        roleplay.draft(**us, scenario_version=clinical, context=ServiceContext.TARGETED)

    assert refusal.value.field == "context"


def test_start_observation_takes_the_policys_rubric_for_a_real_session(us):
    roleplay.policy()

    draft = roleplay.draft(**us, setting=Setting.REAL_PRACTICE_DESCRIBED)

    assert draft.scenario_version is None
    assert draft.rubric_version.rubric.code == "small"


def test_start_observation_refuses_a_session_in_the_future(us):
    with pytest.raises(actions.NotYetHappened) as refusal:
        roleplay.draft(**us, observed_at=AT + datetime.timedelta(minutes=1))

    assert refusal.value.field == "observed_at"


def test_start_observation_refuses_another_way_of_checking_identity_without_words(us):
    with pytest.raises(actions.IdentityUnexplained) as refusal:
        roleplay.draft(**us, identity_check=IdentityCheck.OTHER, identity_note="  ")

    assert refusal.value.field == "identity_note"


def test_start_observation_refuses_a_second_draft_in_the_same_scenario(us):
    scenario = roleplay.scenario()
    roleplay.draft(**us, scenario_version=scenario)

    with pytest.raises(actions.AlreadyStarted, match="Tomasz Nowak"):
        roleplay.draft(**us, scenario_version=scenario)


# Writing


def test_judge_globally_stores_the_judgement_with_its_time(us):
    draft = roleplay.draft(**us)

    judged = actions.judge_globally(draft=draft, judgement=GlobalJudgement.VERY_GOOD, by=us["observer"], at=AT)

    assert (judged.global_judgement, judged.global_judged_at) == (GlobalJudgement.VERY_GOOD, AT)


def test_judge_globally_may_change_until_scoring_begins(us):
    draft = roleplay.draft(**us)
    actions.judge_globally(draft=draft, judgement=GlobalJudgement.PASS, by=us["observer"], at=AT)

    changed = actions.judge_globally(draft=draft, judgement=GlobalJudgement.FAIL, by=us["observer"], at=LATER)

    assert (changed.global_judgement, changed.global_judged_at) == (GlobalJudgement.FAIL, LATER)


def test_judge_globally_refuses_a_change_after_scoring_began(us):
    draft = roleplay.complete_draft(**us)

    with pytest.raises(actions.JudgementSettled):
        actions.judge_globally(draft=draft, judgement=GlobalJudgement.FAIL, by=us["observer"], at=LATER)


def test_judge_globally_twice_the_same_changes_nothing(us):
    draft = roleplay.complete_draft(**us)

    same = actions.judge_globally(draft=draft, judgement=GlobalJudgement.PASS, by=us["observer"], at=LATER)

    assert same.global_judged_at == AT


def test_score_criteria_refuses_before_the_global_judgement(us):
    draft = roleplay.draft(**us)

    with pytest.raises(actions.JudgementMissing):
        actions.score_criteria(draft=draft, marks=roleplay.marks(draft, 3, 2, 2), by=us["observer"], at=AT)


def test_score_criteria_keeps_part_of_it_and_can_be_repeated(us):
    draft = roleplay.draft(**us)
    actions.judge_globally(draft=draft, judgement=GlobalJudgement.PASS, by=us["observer"], at=AT)
    first, second, third = roleplay.marks(draft, 3, 2, 2)
    only_level = actions.Mark(second.criterion, second.level, "")
    nothing = actions.Mark(third.criterion, None, "")

    for _repeat in range(2):
        actions.score_criteria(draft=draft, marks=[first, only_level, nothing], by=us["observer"], at=AT)

    kept = [(row.criterion, row.level, row.note) for row in queries.scores_of(draft).values()]
    assert kept == [(first.criterion, first.level, first.note), (second.criterion, second.level, "")]


def test_score_criteria_takes_back_what_is_emptied(us):
    draft = roleplay.complete_draft(**us)
    first = roleplay.marks(draft, 3, 2, 2)[0]

    actions.score_criteria(draft=draft, marks=[actions.Mark(first.criterion, None, "")], by=us["observer"], at=LATER)

    kept = queries.scores_of(draft)[first.criterion.pk]
    assert (kept.level, kept.note) == (None, "")


def test_score_criteria_refuses_a_level_of_another_criterion(us):
    draft = roleplay.draft(**us)
    actions.judge_globally(draft=draft, judgement=GlobalJudgement.PASS, by=us["observer"], at=AT)
    first, second, _third = roleplay.marks(draft, 3, 2, 2)

    with pytest.raises(ValueError, match="is not a level of"):
        actions.score_criteria(
            draft=draft, marks=[actions.Mark(first.criterion, second.level, "x")], by=us["observer"], at=AT
        )


def test_score_criteria_refuses_a_criterion_of_another_rubric(us):
    draft = roleplay.draft(**us)
    actions.judge_globally(draft=draft, judgement=GlobalJudgement.PASS, by=us["observer"], at=AT)
    foreign = roleplay.rubric(version=2, title="Second").criteria.first()

    with pytest.raises(ValueError, match="is not of the draft's rubric"):
        actions.score_criteria(draft=draft, marks=[actions.Mark(foreign, None, "x")], by=us["observer"], at=AT)


def test_only_the_observer_writes_the_draft(us, provider):
    draft = roleplay.draft(**us)

    with pytest.raises(actions.DraftGone):
        actions.judge_globally(draft=draft, judgement=GlobalJudgement.PASS, by=people.assessor(provider), at=AT)


def test_discard_draft_removes_it_with_its_scores(us):
    draft = roleplay.complete_draft(**us)

    actions.discard_draft(draft=draft, by=us["observer"])

    assert not ObservationDraft.objects.exists()
    assert not DraftScore.objects.exists()


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
    assert "77" not in letter.body


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


# Exposure and erasure


def test_record_exposure_keeps_the_first_time_only(us):
    scenario = roleplay.scenario()

    for at in (AT, LATER):
        actions.record_exposure(person=us["trainee"], scenario_version=scenario, kind=ExposureKind.OPENED, at=at)

    assert [row.happened_at for row in ScenarioExposure.objects.all()] == [AT]
    assert AuditEvent.objects.filter(kind="roleplay.scenario_opened").count() == 1


def test_erasing_the_trainee_empties_words_and_keeps_the_result(us):
    observation = roleplay.observation(**us)
    roleplay.draft(**us)
    actions.acknowledge_observation(observation=observation, comment="Thanks", by=us["trainee"], at=LATER)

    erase_person(person=us["trainee"], by=us["observer"], at=LATER)

    observation.refresh_from_db()
    observation.acknowledgement.refresh_from_db()
    assert (observation.feedback_strengths, observation.feedback_next) == ("", "")
    assert {row.note for row in observation.scores.all()} == {""}
    assert observation.acknowledgement.comment == ""
    assert observation.percent == 77
    assert not ObservationDraft.objects.exists()


def test_erasing_the_observer_keeps_what_they_wrote_about_the_trainee(us):
    observation = roleplay.observation(**us)
    draft = roleplay.complete_draft(**us)

    erase_person(person=us["observer"], by=us["trainee"], at=LATER)

    observation.refresh_from_db()
    assert observation.feedback_strengths == "You waited."
    assert not ObservationDraft.objects.filter(pk=draft.pk).exists()
