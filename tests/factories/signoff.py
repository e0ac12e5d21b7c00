"""Frameworks, qualifications and sign-offs for tests."""

import datetime

from assessments.roleplay.models import AssessmentPolicy
from assessments.signoff import actions, queries
from assessments.signoff.enums import QualificationCode
from lms.competencies.actions import load_framework
from lms.competencies.enums import ServiceContext
from lms.competencies.models import Framework
from lms.people.enums import Role
from lms.portfolio import actions as portfolio
from tests.factories import people, roleplay

AT = roleplay.AT
LONG_AGO = datetime.date(2025, 1, 1)
CONFIRMATIONS = {
    "valid": (True, "Each criterion maps to a competency."),
    "authentic": (True, "I watched both sessions."),
    "current": (True, "Both this autumn."),
    "sufficient": (True, "Two scenarios and twenty hours."),
}


def framework():
    """Two competencies, HC1 and HC2, in the framework that the policy names."""
    return load_framework(
        framework={
            "key": "health-coaching",
            "version": 1,
            "title": "Health coaching",
            "sources": [{"source": "derived", "locator": "all", "covers": ["HC1", "HC2"]}],
            "competencies": [
                {"code": code, "title": f"Title of {code}", "description": "What it is", "statements": ["Does it"]}
                for code in ("HC1", "HC2")
            ],
        },
        effective_from_date=LONG_AGO,
    )


def qualified(assessor, organisation, **changes):
    """Give an assessor a current qualification, checked by a quality assurer of the organisation."""
    values = {"code": QualificationCode.CAVA, "title": "CAVA", "from_date": LONG_AGO, "at": AT, **changes}
    by = values.pop("by", None) or people.member(Role.IQA, organisation)
    return actions.grant_qualification(person=assessor, by=by, **values)


def reflection(trainee, organisation, at=AT):
    draft = portfolio.save_reflection(by=trainee, at=at, organisation=organisation, text="The five was hard.")
    return portfolio.submit_reflection(reflection=draft, by=trainee, at=at)


def start(*, trainee, assessor, organisation, context=ServiceContext.TARGETED, at=AT):
    """A started draft, nothing chosen yet."""
    if not AssessmentPolicy.objects.exists():
        roleplay.policy()
    if not Framework.objects.exists():
        framework()
    return actions.start_sign_off(trainee=trainee, organisation=organisation, context=context, by=assessor, at=at)


def complete(draft, *, competencies=("HC1", "HC2"), evidence=None, at=AT):
    """Choose all the evidence there is, and confirm. Without any, an observation is made first."""
    by = draft.assessor
    if not queries.evidence_for(draft.trainee, draft.organisation, at.date()):
        roleplay.observation(trainee=draft.trainee, observer=by, organisation=draft.organisation)
    if evidence is None:
        evidence = [item.code for item in queries.evidence_for(draft.trainee, draft.organisation, at.date())]
    actions.choose_evidence(draft=draft, evidence=evidence, competency_codes=competencies, by=by)
    return actions.declare(draft=draft, confirmations=CONFIRMATIONS, statement="Ready to coach.", by=by)


def sign_off(*, at=AT, competencies=("HC1", "HC2"), evidence=None, **people_and_changes):
    """A recorded sign-off: trainee, assessor and organisation are to be given."""
    ready = complete(start(**people_and_changes), competencies=competencies, evidence=evidence)
    return actions.sign_off(draft=ready, by=ready.assessor, at=at)
