"""Hand-worked cases, clause by clause: tests/lms/accreditation/rules/cases/*.yaml, for anybody to read and extend.

A case names a pack and a clause, says what is on record, and what somebody worked out by hand:

- case: A half-hour counts as half an hour
  pack: icf-acc            # or icf-acc-2024.1 for one version; else the latest
  clause: coaching-hours
  on: 2026-11-22
  milestones: [{on: 2025-01-10, code: coach_training_begun}]
  practice: [{on: 2026-10-01, minutes: 30, payment: paid, times: 2}]   # times: so many of the same
  expect: {measured: 60, required: 6000, met: false, left_out: 0, in_part: 0, why: "words of a reason"}

What is not said is the default of the fact: as a coach, with a patient, within a job, one to one, all of it coaching.
"""

import re
from pathlib import Path

import pytest
import yaml

from lms.accreditation.rules.evaluator import evaluate
from lms.accreditation.rules.reading import read_standard
from lms.accreditation.rules.values import Fact, Facts, Feedback, Learnt, Milestone, Practised, Supervised

CASES = Path(__file__).parent / "cases"
PACKS = Path(__file__).parents[4] / "fixtures" / "standards"
FACTS = {
    "practice": Practised,
    "supervision": Supervised,
    "mentored": Supervised,
    "feedback": Feedback,
    "learnt": Learnt,
    "milestones": Milestone,
    "reflections": Fact,
    "follow_ups": Fact,
}
USUAL = {Practised: {"role": "coach", "relation": "patient", "payment": "employed", "setting": "community"}}


class Loader(yaml.SafeLoader):
    """YAML in which `on` is a word: only true and false are truth values."""


Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:bool"]
    for letter, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))


def cases():
    for path in sorted(CASES.glob("*.yaml")):
        for case in yaml.load(path.read_text(), Loader):  # noqa: S506 -- a safe loader, with fewer words for true
            yield pytest.param(case, id=f"{path.stem}: {case['case']}")


def pack(name):
    """The version named, or the latest one of a standard."""
    paths = [path for path in PACKS.rglob("*.yaml") if path.stem == name or path.stem.rpartition("-")[0] == name]
    documents = [yaml.safe_load(path.read_text()) for path in paths]
    return read_standard(max(documents, key=lambda document: document["effective_from"]))


def facts_in(case):
    given = {name: _rows(kind, case.get(name, ())) for name, kind in FACTS.items()}
    return Facts(**given, clients=given["practice"])


def _rows(kind, rows):
    found = []
    for row in rows:
        values = {**USUAL.get(kind, {}), **(row if isinstance(row, dict) else {"on": row})}
        times = values.pop("times", 1)
        found += [kind(words="", **values)] * times
    return tuple(found)


@pytest.mark.parametrize("case", cases())
def test_a_hand_worked_case(case):
    standing = evaluate(pack(case["pack"]), facts_in(case), case["on"])
    result = next(row for row in standing.results if row.clause.code == case["clause"])
    found = {
        "measured": result.measured,
        "required": result.required,
        "met": result.is_met,
        "left_out": len(result.left_out),
        "in_part": len(result.in_part),
    }
    expected = dict(case["expect"])
    why = expected.pop("why", "")

    assert {name: found[name] for name in expected} == expected
    assert any(why in str(row.why) for row in (*result.left_out, *result.in_part)) or not why


def test_there_are_many_cases_and_each_says_something():
    found = [case.values[0] for case in cases()]

    assert len(found) >= 120
    assert len({case["case"] for case in found}) == len(found)
    assert all({"measured", "met"} <= case["expect"].keys() for case in found)


def test_every_clause_of_every_pack_has_a_case():
    named = {(case.values[0]["pack"], case.values[0]["clause"]) for case in cases()}
    packs = {
        document["key"]: document
        for path in sorted((PACKS / "bodies").glob("*.yaml"))
        for document in [yaml.safe_load(path.read_text())]
    }

    missing = [
        (key, row["key"])
        for key, document in packs.items()
        for row in document["requirements"]
        if not any(name.startswith(key) and clause == row["key"] for name, clause in named)
    ]

    assert missing == []
