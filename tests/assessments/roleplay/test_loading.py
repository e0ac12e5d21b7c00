import datetime
import pathlib

import pytest
import yaml

from assessments.roleplay import actions, queries
from assessments.roleplay.enums import GlobalJudgement
from assessments.roleplay.models import AssessmentPolicy, Rubric, RubricVersion, ScenarioVersion
from lms.audit.models import AuditEvent
from tests.factories import roleplay

pytestmark = pytest.mark.django_db
FIXTURES = pathlib.Path(__file__).resolve().parents[3] / "fixtures" / "assessments"
AT = roleplay.AT


def read(path):
    return yaml.safe_load(path.read_text())


def test_load_rubric_writes_version_criteria_and_levels():
    version = roleplay.rubric()

    criteria = list(queries.criteria_of(version))
    assert [criterion.code for criterion in criteria] == ["scope_and_safety", "listening", "action_plan"]
    assert [criterion.is_critical for criterion in criteria] == [True, False, False]
    assert [level.points for level in criteria[1].levels.all()] == [0, 1, 2, 3]
    assert AuditEvent.objects.get().kind == "roleplay.rubric_loaded"


def test_load_rubric_twice_changes_nothing():
    first = roleplay.rubric()

    again = actions.load_rubric(roleplay.rubric_data(), at=AT + datetime.timedelta(days=1))

    assert again == first
    assert RubricVersion.objects.count() == 1


def test_load_rubric_refuses_other_words_under_a_loaded_number():
    roleplay.rubric()

    with pytest.raises(actions.WordingChanged, match="small version 1"):
        roleplay.rubric(title="Changed")


def test_load_rubric_takes_other_words_under_a_new_number():
    roleplay.rubric()

    roleplay.rubric(version=2, title="Changed")

    assert queries.latest_rubric("small").title == "Changed"
    assert Rubric.objects.count() == 1


def test_load_scenario_refuses_other_words_under_a_loaded_number():
    roleplay.scenario(key="derek")

    with pytest.raises(actions.WordingChanged):
        roleplay.scenario(key="derek", summary="Changed")


def test_latest_scenarios_has_one_version_of_each():
    roleplay.scenario(key="derek", title="Old")
    newest = roleplay.scenario(key="derek", version=2, title="New")
    other = roleplay.scenario(key="rosa")

    assert set(queries.latest_scenarios()) == {newest, other}


def test_policy_in_force_is_the_newest_version():
    roleplay.policy()
    newest = roleplay.policy(version=2, title="Stricter")

    assert queries.policy_in_force() == newest


def test_load_policy_refuses_other_words_under_a_loaded_number():
    roleplay.policy()

    with pytest.raises(actions.WordingChanged):
        roleplay.policy(title="Stricter")


def test_every_fixture_loads_and_stands_together():
    for path in sorted((FIXTURES / "rubrics").glob("*.yaml")):
        actions.load_rubric(read(path), at=AT)
    for path in sorted((FIXTURES / "scenarios").glob("*.yaml")):
        actions.load_scenario(read(path), at=AT)
    for item in read(FIXTURES / "policies.yaml")["policies"]:
        actions.load_policy(item, at=AT)

    assert ScenarioVersion.objects.count() == len(list((FIXTURES / "scenarios").glob("*.yaml")))
    assert AssessmentPolicy.objects.get().rubric.code == "role-play"
    version = queries.latest_rubric("role-play")
    assert [item["key"] for item in version.global_scale] == list(GlobalJudgement.values)
    critical = version.criteria.get(is_critical=True)
    assert critical.code == "scope_and_safety"
