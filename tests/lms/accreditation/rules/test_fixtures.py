"""The two standards that Teachback ships, read as they will be loaded."""

import datetime
from pathlib import Path

import pytest
import yaml

from lms.accreditation.rules.evaluator import evaluate
from lms.accreditation.rules.reading import read_standard
from lms.accreditation.rules.values import Facts, Force
from tests.factories.standards import approval, taught

FOLDER = Path(__file__).parents[4] / "fixtures" / "standards"
SOURCES = Path(__file__).parents[4] / "fixtures" / "curriculum" / "sources"
ASSESSES_A_PERSON = {"competencies_signed_off", "observations_passed", "practice_minutes", "supervision"}


def shipped(name):
    return read_standard(yaml.safe_load((FOLDER / f"{name}.yaml").read_text()))


def kinds(standard, *forces):
    return {clause.kind for clause in standard.clauses if clause.force in forces}


def test_the_skills_standard_asks_no_individual_assessment_hours_or_supervision():
    skills = shipped("nhse-2020-skills")

    assert kinds(skills, *Force) & ASSESSES_A_PERSON == set()
    assert kinds(skills, Force.MUST) == {"programme_quality_assured", "taught_minutes"}


def test_modules_and_knowledge_checks_are_the_providers_own_and_never_cited_to_the_guide():
    skills = shipped("nhse-2020-skills")

    own = [clause for clause in skills.clauses if clause.force is Force.PROVIDER]

    assert {clause.kind for clause in own} == {"modules_completed", "knowledge_checks_passed"}
    assert {clause.source for clause in own} == {"derived"}
    assert not any(clause.is_gate for clause in own)


def test_the_service_standard_asks_for_what_the_guide_calls_minimum():
    service = shipped("nhse-2020-service")

    assert kinds(service, Force.MUST) == {
        "programme_accredited",
        "taught_minutes",
        "competencies_signed_off",
        "observations_passed",
        "practice_minutes",
    }
    assert kinds(service, Force.RECOMMENDED) == {"reflections", "follow_up_activities", "supervision"}


def test_a_number_that_the_guide_does_not_give_is_the_accrediting_bodys():
    service = shipped("nhse-2020-service")

    set_by = {clause.kind: clause.parameters.set_by for clause in service.clauses}

    assert set_by == {
        "programme_accredited": "",
        "taught_minutes": "the provider",
        "competencies_signed_off": "the accrediting body",
        "observations_passed": "the accrediting body",
        "practice_minutes": "the accrediting body",
        "reflections": "the accrediting body",
        "follow_up_activities": "the accrediting body",
        "supervision": "the accrediting body",
    }


def test_two_taught_days_of_a_quality_assured_programme_are_enough_for_the_skills_award():
    facts = Facts(approvals=(approval("quality_assured"),), taught=tuple(taught(180) for _ in range(4)))

    standing = evaluate(shipped("nhse-2020-skills"), facts, datetime.date(2026, 9, 10))

    assert standing.may_be_awarded


@pytest.mark.parametrize("name", ["nhse-2020-skills", "nhse-2020-service"])
def test_every_source_is_one_that_the_curriculum_names(name):
    known = {key for file in SOURCES.glob("*.yaml") for key in yaml.safe_load(file.read_text())}

    cited = {clause.source for clause in shipped(name).clauses}

    assert cited <= known
