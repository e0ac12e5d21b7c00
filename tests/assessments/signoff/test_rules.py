import uuid

import pytest

from assessments.signoff import rules
from assessments.signoff.enums import SamplingReason

KEY = uuid.UUID("6f3c2b0a-0f2c-4c1e-9f62-4c8f6a0b1d2e")
NOTHING = rules.Sampling(percent=0, samples_first=False, samples_disagreement=False)
EVERYTHING = rules.Sampling(percent=100, samples_first=True, samples_disagreement=True)


@pytest.mark.parametrize(
    ("policy", "is_first", "has_disagreement", "expected"),
    [
        (EVERYTHING, True, True, SamplingReason.FIRST),
        (EVERYTHING, False, True, SamplingReason.DISAGREEMENT),
        (EVERYTHING, False, False, SamplingReason.SHARE),
        (NOTHING, True, True, ""),
        (NOTHING, False, False, ""),
    ],
)
def test_sampling_reason_names_the_first_that_holds(policy, is_first, has_disagreement, expected):
    reason = rules.sampling_reason(KEY, policy, is_first=is_first, has_disagreement=has_disagreement)

    assert reason == expected


def test_sampling_by_share_is_the_same_whenever_it_is_worked_out():
    assert {rules.within_share(KEY, 50) for _repeat in range(3)} == {rules.within_share(KEY, 50)}


def test_sampling_by_share_takes_about_that_share():
    keys = [uuid.UUID(int=number) for number in range(2000)]

    sampled = sum(rules.within_share(key, 20) for key in keys)

    assert 330 <= sampled <= 470


def test_a_larger_share_keeps_what_a_smaller_one_took():
    keys = [uuid.UUID(int=number) for number in range(200)]

    lost = [key for key in keys if rules.within_share(key, 20) and not rules.within_share(key, 40)]

    assert lost == []


@pytest.mark.parametrize(
    ("observed", "expected"), [({"clinical", "targeted"}, True), ({"targeted"}, False), (set(), True)]
)
def test_is_seen_in_asks_for_an_observation_of_that_context(observed, expected):
    assert rules.is_seen_in("clinical", observed) is expected


@pytest.mark.parametrize(
    ("is_qualified", "countersigns", "expected"),
    [(True, True, False), (False, True, True), (False, False, False), (True, False, False)],
)
def test_needs_countersignature(is_qualified, countersigns, expected):
    needed = rules.needs_countersignature(is_qualified=is_qualified, countersigns_unqualified=countersigns)

    assert needed is expected


def test_unconfirmed_names_what_lacks_its_tick_or_its_reason():
    answers = {"valid": (True, "Yes"), "authentic": (False, "Yes"), "current": (True, "  "), "sufficient": (True, "Y")}

    assert rules.unconfirmed(answers) == ["authentic", "current"]
