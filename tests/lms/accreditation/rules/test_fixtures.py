"""The standards that Teachback ships, its own two and those of the bodies, read as they will be loaded."""

import datetime
import itertools
from pathlib import Path

import pytest
import yaml

from lms.accreditation.rules.evaluator import evaluate
from lms.accreditation.rules.reading import read_standard
from lms.accreditation.rules.values import Facts, Force
from tests.factories.standards import approval, taught

FOLDER = Path(__file__).parents[4] / "fixtures" / "standards"
SOURCES = Path(__file__).parents[4] / "fixtures" / "curriculum" / "sources"
PACKS = sorted((FOLDER / "bodies").glob("*.yaml"))
READY_TO_FILL = {"inca-certificate-2025.1", "pci-2025.1", "ukihca-2025.1"}
FROM_BEST = ("S", "V", "2", "BG", "INF")  # grades of facts and sources
ASSESSES_A_PERSON = {"competencies_signed_off", "observations_passed", "practice_minutes", "supervision"}


def shipped(name):
    return read_standard(yaml.safe_load((FOLDER / f"{name}.yaml").read_text()))


def sources():
    return {code: given for file in SOURCES.glob("*.yaml") for code, given in yaml.safe_load(file.read_text()).items()}


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
    cited = {clause.source for clause in shipped(name).clauses}

    assert cited <= sources().keys()


@pytest.mark.parametrize("path", PACKS, ids=lambda path: path.stem)
def test_a_pack_of_a_body_can_be_read_and_is_named_after_its_key_and_version(path):
    pack = shipped(f"bodies/{path.stem}")

    assert path.stem == f"{pack.code}-{pack.label}"
    assert pack.route == "body"
    assert (len(pack.clauses) == 0) is (path.stem in READY_TO_FILL)


@pytest.mark.parametrize("path", PACKS, ids=lambda path: path.stem)
def test_a_pack_cites_listed_sources_and_knows_no_fact_better_than_they_do(path):
    data, listed = yaml.safe_load(path.read_text()), sources()

    better_than_its_source = [
        clause["key"]
        for clause in data["requirements"]
        if FROM_BEST.index(clause["grade"]) < FROM_BEST.index(listed[clause["source"]]["grade"])
    ]

    assert data["source"] in listed
    assert better_than_its_source == []


@pytest.mark.parametrize("path", PACKS, ids=lambda path: path.stem)
def test_what_a_pack_infers_or_does_not_confirm_says_so(path):
    data = yaml.safe_load(path.read_text())

    unsure = [clause for clause in data["requirements"] if clause["grade"] in ("BG", "INF")]

    assert data["status"] == "check_with_body"
    assert [clause["key"] for clause in unsure if "set_by" not in clause["parameters"]] == []
    assert [clause["key"] for clause in unsure if clause["grade"] == "INF" and "note" not in clause["parameters"]] == []


def test_no_two_versions_of_one_pack_hold_on_the_same_day():
    data = [yaml.safe_load(path.read_text()) for path in PACKS]
    spans = sorted((pack["key"], pack["effective_from"], pack["effective_to"] or datetime.date.max) for pack in data)

    overlapping = [
        key
        for (key, _first, last), (following, begun, _last) in itertools.pairwise(spans)
        if key == following and begun <= last
    ]

    assert overlapping == []


@pytest.mark.parametrize(("label", "minutes"), [("2020.1", 20), ("2025.1", 30)])
def test_the_two_versions_of_the_board_exam_have_their_own_shortest_session(label, minutes):
    pack = shipped(f"bodies/nbhwc-board-exam-{label}")

    shortest = [clause.parameters.shortest_minutes for clause in pack.clauses if clause.kind == "practice_sessions"]

    assert shortest == [None, minutes]
