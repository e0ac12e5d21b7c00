"""Facts and clauses for the rules of standards: plain values, no database."""

import datetime

from lms.accreditation.rules.kinds import KINDS
from lms.accreditation.rules.parameters import read_parameters
from lms.accreditation.rules.values import Approval, Clause, Fact, Force, StandardRules, Taught

DAY = datetime.date(2026, 9, 1)


def fact(of=Fact, *, on=DAY, **changes):
    return of(**{"words": "Something on record", "on": on, **changes})


def taught(minutes=180, *, on=DAY):
    return fact(Taught, minutes=minutes, on=on)


def approval(kind="accredited", *, on=datetime.date(2026, 1, 1), to_date=None):
    return fact(Approval, kind=kind, on=on, to_date=to_date)


def clause(kind, *, force=Force.MUST, **parameters):
    return Clause(
        code=kind.replace("_", "-"),
        kind=kind,
        title=kind,
        force=force,
        is_gate=force is Force.MUST,
        source="nhse-2020",
        locator="section 2.1",
        grade="S",
        parameters=read_parameters(KINDS[kind].parameters, parameters),
        explanation="Why.",
        how_to_meet="How.",
    )


def standard(*clauses):
    return StandardRules(code="a-standard", label="1", title="A standard", route="service", clauses=clauses)


def requirement(**changes):
    """One requirement as it stands in a standard's file."""
    return {
        "key": "taught-time",
        "kind": "taught_minutes",
        "title": "Two taught days",
        "force": "must",
        "source": "nhse-2020",
        "locator": "section 3.1",
        "grade": "S",
        "parameters": {"days": 2, "minutes_per_day": 360, "minutes": 720, "set_by": "the provider"},
        "explanation": "You have been taught for two days.",
        "how_to_meet": "Attend the four half-days.",
        **changes,
    }


def standard_data(*requirements, **changes):
    """A whole standard as it stands in its file."""
    return {
        "key": "a-standard",
        "version": "2020.1",
        "title": "A standard",
        "route": "skills",
        "body": "A body",
        "status": "check_with_body",
        "effective_from": datetime.date(2020, 3, 1),
        "effective_to": None,
        "source": "nhse-2020",
        "note": "",
        "requirements": list(requirements) or [requirement()],
        **changes,
    }
