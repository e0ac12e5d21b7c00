import datetime

from lms.accreditation.rules.assessment import Assessment, assessment_in
from lms.accreditation.rules.evaluator import evaluate
from lms.accreditation.rules.values import Attester, Facts, Observed, Practised, Signed
from tests.factories.standards import clause, fact, standard, taught

ON = datetime.date(2026, 9, 1)
ADA, BEN = Attester("a", "Ada"), Attester("b", "Ben")


def test_contexts_and_assessors_come_from_the_evidence_that_counted():
    asked = standard(
        clause("observations_passed", number=1, rubric="role-play", set_by="the body"),
        clause(
            "competencies_signed_off",
            framework="coaching",
            framework_version=1,
            codes=["HC1"],
            set_by="the body",
        ),
        clause("practice_minutes", minutes=60, set_by="the body"),
    )
    facts = Facts(
        observations=(
            fact(Observed, rubric="role-play", context="clinical", attested_by=ADA),
            fact(Observed, rubric="role-play", context="targeted", attested_by=ADA),
            fact(Observed, rubric="another", context="non_clinical", attested_by=Attester("c", "Cai")),
        ),
        signed=(
            fact(
                Signed,
                framework="coaching",
                framework_version=1,
                code="HC1",
                context="clinical",
                attested_by=BEN,
            ),
        ),
        practice=(fact(Practised, minutes=75, role="coach"),),
    )

    found = assessment_in(evaluate(asked, facts, ON))

    assert found == Assessment(
        contexts=("clinical", "targeted"),
        assessors=2,
        observations=2,
        competencies=1,
        practice_minutes=75,
        taught_minutes=None,
    )


def test_a_standard_without_individual_assessment_says_nothing_of_it():
    asked = standard(clause("taught_minutes", days=1, minutes_per_day=180, minutes=180, set_by="the provider"))

    found = assessment_in(evaluate(asked, Facts(taught=(taught(180),)), ON))

    assert found == Assessment(
        contexts=(), assessors=0, observations=0, competencies=0, practice_minutes=None, taught_minutes=180
    )
