"""Migrations keep the rows that are there, back and forth, and leave every constraint and trigger in place."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from lms.core import append_only
from lms.enrolment.models import Cohort, Enrolment
from tests.factories import enrolment as build

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def rows():
    return [list(model.objects.order_by("pk").values()) for model in (Cohort, Enrolment)]


def test_the_shared_words_for_the_kind_of_service_change_no_row():
    enrolment = build.enrolment()
    before = rows()

    call_command("migrate", "enrolment", "0001", verbosity=0)
    assert rows() == before
    call_command("migrate", "enrolment", verbosity=0)

    assert rows() == before
    assert append_only.missing("default") == []
    with pytest.raises(IntegrityError, match="enrolment_context"), transaction.atomic():
        Enrolment.objects.filter(pk=enrolment.pk).update(context="hospital")
