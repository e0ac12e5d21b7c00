"""Programme versions, approvals and checklists for tests."""

import datetime
import itertools

from django.utils import timezone

from courses.actions import shelf
from courses.models import ProgrammePage
from lms.enrolment.models import ProgrammeVersion
from lms.people.enums import OrganisationKind, Role
from lms.quality import actions
from lms.quality.enums import AnswerState, ApprovalKind
from lms.quality.models import Checklist
from tests.factories import people

_numbers = itertools.count(1)
FIRST = datetime.date(2026, 1, 1)


def programme_version(**changes):
    """A published version of an empty programme: enough for what only names it."""
    number = next(_numbers)
    page = shelf().add_child(
        instance=ProgrammePage(
            title=f"Programme {number}", slug=f"programme-{number}", code=f"programme-{number}",
            route="service", taught_days=4, summary="A programme.", who_for="Coaches.",
        )
    )  # fmt: skip
    fields = {
        "programme": page,
        "revision": page.save_revision(),
        "code": page.code,
        "title": page.title,
        "route": page.route,
        "number": 1,
        "standard_code": "nhse-2020-service",
        "taught_days": 4,
        "lessons": 0,
        "taught_minutes": 1440,
        "published_at": timezone.now(),
        "happened_at": timezone.now(),
    }
    return ProgrammeVersion.objects.create(**{**fields, **changes})


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
