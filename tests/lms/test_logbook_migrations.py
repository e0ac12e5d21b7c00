"""The migrations that came with the logbook keep the rows that are there, and leave every trigger in place."""

import pytest
from django.core.management import call_command

from lms.accreditation.models import Requirement, StandardVersion
from lms.core import append_only
from lms.portfolio.models import Reflection
from lms.practice.models import EntryDecision, PracticeClient, PracticeEntry
from lms.supervision.models import SessionConfirmation, SupervisionAgreement, SupervisionSession
from tests.factories import accreditation as make
from tests.factories import practice

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


BEFORE = {"accreditation": "0002", "portfolio": "0001", "practice": "0002", "supervision": "0001"}
KEPT = (
    StandardVersion,
    Requirement,
    Reflection,
    PracticeClient,
    PracticeEntry,
    EntryDecision,
    SupervisionAgreement,
    SupervisionSession,
    SessionConfirmation,
)


def test_rows_stay_as_they_were():
    """One way back and forth for all four rooms: each step back takes seconds."""
    row = make.on_shipped_standard("service")
    practice.client_key(row.trainee)
    kept = {model: list(model.objects.order_by("pk").values()) for model in KEPT}

    for room, before in BEFORE.items():
        call_command("migrate", room, before, verbosity=0)
    call_command("migrate", verbosity=0)

    assert {model: list(model.objects.order_by("pk").values()) for model in KEPT} == kept
    assert all(kept.values())
    assert append_only.missing() == []
