"""Each constraint of the room refuses its failing case."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from lms.credentials.models import Credential, LookUp, LookUpFinding
from tests.factories import accreditation, people
from tests.factories import credentials as make

pytestmark = pytest.mark.django_db


def refused(model, constraint, **fields):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        model.objects.create(happened_at=timezone.now(), **fields)
    return constraint in str(refusal.value) or "UNIQUE" in str(refusal.value)


def test_credential_constraints():
    accreditation.standard()
    credential = make.issued()
    other = accreditation.awarded()

    given = {"holder": other.person, "facts": {}}
    assert refused(Credential, "award", award=credential.award, code="TB-1", **given)
    assert refused(Credential, "code", award=other, code=credential.code, **given)
    assert refused(Credential, "credentials_code_is_printed_form", award=other, code="7K3M", **given)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [({"purpose": "curiosity"}, "credentials_purpose"), ({"purpose": "other"}, "credentials_other_purpose_said")],
)
def test_look_up_constraints(changes, constraint):
    person = make.commissioner()

    assert refused(LookUp, constraint, by=person, organisation=people.provider(), sought="x", **changes)


def test_a_credential_is_found_once_a_look_up():
    accreditation.standard()
    credential = make.issued()
    look_up = make.look_up(make.commissioner(), credential.code)

    assert refused(LookUpFinding, "credentials_found_once_a_look_up", look_up=look_up, credential=credential)
