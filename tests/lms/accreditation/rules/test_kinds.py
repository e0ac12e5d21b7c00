"""Each kind as a table: facts in, measured and required out."""

import datetime

import pytest

from lms.accreditation.rules.evaluator import evaluate
from lms.accreditation.rules.kinds import KINDS
from lms.accreditation.rules.values import (
    Checked,
    Done,
    Facts,
    Observed,
    Part,
    Practised,
    Signed,
    Supervised,
    Unit,
)
from tests.factories.standards import approval, clause, fact, standard, taught

MARCH, APRIL, MAY = (datetime.date(2026, month, 1) for month in (3, 4, 5))
ON = datetime.date(2026, 9, 1)
BODY = "the accrediting body"


def result_of(asked, facts, on=ON):
    return evaluate(standard(asked), facts, on).results[0]


def measured(asked, facts, on=ON):
    result = result_of(asked, facts, on)
    return result.measured, result.required, result.is_met


@pytest.mark.parametrize(
    ("kind", "approvals", "taught_on", "expected"),
    [
        ("programme_accredited", [approval()], [], (1, 1, True)),
        ("programme_accredited", [], [], (0, 1, False)),
        ("programme_accredited", [approval()], [MARCH, APRIL], (2, 2, True)),
        ("programme_accredited", [approval(on=APRIL)], [MARCH, APRIL], (1, 2, False)),
        ("programme_accredited", [approval(to_date=MARCH)], [MARCH, APRIL], (1, 2, False)),
        ("programme_accredited", [approval(to_date=MARCH), approval(on=APRIL)], [MARCH, APRIL], (2, 2, True)),
        ("programme_accredited", [approval(to_date=MARCH)], [MARCH], (1, 1, True)),
        ("programme_accredited", [approval("quality_assured")], [MARCH], (0, 1, False)),
        ("programme_quality_assured", [approval("quality_assured")], [MARCH], (1, 1, True)),
        ("programme_quality_assured", [approval("accredited")], [MARCH], (0, 1, False)),
    ],
)
def test_programme_is_approved_on_every_taught_day(kind, approvals, taught_on, expected):
    facts = Facts(approvals=tuple(approvals), taught=tuple(taught(on=day) for day in taught_on))

    result = measured(clause(kind, valid_on="the taught days"), facts)

    assert result == expected


def test_programme_names_the_days_without_approval():
    facts = Facts(approvals=(approval(on=APRIL),), taught=(taught(on=MARCH), taught(on=APRIL)))

    result = result_of(clause("programme_accredited", valid_on="the taught days"), facts)

    assert str(result.next_step) == "No accreditation of your programme is on record for 2026-03-01. Ask your provider."


@pytest.mark.parametrize(
    ("minutes", "expected", "to_do"),
    [
        ([], (0, 720, False), "12 h of taught time to go."),
        ([180, 180, 180, 179], (719, 720, False), "1 min of taught time to go."),
        ([180, 180, 180, 180], (720, 720, True), None),
        ([800], (800, 720, True), None),
    ],
)
def test_taught_minutes(minutes, expected, to_do):
    asked = clause("taught_minutes", days=2, minutes_per_day=360, minutes=720, set_by="the provider")
    facts = Facts(taught=tuple(taught(amount) for amount in minutes))

    result = result_of(asked, facts)

    assert (result.measured, result.required, result.is_met) == expected
    assert result.unit == Unit.MINUTES
    assert (str(result.next_step).split(" Come")[0] if result.next_step else None) == to_do


PROGRAMME = Facts(
    modules=(Part("before", "Before the days"), Part("day-1", "Day 1")),
    quizzes=(Part("scope", "Scope"), Part("teach-back", "Teach-back")),
)


@pytest.mark.parametrize(
    ("asked_modules", "done", "expected", "to_do"),
    [
        ("all", [], (0, 2, False), "Still to read: Before the days, Day 1."),
        ("all", ["before"], (1, 2, False), "Still to read: Day 1."),
        ("all", ["before", "day-1"], (2, 2, True), "None"),
        ("all", ["before", "before"], (1, 2, False), "Still to read: Day 1."),
        (["day-1"], ["before", "day-1"], (1, 1, True), "None"),
        (["day-9"], ["before", "day-1"], (0, 1, False), "Still to read: day-9."),
    ],
)
def test_modules_completed(asked_modules, done, expected, to_do):
    facts = Facts(modules=PROGRAMME.modules, modules_done=tuple(fact(Done, code=code) for code in done))

    result = result_of(clause("modules_completed", modules=asked_modules, set_by="the provider"), facts)

    assert (result.measured, result.required, result.is_met) == expected
    assert str(result.next_step) == to_do


def test_all_of_no_modules_asks_nothing():
    assert measured(clause("modules_completed", modules="all", set_by="the provider"), Facts()) == (0, 0, True)


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ([], (0, 2, False)),
        ([("scope", 80)], (1, 2, False)),
        ([("scope", 80), ("teach-back", 79)], (1, 2, False)),
        ([("scope", 80), ("teach-back", 100)], (2, 2, True)),
    ],
)
def test_knowledge_checks_passed(results, expected):
    asked = clause("knowledge_checks_passed", quizzes="all", pass_percent=80, set_by="the provider")
    passed = tuple(fact(Checked, code=code, percent=percent) for code, percent in results)

    result = measured(asked, Facts(quizzes=PROGRAMME.quizzes, quizzes_passed=passed))

    assert result == expected


@pytest.mark.parametrize(
    ("rubrics", "expected", "left_out"),
    [
        ([], (0, 2, False), 0),
        (["role-play"], (1, 2, False), 0),
        (["role-play", "another"], (1, 2, False), 1),
        (["role-play", "role-play"], (2, 2, True), 0),
        (["role-play", "role-play", "role-play"], (3, 2, True), 0),
    ],
)
def test_observations_passed(rubrics, expected, left_out):
    asked = clause("observations_passed", number=2, rubric="role-play", set_by=BODY)
    observations = tuple(
        fact(Observed, rubric=rubric, words=f"Observation {number}") for number, rubric in enumerate(rubrics)
    )

    result = result_of(asked, Facts(observations=observations))

    assert (result.measured, result.required, result.is_met) == expected
    assert len(result.left_out) == left_out


def test_observations_still_to_pass_are_asked_for_where_they_can_be_had():
    asked = clause("observations_passed", number=2, rubric="role-play", set_by=BODY)

    step = result_of(asked, Facts(observations=())).next_step

    assert step.filled(step.text, str) == "Observed sessions still to pass: 2. Ask your assessor to observe you."


def signed(code, framework="health-coaching", version=1):
    return fact(Signed, code=code, framework=framework, framework_version=version)


@pytest.mark.parametrize(
    ("rows", "expected", "to_do"),
    [
        ([], (0, 2, False), 2),
        ([signed("HC1")], (1, 2, False), 1),
        ([signed("HC1"), signed("HC1")], (1, 2, False), 1),
        ([signed("HC1"), signed("HC2", framework="another")], (1, 2, False), 1),
        ([signed("HC1"), signed("HC2", version=2)], (1, 2, False), 1),
        ([signed("HC1"), signed("HC9")], (1, 2, False), 1),
        ([signed("HC2"), signed("HC1")], (2, 2, True), None),
    ],
)
def test_competencies_signed_off(rows, expected, to_do):
    asked = clause(
        "competencies_signed_off", framework="health-coaching", framework_version=1, codes=["HC1", "HC2"], set_by=BODY
    )

    result = result_of(asked, Facts(signed=tuple(rows)))

    assert (result.measured, result.required, result.is_met) == expected
    assert (result.next_step.values["missing"] if result.next_step else None) == to_do


def test_competencies_that_a_colleague_still_checks_do_not_count_and_are_not_asked_for_again():
    asked = clause(
        "competencies_signed_off", framework="health-coaching", framework_version=1, codes=["HC1", "HC2"], set_by=BODY
    )

    result = result_of(asked, Facts(signed=(signed("HC1"),), signed_waiting=(signed("HC1"), signed("HC2"))))

    assert (result.measured, result.is_met, [left.fact.code for left in result.left_out]) == (1, False, ["HC2"])
    assert result.next_step.text.endswith("There is nothing to do.")


def practised(minutes, role="coach"):
    return fact(Practised, minutes=minutes, role=role)


@pytest.mark.parametrize(
    ("entries", "expected", "left_out"),
    [
        ([], (0, 1200, False), 0),
        ([practised(1199)], (1199, 1200, False), 0),
        ([practised(600), practised(600)], (1200, 1200, True), 0),
        ([practised(1200, "observer")], (0, 1200, False), 1),
        ([practised(1200), practised(60, "client")], (1200, 1200, True), 1),
    ],
)
def test_practice_minutes(entries, expected, left_out):
    asked = clause("practice_minutes", minutes=1200, set_by=BODY)

    result = result_of(asked, Facts(practice=tuple(entries)))

    assert (result.measured, result.required, result.is_met) == expected
    assert [str(row.why) for row in result.left_out] == [
        "You were not the coach in this session, so it does not count here."
    ] * left_out


def test_practice_minutes_counts_the_roles_that_a_body_names():
    asked = clause("practice_minutes", minutes=100, roles=["coach", "client", "observer"], set_by=BODY)

    result = measured(asked, Facts(practice=(practised(50), practised(50, "observer"))))

    assert result == (100, 100, True)


@pytest.mark.parametrize(("kind", "field"), [("reflections", "reflections"), ("follow_up_activities", "follow_ups")])
@pytest.mark.parametrize(
    ("how_many", "expected"), [(0, (0, 2, False)), (1, (1, 2, False)), (2, (2, 2, True)), (3, (3, 2, True))]
)
def test_numbers_of_things(kind, field, how_many, expected):
    facts = Facts(**{field: tuple(fact() for _ in range(how_many))})

    assert measured(clause(kind, number=2, set_by=BODY), facts) == expected


@pytest.mark.parametrize(
    ("days_ago", "expected"),
    [
        ([], (0, 60, False)),
        ([1], (30, 60, False)),
        ([1, 42], (60, 60, True)),
        ([1, 43], (30, 60, False)),
        ([43, 44], (0, 60, False)),
    ],
)
def test_supervision_is_recent_enough(days_ago, expected):
    asked = clause("supervision", minutes=60, within_days=42, set_by=BODY)
    sessions = tuple(fact(Supervised, minutes=30, on=ON - datetime.timedelta(days=days)) for days in days_ago)

    assert measured(asked, Facts(supervision=sessions)) == expected


def test_supervision_says_what_is_too_long_ago():
    asked = clause("supervision", minutes=60, within_days=42, set_by=BODY)
    old = fact(Supervised, minutes=60, on=ON - datetime.timedelta(days=60))

    result = result_of(asked, Facts(supervision=(old,)))

    assert str(result.left_out[0].why) == "It was more than 42 days ago."
    assert str(result.next_step) == (
        "1 h of health-coaching supervision is missing in the last 42 days. Arrange the next session."
    )


@pytest.mark.parametrize(
    "asked",
    [
        clause("practice_minutes", minutes=None, set_by=BODY),
        clause("observations_passed", number=None, rubric="role-play", set_by=BODY),
        clause("reflections", number=None, set_by=BODY),
        clause("supervision", minutes=None, within_days=42, set_by=BODY),
    ],
)
def test_a_number_that_nobody_has_set_is_not_met_and_says_so(asked):
    facts = Facts(practice=(practised(9000),), reflections=(fact(), fact()))

    result = result_of(asked, facts)

    assert (result.required, result.is_met) == (None, False)
    assert str(result.next_step) == (
        "The number is set by the accrediting body, and is not on record yet. Ask your provider."
    )


def full_facts():
    return Facts(
        approvals=(approval(), approval("quality_assured")),
        taught=(taught(),),
        modules=(Part("one", "One"),),
        modules_done=(fact(Done, code="one"),),
        quizzes=(Part("one", "One"),),
        quizzes_passed=(fact(Checked, code="one", percent=90),),
        observations=(fact(Observed, rubric="role-play"),),
        signed=(signed("HC1"),),
        practice=(practised(60),),
        reflections=(fact(),),
        follow_ups=(fact(),),
        supervision=(fact(Supervised, minutes=60),),
    )


@pytest.mark.parametrize(
    "asked",
    [
        clause("programme_accredited", valid_on="the taught days"),
        clause("programme_quality_assured", valid_on="the taught days"),
        clause("taught_minutes", days=1, minutes_per_day=180, minutes=180, set_by=BODY),
        clause("modules_completed", modules="all", set_by=BODY),
        clause("knowledge_checks_passed", quizzes="all", pass_percent=80, set_by=BODY),
        clause("observations_passed", number=1, rubric="role-play", set_by=BODY),
        clause("competencies_signed_off", framework="health-coaching", framework_version=1, codes=["HC1"], set_by=BODY),
        clause("practice_minutes", minutes=60, set_by=BODY),
        clause("reflections", number=1, set_by=BODY),
        clause("follow_up_activities", number=1, set_by=BODY),
        clause("supervision", minutes=60, within_days=42, set_by=BODY),
    ],
    ids=lambda asked: asked.kind,
)
def test_a_kind_looks_at_nothing_but_what_it_says(asked):
    """What is gathered for a standard is what its kinds say they look at: nothing else may change a result."""
    whole = full_facts()
    needed = Facts(**{name: getattr(whole, name) for name in KINDS[asked.kind].looks_at})

    assert result_of(asked, needed) == result_of(asked, whole)
    assert result_of(asked, needed).is_met
