"""Migrations keep the rows that are there and leave every constraint and trigger in place."""

import pytest
from django.core.management import call_command
from django.db import models, transaction

from lms.accreditation import actions
from lms.accreditation.enums import AwardStatus, Outcome
from lms.accreditation.models import AwardDecision, AwardStatusChange
from lms.audit.models import ErasurePermit
from lms.core import append_only
from tests.factories import accreditation as make
from tests.factories import people

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def emptied_as_before(model, **changes):
    """What an erasure did to every row before there was the constraint."""
    with transaction.atomic():
        permit = ErasurePermit.objects.create()
        models.QuerySet(model).update(**changes)
        permit.delete()


def test_reasons_that_an_erasure_emptied_become_the_pseudonym():
    make.standard()
    award = make.awarded()
    make.decided(make.learner(), Outcome.REFUSED, reason="Not yet.")
    manager = people.manager(award.provider)
    actions.change_status(
        award=award, status=AwardStatus.SUSPENDED, reason="A matter.", by=manager, at=award.happened_at
    )

    call_command("migrate", "accreditation", "0001", verbosity=0)
    emptied_as_before(AwardDecision, reason="")
    emptied_as_before(AwardStatusChange, reason_inside="")
    call_command("migrate", "accreditation", verbosity=0)

    decisions = AwardDecision.objects.order_by("pk").values_list("outcome", "reason")
    changes = AwardStatusChange.objects.order_by("pk").values_list("number", "reason_inside")
    assert list(decisions) == [("awarded", ""), ("refused", "Erased person")]
    assert list(changes) == [(1, ""), (2, "Erased person")]
    assert append_only.missing() == []
    assert ErasurePermit.objects.count() == 0
