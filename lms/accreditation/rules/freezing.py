"""A standing as a record: everything that a decision rested on, naming people by key only, without floats."""

from dataclasses import asdict

from lms.accreditation.rules.assessment import assessment_in
from lms.accreditation.rules.values import Fact, RequirementResult, Standing


def as_record(standing: Standing) -> dict:
    """What `lms.formats.transparency_log.canonical_bytes` can write. Attesters stand by key: a name can be erased."""
    standard = standing.standard
    return {
        "standard": {"code": standard.code, "label": standard.label, "title": standard.title, "route": standard.route},
        "on": standing.on.isoformat(),
        "may_be_awarded": standing.may_be_awarded,
        "assessment": _plain(asdict(assessment_in(standing))),
        "results": [_result(result) for result in standing.results],
    }


def _result(result: RequirementResult) -> dict:
    clause = result.clause
    return {
        "code": clause.code,
        "kind": clause.kind,
        "title": clause.title,
        "force": str(clause.force),
        "is_gate": clause.is_gate,
        "source": {"key": clause.source, "locator": clause.locator, "grade": clause.grade},
        "parameters": _plain(asdict(clause.parameters)),
        "explanation": clause.explanation,
        "is_met": result.is_met,
        "measured": result.measured,
        "required": result.required,
        "unit": str(result.unit),
        "next_step": str(result.next_step) if result.next_step else "",
        "evidence": [_fact(fact) for fact in result.evidence],
        "left_out": [{**_fact(left.fact), "why": str(left.why)} for left in result.left_out],
    }


def _fact(fact: Fact) -> dict:
    return {
        "words": fact.words,
        "on": fact.on.isoformat(),
        "label": fact.label,
        "key": fact.key,
        "attested_by": fact.attested_by.key if fact.attested_by else "",
    }


def _plain(values: dict) -> dict:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
