"""Each constraint of the room refuses its failing case."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from lms.accreditation.models import Award, AwardDecision, AwardStatusChange, Requirement, StandardVersion
from tests.factories import accreditation as make
from tests.factories import people

pytestmark = pytest.mark.django_db


def refused(row, constraint, **changes):
    """A copy of a row with something changed is refused by the constraint."""
    fields = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in ("id", "key", "recorded_at")
    }
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        type(row).objects.create(**{**fields, **changes})
    return constraint in str(refusal.value) or "UNIQUE" in str(refusal.value)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({}, "accreditation_version_once"),
        ({"label": "9", "route": "scenic"}, "accreditation_version_route"),
        ({"label": "9", "effective_to_date": datetime.date(2019, 1, 1)}, "accreditation_version_dates"),
    ],
)
def test_version_constraints(changes, constraint):
    make.standard()

    assert refused(StandardVersion.objects.get(), constraint, **changes)


NEW = {"code": "new", "order": 9}


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"order": 9}, "accreditation_requirement_once"),
        ({"code": "new"}, "accreditation_requirement_order_once"),
        ({**NEW, "kind": "vibes"}, "accreditation_requirement_kind"),
        # Two constraints refuse an unknown force, and each database names the one that it looks at first.
        ({**NEW, "force": "maybe"}, "accreditation_"),
        ({**NEW, "source": ""}, "accreditation_requirement_cited"),
        ({**NEW, "locator": ""}, "accreditation_requirement_cited"),
        ({**NEW, "is_gate": False}, "accreditation_must_is_the_gate"),
        ({**NEW, "force": "recommended", "is_gate": True}, "accreditation_must_is_the_gate"),
    ],
)
def test_requirement_constraints(changes, constraint):
    make.standard(make.TAUGHT)

    assert refused(Requirement.objects.get(), constraint, **changes)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"outcome": "perhaps"}, "accreditation_decision_outcome"),
        ({"outcome": "awarded"}, "accreditation_one_award_an_enrolment"),
        ({"outcome": "refused"}, "accreditation_refusal_reason"),
    ],
)
def test_decision_constraints(changes, constraint):
    make.standard()
    make.awarded()

    assert refused(AwardDecision.objects.get(), constraint, **changes)


def test_nobody_decides_about_themselves():
    make.standard()
    decision = make.awarded().decision

    changes = {"outcome": "refused", "reason": "Not yet.", "by_id": decision.person_id}
    assert refused(decision, "accreditation_decided_by_another", **changes)


def test_award_constraints():
    make.standard()
    award = make.awarded()
    other = make.decided(make.learner(), "refused", reason="Not yet.")

    assert refused(award, "accreditation_cycle_once", decision_id=other.pk)
    assert refused(award, "accreditation_cycle_from_one", decision_id=other.pk, cycle=0)
    assert refused(award, "decision", person_id=people.user().pk)
    assert Award.objects.get() == award


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({}, "accreditation_status_in_a_row"),
        ({"number": 2, "status": "paused", "reason_inside": "A matter."}, "accreditation_award_status"),
        ({"status": "suspended"}, "accreditation_award_begins_active"),
        ({"number": 0, "reason_inside": "A matter."}, "accreditation_award_begins_active"),
        ({"number": 2, "status": "suspended"}, "accreditation_status_reason"),
        ({"number": 2, "status": "revoked"}, "accreditation_status_reason"),
    ],
)
def test_status_constraints(changes, constraint):
    make.standard()
    make.awarded()

    assert refused(AwardStatusChange.objects.get(), constraint, **changes)
