"""What holds for every logbook, whatever is in it."""

import datetime
import itertools

from hypothesis import given
from hypothesis import strategies as st

from lms.accreditation.rules.counting import counted
from lms.accreditation.rules.dates import periods_back
from lms.accreditation.rules.evaluator import evaluate
from lms.accreditation.rules.projection import next_shortfall
from lms.accreditation.rules.summing import Summary, cuts_of
from lms.accreditation.rules.values import Facts, Practised, Supervised
from tests.factories.standards import clause, standard

ON = datetime.date(2026, 11, 22)
BODY = "a body"
HOURS = clause(
    "practice_minutes",
    minutes=6000,
    set_by=BODY,
    payments=["employed", "paid"],
    relations_left_out=["friend_family"],
    settings_left_out=["training"],
    shortest_minutes=20,
    coaching_share_from=75,
    largest_group=15,
    group_percent=33,
    within_months=18,
)
CLIENTS = clause("distinct_clients", number=8, set_by=BODY, within_months=18)
RATIO = clause("supervision_ratio", practice_per_supervision=35, within_months=12, set_by=BODY)
QUARTERS = clause("supervision_each_period", minutes=60, period_months=3, periods=4, set_by=BODY)
EXPERIENCE = clause("experience_months", months=12, set_by=BODY, shortest_minutes=30)
PACK = standard(HOURS, CLIENTS, RATIO, QUARTERS, EXPERIENCE)

days = st.dates(datetime.date(2024, 1, 1), ON)
entries = st.builds(
    Practised,
    words=st.just("A session"),
    on=days,
    key=st.uuids().map(str),
    minutes=st.integers(1, 720),
    role=st.sampled_from(["coach", "client", "observer"]),
    payment=st.sampled_from(["employed", "paid", "pro_bono"]),
    relation=st.sampled_from(["patient", "friend_family"]),
    setting=st.sampled_from(["community", "training"]),
    group_size=st.sampled_from([0, 2, 15, 16]),
    coaching_share=st.integers(0, 100),
    client=st.sampled_from(["", "C-01", "C-02", "C-03"]),
)
logbooks = st.lists(entries, max_size=25)
sessions = st.builds(Supervised, words=st.just("Supervision"), on=days, minutes=st.integers(15, 180))
supervisions = st.lists(sessions, max_size=15)


def numbers(practice, supervision=(), on=ON):
    """What each clause measured and asked. Evidence is listed in the order given, so it is left out here."""
    facts = Facts(practice=tuple(practice), clients=tuple(practice), supervision=tuple(supervision))
    standing = evaluate(PACK, facts, on)
    return [(result.measured, result.required, result.is_met) for result in standing.results]


@given(st.data(), logbooks, supervisions)
def test_the_order_of_entries_changes_no_total(data, practice, supervision):
    shuffled = data.draw(st.permutations(practice)), data.draw(st.permutations(supervision))

    assert numbers(*shuffled) == numbers(practice, supervision)


@given(logbooks, logbooks)
def test_two_imports_count_what_one_would(first, second):
    asked = HOURS.parameters
    parts = counted(asked, first, ON).hundredths + counted(asked, second, ON).hundredths

    assert counted(asked, first + second, ON).hundredths == parts


@given(logbooks)
def test_every_entry_counts_or_is_left_out_with_a_reason(practice):
    found = counted(HOURS.parameters, practice, ON)

    assert sorted(entry.key for entry in found.evidence + tuple(left.fact for left in found.left_out)) == sorted(
        entry.key for entry in practice
    )
    assert all(str(left.why) for left in found.left_out)


@given(logbooks)
def test_what_counts_in_part_counts_with_less_than_it_lasted(practice):
    found = counted(HOURS.parameters, practice, ON)

    assert all(part.fact in found.evidence and part.minutes < part.fact.minutes for part in found.in_part)


@given(logbooks, st.lists(days, max_size=2))
def test_a_summed_logbook_measures_as_the_whole_one(practice, own_days):
    summary = Summary(cuts_of(PACK.clauses, ON), own_days)
    for row in practice:
        summary.add(
            row.on, row.minutes, row.role, row.payment, row.relation, row.setting, row.group_size,
            row.coaching_share, row.client,
        )  # fmt: skip
    summed = Facts(practice=summary.practice(), clients=summary.clients())

    assert measured(summed) == measured(Facts(practice=tuple(practice), clients=tuple(practice)))
    for day in own_days:
        assert minutes_since(day, summed.practice) == minutes_since(day, practice)


def measured(facts):
    return [(result.clause.code, result.measured, result.required) for result in evaluate(PACK, facts, ON).results]


def minutes_since(day, rows):
    """What a clause that counts since a day of the coach's own sees."""
    return counted(HOURS.parameters, [row for row in rows if row.on >= day], ON).hundredths


@given(st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 12, 31)), st.integers(1, 12), st.integers(1, 8))
def test_periods_follow_each_other_without_a_gap(on, months, number):
    periods = periods_back(on, months, number)

    assert periods[0][1] == on
    assert len(periods) == number
    for (first, last), (_earlier_first, earlier_last) in itertools.pairwise(periods):
        assert first <= last
        assert first - earlier_last == datetime.timedelta(days=1)


@given(supervisions, logbooks, st.sampled_from([RATIO, QUARTERS]))
def test_a_shortfall_is_the_first_day_that_is_not_met(supervision, practice, asked):
    facts = Facts(practice=tuple(practice), supervision=tuple(supervision))
    now = evaluate(standard(asked), facts, ON).results[0]
    short = next_shortfall(standard(asked), asked, facts, ON)

    if short is None or not now.is_met:
        return
    before = [ON + datetime.timedelta(days=number) for number in range((short.on - ON).days)]
    assert all(evaluate(standard(asked), facts, day).results[0].is_met for day in before[-40:])
    assert not evaluate(standard(asked), facts, short.on).results[0].is_met


@given(supervisions, logbooks)
def test_the_minutes_that_are_missing_close_the_gap(supervision, practice):
    facts = Facts(practice=tuple(practice), supervision=tuple(supervision))
    short = next_shortfall(standard(RATIO), RATIO, facts, ON)

    if short is None:
        return
    more = Supervised(words="One more", on=max(ON, short.last_day), minutes=short.missing)
    mended = Facts(practice=facts.practice, supervision=(*facts.supervision, more))
    assert evaluate(standard(RATIO), mended, short.on).results[0].is_met
