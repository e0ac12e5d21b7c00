"""Approvals of programme versions, and checklists, for tests."""

import datetime
import itertools

from django.utils import timezone

from lms.people.enums import OrganisationKind, Role
from lms.quality import actions
from lms.quality.enums import AnswerState, ApprovalKind
from lms.quality.models import Checklist
from tests.factories import enrolment, people

_numbers = itertools.count(1)
FIRST = datetime.date(2026, 1, 1)


def programme_version(**changes):
    """A published version of the service route."""
    return enrolment.version(
        lessons=(f"lesson-{next(_numbers)}",),
        **{"route": "service", "taught_days": 4, "standard_code": "nhse-2020-service", **changes},
    )


def body(**changes):
    return people.organisation(OrganisationKind.ACCREDITING_BODY, **changes)


def reviewer(of):
    return people.member(Role.REVIEWER, of)


def approval(version, *, of=None, **changes):
    """An approval by a reviewer of a body, accredited since January unless told otherwise."""
    of = of or body()
    given = {
        "programme_version": version,
        "body": of,
        "kind": ApprovalKind.ACCREDITED,
        "from_date": FIRST,
        "reference": f"REF-{next(_numbers)}",
        "by": reviewer(of),
        "at": timezone.now(),
    }
    return actions.approve_programme(**{**given, **changes})


def checklist_data(**changes):
    """One small checklist as it stands in fixtures/quality."""
    return {
        "key": "a-checklist",
        "version": 1,
        "title": "Is the place ready?",
        "derived": True,
        "derived_note": "Derived from section 2.1.",
        "source": "nhse-2020",
        "locator": "section 2.1",
        "items": [
            {"key": "need", "text": "The need is written down.", "why": "So that…", "evidence_hint": "A page."},
            {"key": "type", "text": "The type is chosen.", "why": "It decides…", "evidence_hint": "A decision."},
        ],
        **changes,
    }


def checklist(**changes) -> Checklist:
    return actions.load_checklists(data={"checklists": [checklist_data(**changes)]}, at=timezone.now())[0]


def answer(provider, item, *, by, **changes):
    given = {
        "provider": provider,
        "item": item,
        "state": AnswerState.MET,
        "evidence": "A page in the handbook.",
        "owner": by,
        "review_date": timezone.localdate() + datetime.timedelta(days=90),
        "by": by,
        "at": timezone.now(),
    }
    return actions.answer_item(**{**given, **changes})
