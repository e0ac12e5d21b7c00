import pytest
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from lms.accreditation import actions as accreditation_actions
from lms.accreditation.models import Award, AwardDecision
from lms.audit import actions as audit
from lms.audit.models import AuditEvent
from lms.core.errors import NotYours
from lms.core.privacy import PSEUDONYM
from lms.credentials import actions, certificates, queries
from lms.credentials.enums import Purpose
from lms.credentials.models import Credential, LookUp
from lms.formats import verification_codes
from tests.factories import accreditation, people
from tests.factories import credentials as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _standard(db):
    accreditation.standard()


def test_award_and_issue_freezes_the_facts_of_the_day():
    row = accreditation.ready()

    credential = make.issued(row)

    approval = row.cohort.version.approvals.get()
    assert verification_codes.read(credential.code) == credential.code
    assert credential.facts == {
        "standard": {
            "code": "nhse-2020-skills",
            "label": "2020.1",
            "title": "Coaching skills",
            "route": "skills",
            "body": "A body",
        },
        "programme": {
            "title": row.cohort.version.title,
            "number": 1,
            "key": str(row.cohort.version.key),
        },
        "provider": row.cohort.provider.name,
        "approvals": [
            {
                "kind": "quality_assured",
                "body": approval.body.name,
                "reference": approval.reference,
                "from_date": "2026-01-01",
                "to_date": None,
            }
        ],
        "taught_from": "2026-03-02",
        "taught_to": "2026-03-02",
        "assessment": {
            "contexts": [],
            "assessors": 0,
            "observations": 0,
            "competencies": 0,
            "practice_minutes": None,
            "taught_minutes": 180,
        },
        "awarded_date": credential.award.awarded_date.isoformat(),
        "cycle": 1,
    }
    assert AuditEvent.objects.filter(kind="credentials.issued").count() == 1


def test_the_name_of_the_day_stays_until_its_holder_is_erased():
    credential = make.issued()
    holder, name = credential.holder, credential.holder.name
    holder.name = "Somebody Famous"
    holder.save()

    credential.refresh_from_db()
    kept = credential.holder_name
    audit.erase_person(person=holder, by=people.manager(credential.award.provider), at=timezone.now())

    credential.refresh_from_db()
    assert (kept, credential.holder_name) == (name, PSEUDONYM)


def test_facts_hold_no_name():
    credential = make.issued()

    assert credential.holder.name not in str(credential.facts)


def test_award_and_issue_is_both_or_neither(monkeypatch):
    row = accreditation.ready()
    taken = make.issued(accreditation.ready())
    monkeypatch.setattr(verification_codes, "new_code", lambda: taken.code)

    with pytest.raises(Exception, match=r"UNIQUE|unique"):
        make.issued(row)

    assert not AwardDecision.objects.filter(enrolment=row).exists()
    assert not Award.objects.filter(person=row.trainee).exists()


def test_award_and_issue_refuses_what_the_decision_refuses():
    with pytest.raises(accreditation_actions.NotMetYet):
        make.issued(accreditation.learner())

    assert Credential.objects.count() == 0


def test_set_consent_latest_counts_and_can_be_taken_back():
    credential = make.issued()

    make.consent(credential, shows_name=True, shows_supervision=True)
    make.consent(credential, shows_name=False)

    latest = queries.consent_of(credential)
    assert (latest.shows_name, latest.shows_supervision) == (False, False)
    assert credential.consents.count() == 2


def test_set_consent_is_the_holders_alone():
    credential = make.issued()

    with pytest.raises(NotYours):
        actions.set_consent(
            credential=credential,
            shows_name=True,
            shows_supervision=True,
            by=people.manager(credential.award.provider),
            at=timezone.now(),
        )


# Looking up


def test_look_up_by_code_finds_any_credential_however_it_is_typed():
    credential = make.issued()

    look_up = make.look_up(make.commissioner(), f" {credential.code.lower().replace('-', ' ')} ")

    assert [row.credential for row in look_up.findings.all()] == [credential]
    assert AuditEvent.objects.filter(kind="credentials.looked_up").count() == 1


def test_look_up_by_name_finds_within_the_remit_only():
    rows = [accreditation.ready() for _number in range(2)]
    for row in rows:
        row.trainee.name = "Sam Same"
        row.trainee.save()
    inside, _outside = (make.issued(row) for row in rows)

    look_up = make.look_up(make.commissioner(inside.award.provider), "sam s")

    assert [row.credential for row in look_up.findings.all()] == [inside]


def test_look_up_by_name_finds_who_belongs_to_an_organisation_in_the_remit():
    credential = make.issued()
    employer = people.organisation("employer")
    people.actions.add_member(
        person=credential.holder, organisation=employer, role="trainee", by=None, at=timezone.now(),
        from_date=people.LONG_AGO,
    )  # fmt: skip

    look_up = make.look_up(make.commissioner(employer), credential.holder.name)

    assert [row.credential for row in look_up.findings.all()] == [credential]


@pytest.mark.parametrize("sought", ["a", "ab", "  ab  "])
def test_look_up_refuses_too_little_of_a_name(sought):
    with pytest.raises(actions.NothingToLookUp) as refusal:
        make.look_up(make.commissioner(), sought)

    assert refusal.value.field == "sought"


def test_look_up_refuses_another_purpose_without_words():
    with pytest.raises(actions.NothingToLookUp) as refusal:
        make.look_up(make.commissioner(), "Somebody", purpose=Purpose.OTHER)

    assert refusal.value.field == "purpose_words"


def test_look_up_refuses_for_another_organisation():
    with pytest.raises(NotYours):
        make.look_up(make.commissioner(), "Somebody", organisation=people.organisation("commissioner"))


def test_look_up_refuses_a_manager():
    with pytest.raises(NotYours):
        make.look_up(people.manager(people.provider()), "Somebody")


# Erasing


def test_erasing_the_holder_empties_words_sought_and_deletes_certificates(django_capture_on_commit_callbacks):
    credential = make.issued()
    look_up = make.look_up(make.commissioner(credential.award.provider), credential.holder.name)
    certificates.certificate(credential)
    folder = f"{certificates.FOLDER}/{credential.key}"

    with django_capture_on_commit_callbacks(execute=True):
        audit.erase_person(person=credential.holder, by=people.manager(credential.award.provider), at=timezone.now())

    assert LookUp.objects.get(pk=look_up.pk).sought == ""
    assert default_storage.listdir(folder)[1] == []
    assert queries.verification(credential.code, timezone.now()).credential == credential


def test_an_erasure_that_is_rolled_back_keeps_the_certificates(django_capture_on_commit_callbacks):
    credential = make.issued()
    certificates.certificate(credential)
    folder = f"{certificates.FOLDER}/{credential.key}"

    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        audit.erase_person(person=credential.holder, by=people.manager(credential.award.provider), at=timezone.now())
        transaction.set_rollback(True)

    assert len(default_storage.listdir(folder)[1]) == 1
