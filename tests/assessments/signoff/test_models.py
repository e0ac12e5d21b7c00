import datetime
import uuid

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from assessments.signoff import actions
from assessments.signoff.models import (
    AssessorQualification,
    Countersignature,
    QualityRelease,
    SignedCompetency,
    SignOff,
    SignOffEvidence,
    Withdrawal,
)
from lms.core.models import LedgerChanged
from tests.factories import signoff

pytestmark = pytest.mark.django_db
AT = signoff.AT


def copy_of(row, **changes):
    """The same row again, as a new one with some fields changed."""
    values = {
        field.name: getattr(row, field.name)
        for field in row._meta.concrete_fields
        if field.name not in ("id", "key", "recorded_at", "created_at", "updated_at")
    }
    return type(row)(**values | changes)


def refused(row):
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


@pytest.fixture
def row(us):
    return signoff.sign_off(**us)


@pytest.mark.parametrize(
    "changes",
    [
        {"context": "space"},
        {"is_valid": False},
        {"is_authentic": False},
        {"is_current": False},
        {"is_sufficient": False},
        {"is_sampled": True},
        {"sampling_reason": "first"},
        {"is_sampled": True, "sampling_reason": "mood"},
        {"needs_countersignature": True},
    ],
)
def test_sign_off_refuses(row, changes):
    refused(copy_of(row, **changes))


def test_sign_off_refuses_oneself(row):
    refused(copy_of(row, trainee=row.assessor))


def test_sign_off_is_superseded_once(row):
    copy_of(row, supersedes=row).save()

    refused(copy_of(row, supersedes=row))


def test_sign_off_never_changes(row):
    with pytest.raises(LedgerChanged):
        row.delete()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        super(type(SignOff.objects.all()), SignOff.objects.all()).update(statement="Changed")


def test_draft_refuses_oneself_another_context_and_a_second_one(us):
    draft = signoff.start(**us)

    refused(copy_of(draft, trainee=draft.assessor))
    refused(copy_of(draft, context="space"))
    refused(copy_of(draft))


def test_one_draft_supersedes_a_sign_off(us, row):
    draft = actions.supersede_sign_off(sign_off=row, by=us["assessor"], at=AT)

    refused(copy_of(draft))


def test_a_competency_is_signed_once(row):
    refused(copy_of(SignedCompetency.objects.first()))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"order": 9},
        {"order": 9, "label": "people.user"},
        {"order": 9, "target_key": None},
        {"order": 9, "label": "practice.practiceentry", "target_key": uuid.UUID(int=7)},
    ],
)
def test_evidence_refuses(row, changes):
    refused(copy_of(SignOffEvidence.objects.get(), **changes))


def test_practice_is_cited_once(row):
    practice = copy_of(SignOffEvidence.objects.get(), order=2, label="practice.practiceentry", target_key=None)
    practice.save()

    refused(copy_of(practice, order=3))


def test_a_check_is_made_once_with_an_outcome_that_is_known(row, iqa, qualification):
    values = {"sign_off": row, "by": iqa, "reason": "Read", "happened_at": AT}
    refused(Countersignature(**values, qualification=qualification, outcome="maybe"))
    refused(QualityRelease(**values, outcome="maybe"))
    Countersignature.objects.create(**values, qualification=qualification, outcome="countersigned")
    QualityRelease.objects.create(**values, outcome="released")
    Withdrawal.objects.create(**values)

    refused(Countersignature(**values, qualification=qualification, outcome="returned"))
    refused(QualityRelease(**values, outcome="returned"))
    refused(Withdrawal(**values))


@pytest.mark.parametrize(
    "changes", [{}, {"code": "pilot"}, {"code": "a1", "to_date": signoff.LONG_AGO - datetime.timedelta(days=1)}]
)
def test_qualification_refuses(qualification, changes):
    refused(copy_of(AssessorQualification.objects.get(), **changes))


def test_qualification_is_checked_by_another(qualification):
    refused(copy_of(qualification, code="a1", checked_by=qualification.person))


def test_rows_say_what_they_are(row):
    assert str(row) == f"Sign-off S-{str(row.key)[:8].upper()}"
