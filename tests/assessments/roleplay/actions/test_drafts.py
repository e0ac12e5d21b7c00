import datetime

import pytest

from assessments.roleplay import actions, queries
from assessments.roleplay.enums import GlobalJudgement, IdentityCheck, Setting
from assessments.roleplay.models import DraftScore, ObservationDraft
from lms.competencies.enums import ServiceContext
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
