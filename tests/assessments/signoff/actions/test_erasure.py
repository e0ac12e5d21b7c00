import datetime

import pytest

from assessments.signoff import actions
from assessments.signoff.enums import QualificationCode
from assessments.signoff.models import AssessorQualification, SignOffDraft
from lms.audit.actions import erase_person
from tests.factories import signoff

pytestmark = pytest.mark.django_db
AT = signoff.AT
LATER = AT + datetime.timedelta(days=2)


def test_erasing_the_trainee_empties_words_and_keeps_the_declaration(unqualified, colleague, iqa):
    row = signoff.sign_off(**unqualified)
    actions.countersign(sign_off=row, outcome="countersigned", reason="I read it.", by=colleague, at=AT)
    signoff.start(**unqualified)

    erase_person(person=unqualified["trainee"], by=iqa, at=LATER)

    row.refresh_from_db()
    assert (row.statement, row.valid_reason, row.countersignature.reason) == ("", "", "")
    assert {item.words for item in row.evidence.all()} == {""}
    assert row.is_valid
    assert not SignOffDraft.objects.exists()


def test_erasing_the_assessor_keeps_the_trainees_sign_off(us, iqa):
    row = signoff.sign_off(**us)

    erase_person(person=us["assessor"], by=iqa, at=LATER)

    row.refresh_from_db()
    assert row.statement == "Ready to coach."
    assert AssessorQualification.objects.get(code=QualificationCode.CAVA).title == ""
