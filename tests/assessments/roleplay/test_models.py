import datetime

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from assessments.roleplay.enums import GlobalJudgement, Setting
from assessments.roleplay.models import (
    AssessmentPolicy,
    CriterionScore,
    DraftScore,
    Level,
    Observation,
    ObservationAcknowledgement,
    RubricVersion,
    ScenarioExposure,
    ScenarioVersion,
)
from lms.core.models import LedgerChanged
from tests.factories import roleplay

pytestmark = pytest.mark.django_db
AT = roleplay.AT


def copy_of(row, **changes):
    """The same row again, as a new one with some fields changed."""
    values = {
        field.name: getattr(row, field.name)
        for field in row._meta.concrete_fields
        if field.name not in ("id", "key", "recorded_at", "created_at", "updated_at")
    }
    return type(row)(**values | changes)


def refused(row):
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


@pytest.fixture
def observation(us):
    return roleplay.observation(**us)


@pytest.fixture
def draft(us):
    return roleplay.draft(**us)


@pytest.mark.parametrize(
    "changes",
    [
        {"context": "space"},
        {"setting": "dream"},
        {"identity_check": "guess"},
        {"global_judgement": "nice"},
        {"setting": Setting.REAL_PRACTICE_DESCRIBED},
        {"scenario_version": None},
        {"observed_at": AT + datetime.timedelta(days=1)},
        {"global_judged_at": AT + datetime.timedelta(days=1)},
        {"points": 10},
        {"points": 0, "points_possible": 0},
        {"percent": 101},
        {"is_passed": True, "has_critical_failure": True},
        {"supersede_reason": "No row is named"},
    ],
)
def test_observation_refuses(observation, changes):
    refused(copy_of(observation, **changes))


def test_observation_refuses_oneself(observation):
    refused(copy_of(observation, trainee=observation.observer))


def test_observation_is_superseded_once(observation):
    copy_of(observation, supersedes=observation).save()

    refused(copy_of(observation, supersedes=observation))


def test_observation_never_changes(observation):
    with pytest.raises(LedgerChanged):
        observation.save()
    with pytest.raises(LedgerChanged):
        Observation.objects.update(percent=100)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        super(type(Observation.objects.all()), Observation.objects.all()).update(percent=100)


@pytest.mark.parametrize(
    "changes",
    [
        {"context": "space"},
        {"setting": "dream"},
        {"identity_check": "guess"},
        {"global_judgement": GlobalJudgement.PASS},
        {"global_judged_at": AT},
        {"global_judgement": "nice", "global_judged_at": AT},
        {"scenario_version": None},
    ],
)
def test_draft_refuses(draft, changes):
    draft_again = copy_of(draft, **{"scenario_version": roleplay.scenario()} | changes)

    refused(draft_again)


def test_draft_refuses_oneself(draft):
    refused(copy_of(draft, trainee=draft.observer))


def test_one_draft_a_scenario(draft):
    refused(copy_of(draft))


def test_one_draft_supersedes_an_observation(observation, draft):
    copy_of(draft, supersedes=observation).save()

    refused(copy_of(draft, supersedes=observation))


def test_one_draft_score_a_criterion(draft):
    criterion = draft.rubric_version.criteria.first()
    DraftScore.objects.create(draft=draft, criterion=criterion)

    refused(DraftScore(draft=draft, criterion=criterion))


def test_one_score_a_criterion(observation):
    refused(copy_of(CriterionScore.objects.first()))


def test_one_acknowledgement_an_observation(observation):
    ObservationAcknowledgement.objects.create(observation=observation, happened_at=AT)

    refused(ObservationAcknowledgement(observation=observation, happened_at=AT))


@pytest.mark.parametrize("changes", [{}, {"number": 0}, {"number": 2, "minimum_percent": 101}])
def test_rubric_version_refuses(changes):
    roleplay.rubric()

    refused(copy_of(RubricVersion.objects.get(), **changes))


@pytest.mark.parametrize("changes", [{"order": 9}, {"code": "other"}])
def test_criterion_refuses_the_same_code_or_order(changes):
    criterion = roleplay.rubric().criteria.first()

    refused(copy_of(criterion, **changes))


def test_level_refuses_the_same_points():
    roleplay.rubric()

    refused(copy_of(Level.objects.first()))


@pytest.mark.parametrize("changes", [{}, {"number": 0}, {"number": 2, "sampling_percent": 101}])
def test_policy_refuses(changes):
    roleplay.policy()

    refused(copy_of(AssessmentPolicy.objects.get(), **changes))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"number": 0},
        {"number": 2, "minutes": 0},
        {"number": 2, "difficulty": "impossible"},
        {"number": 2, "time_out_word": ""},
        {"number": 2, "real_disclosure": ""},
        {"number": 2, "opting_out": ""},
        {"number": 2, "de_roling": ""},
    ],
)
def test_scenario_version_refuses(changes):
    roleplay.scenario()

    refused(copy_of(ScenarioVersion.objects.get(), **changes))


def test_exposure_refuses_another_kind_and_a_second_row(us):
    row = ScenarioExposure.objects.create(
        person=us["trainee"], scenario_version=roleplay.scenario(), kind="opened", happened_at=AT
    )

    refused(copy_of(row))
    refused(copy_of(row, kind="dreamt"))


def test_rows_say_what_they_are(observation, draft):
    names = [str(row) for row in (observation, draft, *observation.scores.all(), *RubricVersion.objects.all())]

    assert len(set(names)) == len(names)
    assert str(observation) == f"Observation O-{str(observation.key)[:8].upper()}"
