import datetime

import pytest

from assessments.signoff import actions, queries
from lms.audit.models import AuditEvent
from lms.people.enums import Role
from tests.factories import people, signoff

pytestmark = pytest.mark.django_db
AT = signoff.AT
TODAY = AT.date()


def test_grant_qualification_records_who_saw_the_proof(assessor, provider, iqa):
    row = signoff.qualified(assessor, provider, by=iqa)

    assert (row.person, row.checked_by) == (assessor, iqa)
    assert queries.current_qualification(assessor, TODAY) == row
    assert AuditEvent.objects.filter(kind="signoff.qualification_granted").count() == 1


def test_grant_qualification_refuses_oneself(provider):
    both = people.assessor(provider)
    people.actions.add_member(
        person=both, organisation=provider, role=Role.MANAGER, by=None, at=AT, from_date=people.LONG_AGO
    )

    with pytest.raises(actions.NotYoursToGrant):
        signoff.qualified(both, provider, by=both)


def test_grant_qualification_refuses_another_organisation_and_other_roles(assessor, provider):
    for by in (people.manager(people.provider()), people.member(Role.TRAINER, provider)):
        with pytest.raises(actions.NotYoursToGrant):
            signoff.qualified(assessor, provider, by=by)


def test_grant_qualification_refuses_the_same_twice(assessor, provider, iqa):
    signoff.qualified(assessor, provider, by=iqa)

    with pytest.raises(actions.AlreadyHeld):
        signoff.qualified(assessor, provider, by=iqa)


def test_grant_qualification_refuses_dates_out_of_order(assessor, provider, iqa):
    with pytest.raises(actions.DatesOutOfOrder):
        signoff.qualified(assessor, provider, by=iqa, to_date=signoff.LONG_AGO - datetime.timedelta(days=1))


def test_end_qualification_gives_it_a_last_day(assessor, qualification, iqa):
    actions.end_qualification(qualification=qualification, to_date=TODAY, by=iqa, at=AT)

    assert queries.current_qualification(assessor, TODAY) is not None
    assert queries.current_qualification(assessor, TODAY + datetime.timedelta(days=1)) is None


def test_end_qualification_can_bring_its_last_day_forward(qualification, iqa):
    soon = TODAY + datetime.timedelta(days=30)

    for last_day in (soon, TODAY):
        actions.end_qualification(qualification=qualification, to_date=last_day, by=iqa, at=AT)

    qualification.refresh_from_db()
    assert qualification.to_date == TODAY


@pytest.mark.parametrize(("ended", "to_date"), [(-1, 30), (-1, -2), (7, 30)])
def test_end_qualification_revives_and_lengthens_none(qualification, iqa, ended, to_date):
    last_day = TODAY + datetime.timedelta(days=ended)
    actions.end_qualification(qualification=qualification, to_date=last_day, by=iqa, at=AT)

    with pytest.raises(actions.QualificationOver):
        actions.end_qualification(
            qualification=qualification, to_date=TODAY + datetime.timedelta(days=to_date), by=iqa, at=AT
        )

    qualification.refresh_from_db()
    assert qualification.to_date == last_day
