"""Each constraint of the room refuses its failing case."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from lms.quality.models import Checklist, ChecklistAnswer, ChecklistItem, ProgrammeApproval
from tests.factories import people
from tests.factories import quality as make

pytestmark = pytest.mark.django_db


def refused(model, constraint, **fields):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        model.objects.create(happened_at=timezone.now(), **fields)
    return constraint in str(refusal.value) or "UNIQUE" in str(refusal.value)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"kind": "excellent"}, "quality_approval_kind"),
        ({"to_date": datetime.date(2025, 12, 31)}, "quality_approval_dates"),
        ({"reference": ""}, "quality_approval_has_reference"),
    ],
)
def test_approval_constraints(changes, constraint):
    body = make.body()
    fields = {
        "programme_version": make.programme_version(),
        "body": body,
        "kind": "accredited",
        "from_date": datetime.date(2026, 1, 1),
        "reference": "R",
        "decided_by": make.reviewer(body),
    }

    assert refused(ProgrammeApproval, constraint, **{**fields, **changes})


def test_an_approval_is_superseded_once():
    first = make.approval(make.programme_version())
    fields = {
        "programme_version": first.programme_version,
        "body": first.body,
        "kind": first.kind,
        "from_date": first.from_date,
        "reference": "R",
        "decided_by": first.decided_by,
        "supersedes": first,
    }
    ProgrammeApproval.objects.create(happened_at=timezone.now(), **fields)

    assert refused(ProgrammeApproval, "supersedes", **fields)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"number": 0}, "quality_checklist_from_one"),
        ({"number": 1, "code": "a-checklist"}, "quality_checklist_once"),
        ({"is_derived": True, "derived_note": ""}, "quality_derived_says_from_what"),
    ],
)
def test_checklist_constraints(changes, constraint):
    make.checklist()
    fields = {"code": "another", "number": 2, "title": "T", "is_derived": False, "source": "s", "locator": "l"}

    assert refused(Checklist, constraint, content_hash="", **{**fields, **changes})


@pytest.mark.parametrize("changes", [{"code": "need", "order": 9}, {"code": "new", "order": 1}])
def test_an_item_and_its_place_stand_once(changes):
    checklist = make.checklist()

    assert refused(ChecklistItem, "", checklist=checklist, text="T", why="W", evidence_hint="E", **changes)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"state": "perfect"}, "quality_answer_state"),
        ({"state": "met", "evidence": ""}, "quality_met_names_evidence"),
        ({"state": "partly", "evidence": ""}, "quality_met_names_evidence"),
    ],
)
def test_answer_constraints(changes, constraint):
    provider = people.provider()
    manager = people.manager(provider)
    fields = {
        "provider": provider,
        "item": make.checklist().items.first(),
        "state": "met",
        "evidence": "E",
        "owner": manager,
        "review_date": datetime.date(2027, 1, 1),
        "answered_by": manager,
    }

    assert refused(ChecklistAnswer, constraint, **{**fields, **changes})


def test_only_one_first_answer():
    provider = people.provider()
    first = make.answer(provider, make.checklist().items.first(), by=people.manager(provider))
    fields = {
        "provider": provider,
        "item": first.item,
        "state": "met",
        "evidence": "E",
        "owner": first.owner,
        "review_date": first.review_date,
        "answered_by": first.owner,
    }

    assert refused(ChecklistAnswer, "quality_one_first_answer", **fields)
