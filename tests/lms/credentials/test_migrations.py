"""Migrations keep the rows that are there and leave every trigger in place."""

import pytest
from django.core.management import call_command

from lms.core import append_only
from lms.credentials.models import Credential
from tests.factories import accreditation
from tests.factories import credentials as make

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_credentials_issued_before_take_the_name_that_stands_now():
    accreditation.standard()
    credential = make.issued()

    call_command("migrate", "credentials", "0001", verbosity=0)
    call_command("migrate", verbosity=0)

    assert Credential.objects.get().holder_name == credential.holder.name
    assert append_only.missing() == []
