import datetime

import pytest
from django.utils import timezone

from lms.accreditation import actions as accreditation_actions
from lms.accreditation.enums import AwardStatus
from lms.credentials import queries
from lms.quality import actions as quality_actions
from tests.factories import accreditation, people, supervision
from tests.factories import credentials as make
from tests.factories.standards import requirement

pytestmark = pytest.mark.django_db
SUPERVISION = requirement(
    key="supervision", kind="supervision", title="Supervision", force="recommended",
    parameters={"minutes": 60, "within_days": 42, "set_by": "the accrediting body"},
)  # fmt: skip


def verified(credential):
    return queries.verification(credential.code, timezone.now())


def changed(credential, status):
    by = people.manager(credential.award.provider)
    accreditation_actions.change_status(
        award=credential.award, status=status, reason="Inside.", by=by, at=timezone.now()
    )


def test_an_unknown_code_is_nothing():
    assert queries.verification("TB-0000-0000-0000-0", timezone.now()) is None


def test_without_consent_no_name_and_no_supervision():
    accreditation.standard(accreditation.TAUGHT, SUPERVISION)
    found = verified(make.issued(reason="Fine."))

    assert (found.holder_name, found.asks_supervision, found.shows_supervision, found.supervision) == (
        "", True, False, None,
    )  # fmt: skip


def test_with_consent_name_and_supervision():
    accreditation.standard(accreditation.TAUGHT, SUPERVISION)
    row = accreditation.ready()
    supervisor = supervision.supervisor_of(row.trainee, row.cohort.provider)
    now = timezone.now()
    credential = make.issued(row, reason="Fine.")
    make.consent(credential, shows_name=True, shows_supervision=True)

    before = verified(credential)
    supervision.confirmed(row.trainee, supervisor, started_at=now - datetime.timedelta(days=3), at=now)
    after = verified(credential)

    assert (before.holder_name, before.supervision.is_met) == (row.trainee.name, False)
    assert (after.supervision.is_met, after.supervision.required) == (True, 60)


def test_a_standard_without_supervision_says_nothing_of_it():
    accreditation.standard()
    credential = make.issued()
    make.consent(credential, shows_supervision=True)

    found = verified(credential)

    assert (found.asks_supervision, found.shows_supervision) == (False, False)


def test_the_status_is_the_latest():
    accreditation.standard()
    credential = make.issued()
    changed(credential, AwardStatus.SUSPENDED)

    assert verified(credential).status == AwardStatus.SUSPENDED


def test_an_approval_that_the_body_took_back_for_the_taught_days_is_said():
    accreditation.standard()
    credential = make.issued()
    approval = credential.award.programme_version.approvals.get()
    before = verified(credential).is_approval_still_known

    quality_actions.end_approval(
        approval=approval, to_date=datetime.date(2026, 2, 1), reason="R.", by=approval.decided_by, at=timezone.now()
    )

    assert (before, verified(credential).is_approval_still_known) == (True, False)


def test_an_approval_that_ends_later_changes_nothing():
    accreditation.standard()
    credential = make.issued()
    approval = credential.award.programme_version.approvals.get()

    quality_actions.end_approval(
        approval=approval, to_date=datetime.date(2026, 5, 1), reason="R.", by=approval.decided_by, at=timezone.now()
    )

    assert verified(credential).is_approval_still_known


def test_a_verification_takes_five_queries(django_assert_num_queries):
    accreditation.standard(accreditation.TAUGHT, SUPERVISION)
    credential = make.issued(reason="Fine.")
    make.consent(credential, shows_supervision=True)
    verified(credential)

    with django_assert_num_queries(5):
        verified(credential)


def test_found_in_shows_names_within_the_remit_or_with_consent():
    accreditation.standard()
    inside, agreed, outside = make.issued(), make.issued(), make.issued()
    make.consent(agreed)
    commissioner = make.commissioner(inside.award.provider)

    def name_of(credential):
        look_up = make.look_up(commissioner, credential.code)
        return queries.found_in(look_up, commissioner, timezone.now())[0].name

    assert name_of(inside) == inside.holder.name
    assert name_of(agreed) == agreed.holder.name
    assert name_of(outside) == ""


def test_consent_taken_back_hides_the_name_again():
    accreditation.standard()
    credential, commissioner = make.issued(), make.commissioner()
    make.consent(credential)
    look_up = make.look_up(commissioner, credential.code)
    make.consent(credential, shows_name=False)

    assert [row.name for row in queries.found_in(look_up, commissioner, timezone.now())] == [""]
    assert verified(credential).holder_name == ""


def test_who_sees_a_credential():
    accreditation.standard()
    credential, _other = make.issued(), make.issued()

    def seen(person):
        return list(queries.credentials_visible_to(person))

    assert seen(credential.holder) == [credential]
    assert seen(people.manager(credential.award.provider)) == [credential]
    assert seen(people.trainee(credential.award.provider)) == []
    assert seen(make.commissioner(credential.award.provider)) == []
