import pytest

from lms.accreditation.rules.reading import StandardNotReadable, read_standard
from tests.factories.standards import requirement, standard_data


def read(**changes):
    return read_standard(standard_data(requirement(**changes))).clauses[0]


def parameters(**changes):
    return {**requirement()["parameters"], **changes}


def without(name):
    return {key: value for key, value in requirement()["parameters"].items() if key != name}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": "vibes"}, "taught-time has an unknown kind, vibes."),
        ({"force": "maybe"}, "taught-time has an unknown force, maybe."),
        ({"grade": "A"}, "taught-time has an unknown grade, A."),
        ({"source": ""}, "taught-time does not say its source."),
        ({"source": None}, "taught-time does not say its source."),
        ({"locator": ""}, "taught-time does not say its locator."),
        ({"force": "provider"}, "taught-time is the provider's own and must not name nhse-2020 as its source."),
        ({"gates_award": False}, "taught-time is “must”: what the award waits for is “must”, and only that."),
        (
            {"force": "recommended", "gates_award": True},
            "taught-time is “recommended”: what the award waits for is “must”, and only that.",
        ),
        ({"parameters": without("minutes")}, "taught-time: minutes: missing."),
        ({"parameters": without("set_by")}, "taught-time: set_by: missing."),
        ({"parameters": parameters(minutes=700)}, "taught-time: minutes is not days × minutes_per_day."),
        ({"parameters": parameters(days="two")}, "taught-time: days: write a whole number above zero, not 'two'."),
        ({"parameters": parameters(days=0)}, "taught-time: days: write a whole number above zero, not 0."),
        ({"parameters": parameters(days=True)}, "taught-time: days: write a whole number above zero, not True."),
        ({"parameters": parameters(set_by="")}, "taught-time: set_by: write words, not ''."),
        ({"parameters": parameters(demo_value="yes")}, "taught-time: demo_value: write true or false, not 'yes'."),
    ],
)
def test_a_requirement_that_breaks_the_rules_of_writing_is_refused_with_words(changes, words):
    with pytest.raises(StandardNotReadable) as refusal:
        read(**changes)

    assert str(refusal.value).startswith(words)


def test_an_unknown_parameter_is_refused_with_the_known_ones():
    with pytest.raises(StandardNotReadable) as refusal:
        read(parameters=parameters(hours=12))

    assert str(refusal.value) == (
        "taught-time: hours: this kind does not know it; it knows since, set_by, note, demo_value, days, "
        "minutes_per_day, minutes, minutes_source."
    )


@pytest.mark.parametrize(
    ("kind", "given", "words"),
    [
        ("modules_completed", {"modules": []}, "modules: write a list of codes, not []"),
        ("modules_completed", {"modules": ["a", "a"]}, "modules: each code stands once, not ['a', 'a']"),
        ("knowledge_checks_passed", {"quizzes": "all", "pass_percent": 101}, "pass_percent: write a per cent"),
    ],
)
def test_lists_and_per_cents_are_checked(kind, given, words):
    with pytest.raises(StandardNotReadable) as refusal:
        read(kind=kind, parameters={**given, "set_by": "the provider"})

    assert str(refusal.value).startswith(f"taught-time: {words}")


@pytest.mark.parametrize(
    ("force", "source", "marked", "is_gate"),
    [
        ("must", "nhse-2020", None, True),
        ("must", "nhse-2020", True, True),
        ("recommended", "nhse-2020", None, False),
        ("recommended", "nhse-2020", False, False),
        ("provider", "derived", None, False),
        ("provider", "derived", True, True),
    ],
)
def test_what_the_award_waits_for(force, source, marked, is_gate):
    assert read(force=force, source=source, gates_award=marked).is_gate is is_gate


def test_a_number_may_be_left_to_the_accrediting_body():
    clause = read(kind="practice_minutes", parameters={"minutes": None, "set_by": "the accrediting body"})

    assert (clause.parameters.minutes, clause.parameters.set_by) == (None, "the accrediting body")


@pytest.mark.parametrize("name", ["key", "version", "title", "route", "source", "effective_from", "requirements"])
def test_a_standard_says_its_whole_head(name):
    with pytest.raises(StandardNotReadable) as refusal:
        read_standard(standard_data(**{name: None}))

    assert str(refusal.value) == f"The standard does not say its {name}."


def test_a_requirement_stands_once():
    with pytest.raises(StandardNotReadable) as refusal:
        read_standard(standard_data(requirement(), requirement()))

    assert str(refusal.value) == "a-standard names a requirement twice."
