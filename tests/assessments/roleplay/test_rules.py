import datetime

import pytest

from assessments.roleplay import rules
from assessments.roleplay.enums import ExposureKind, GlobalJudgement, IdentityCheck, Shortfall

RULE = rules.PassRule(minimum_percent=60, minimum_points_each=1)
NINE = datetime.datetime(2026, 11, 20, 9, 0, tzinfo=datetime.UTC)
MIDNIGHT = datetime.datetime(2026, 11, 20, 0, 0, tzinfo=datetime.UTC)


def scores(*points, safety=3):
    return [rules.Score(safety, 0, 3, is_critical=True)] + [rules.Score(n, 0, 3, is_critical=False) for n in points]


def test_result_adds_points_and_rounds_the_per_cent_down():
    result = rules.result_of(scores(2, 2), RULE)

    assert result == rules.Result(points=7, points_possible=9, percent=77, shortfalls=())
    assert result.is_passed
    assert not result.has_critical_failure


@pytest.mark.parametrize(
    ("given", "shortfalls"),
    [
        (scores(3, 3, safety=0), (Shortfall.CRITICAL, Shortfall.EACH)),
        (scores(3, 0), (Shortfall.EACH,)),
        (scores(1, 1), (Shortfall.PERCENT,)),
        (scores(1, 0), (Shortfall.EACH, Shortfall.PERCENT)),
    ],
)
def test_result_names_every_reason_for_not_passing(given, shortfalls):
    result = rules.result_of(given, RULE)

    assert result.shortfalls == shortfalls
    assert not result.is_passed


def test_sixty_per_cent_of_thirty_points_is_eighteen():
    ten = scores(1, 1, 1, 1, 2, 3, 2, 2, 2)

    assert rules.result_of(ten, RULE).percent == 60
    assert rules.result_of(ten, RULE).is_passed
    assert not rules.result_of(scores(1, 1, 1, 1, 2, 3, 2, 2, 1), RULE).is_passed


@pytest.mark.parametrize(
    ("judgement", "is_passed", "expected"),
    [
        (GlobalJudgement.OUTSTANDING, True, False),
        (GlobalJudgement.VERY_GOOD, False, True),
        (GlobalJudgement.PASS, False, True),
        (GlobalJudgement.BORDERLINE, True, False),
        (GlobalJudgement.BORDERLINE, False, False),
        (GlobalJudgement.FAIL, True, True),
        (GlobalJudgement.FAIL, False, False),
    ],
)
def test_judgement_and_points_disagree_when_they_point_different_ways(judgement, is_passed, expected):
    assert rules.disagrees(judgement, is_passed=is_passed) is expected


def test_a_scenario_that_names_no_context_fits_all():
    assert rules.offers([], "clinical")
    assert rules.offers(["clinical"], "clinical")
    assert not rules.offers(["clinical"], "non_clinical")


def test_opening_the_card_on_the_day_is_preparation():
    this_morning = rules.Sight(ExposureKind.OPENED, NINE - datetime.timedelta(hours=1))
    last_week = rules.Sight(ExposureKind.OPENED, NINE - datetime.timedelta(days=7))
    practised = rules.Sight(ExposureKind.PRACTISED, NINE - datetime.timedelta(hours=1))

    before = [rules.was_before(sight, observed_at=NINE, day_began_at=MIDNIGHT) for sight in (this_morning, last_week)]

    assert before == [False, True]
    assert rules.was_before(practised, observed_at=NINE, day_began_at=MIDNIGHT)


def test_some_identity_checks_need_words():
    explained = {check for check in IdentityCheck if rules.needs_identity_note(check)}

    assert explained == {IdentityCheck.COLLEAGUE, IdentityCheck.OTHER}


def test_a_session_is_observed_before_it_is_written_up():
    assert rules.is_in_future(NINE + datetime.timedelta(seconds=1), at=NINE)
    assert not rules.is_in_future(NINE, at=NINE)
