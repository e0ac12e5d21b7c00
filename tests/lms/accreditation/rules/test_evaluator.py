import datetime

from lms.accreditation.rules.evaluator import evaluate, of_this_cycle
from lms.accreditation.rules.freezing import as_record
from lms.accreditation.rules.values import Attester, Facts, Force, Practised
from lms.formats.transparency_log import canonical_bytes
from tests.factories.standards import approval, clause, fact, standard, taught

ON = datetime.date(2026, 9, 1)
BODY = "the accrediting body"
MUST = clause("follow_up_activities", number=1, set_by=BODY)
RECOMMENDED = clause("reflections", force=Force.RECOMMENDED, number=1, set_by=BODY)


def test_a_recommended_clause_is_shown_and_does_not_hold_up_the_award():
    standing = evaluate(standard(MUST, RECOMMENDED), Facts(follow_ups=(fact(),)), ON)

    assert standing.may_be_awarded
    assert [result.clause.code for result in standing.unmet_recommended] == ["reflections"]
    assert standing.next.clause.code == "reflections"


def test_a_must_that_is_not_met_holds_up_the_award_and_comes_first():
    standing = evaluate(standard(RECOMMENDED, MUST), Facts(), ON)

    assert not standing.may_be_awarded
    assert [result.clause.code for result in standing.unmet_gates] == ["follow-up-activities"]
    assert standing.next.clause.code == "follow-up-activities"


def test_all_met_leaves_nothing_to_do():
    standing = evaluate(standard(RECOMMENDED, MUST), Facts(follow_ups=(fact(),), reflections=(fact(),)), ON)

    assert standing.may_be_awarded
    assert standing.next is None
    assert [result.next_step for result in standing.results] == [None, None]


def test_a_later_cycle_does_not_count_the_evidence_of_the_earlier_one_again():
    awarded = datetime.date(2026, 6, 1)
    later = fact(Practised, minutes=30, role="coach", on=datetime.date(2026, 6, 2))
    facts = Facts(
        approvals=(approval(),),
        taught=(taught(on=datetime.date(2026, 5, 1)),),
        practice=(fact(Practised, minutes=60, role="coach", on=awarded), later),
    )

    left = of_this_cycle(facts, awarded)

    assert left == Facts(approvals=(approval(),), practice=(later,))
    assert of_this_cycle(facts, None) == facts


def test_a_record_of_a_standing_names_people_by_key_and_can_be_written_canonically():
    attested = fact(words="A session", key="k1", label="practice.practiceentry", attested_by=Attester("p1", "Ada"))
    standing = evaluate(standard(MUST), Facts(follow_ups=(attested,)), ON)

    record = as_record(standing)

    assert b"Ada" not in canonical_bytes(record)
    assert record["results"][0]["evidence"] == [
        {
            "words": "A session",
            "on": "2026-09-01",
            "label": "practice.practiceentry",
            "key": "k1",
            "attested_by": "p1",
        }
    ]
    assert record["may_be_awarded"] is True
