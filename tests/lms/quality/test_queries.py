import datetime

import pytest
from django.utils import timezone

from lms.core import clock
from lms.people.enums import OrganisationKind, Role
from lms.people.queries import holding
from lms.quality import actions, queries
from lms.quality.enums import AnswerState
from tests.factories import people
from tests.factories import quality as make

pytestmark = pytest.mark.django_db
MARCH, APRIL, MAY, JUNE, JULY = (datetime.date(2026, month, 1) for month in (3, 4, 5, 6, 7))


def at(day):
    return clock.start_of(day) + datetime.timedelta(hours=12)


def test_accredited_on_the_day_and_what_was_known_then_are_two_questions():
    """Approved in March from March on; in June the body records that it ended with April."""
    with clock.fixed(at(MARCH)):
        approval = make.approval(make.programme_version(), from_date=MARCH)
    with clock.fixed(at(JUNE)):
        end = {"reason": "Withdrawn.", "by": approval.decided_by}
        actions.end_approval(approval=approval, to_date=APRIL, at=clock.now(), **end)
    version = approval.programme_version

    def is_covered(day, known):
        return queries.approvals_of(version, known_at=at(known)).filter(holding(day)).exists()

    assert is_covered(APRIL, known=JULY)
    assert not is_covered(MAY, known=JULY)
    assert is_covered(MAY, known=MAY)
    assert not is_covered(APRIL, known=datetime.date(2026, 2, 1))


@pytest.mark.parametrize("how_many", [1, 3])
def test_versions_on_asks_twice_however_many(how_many, django_assert_num_queries):
    for _ in range(how_many):
        make.approval(make.programme_version())

    with django_assert_num_queries(2):
        rows = queries.versions_on(JUNE, known_at=timezone.now())

    assert [len(row.approvals) for row in rows] == [1] * how_many


def test_providers_visible_to_a_commissioner_are_those_in_the_remit():
    commissioner_org = people.organisation(OrganisationKind.COMMISSIONER)
    inside, _outside = people.provider(), people.provider()
    people.remit(commissioner_org, inside)
    commissioner = people.member(Role.COMMISSIONER, commissioner_org)

    assert list(queries.providers_visible_to(commissioner)) == [inside]


def test_providers_visible_to_a_manager_are_their_own():
    own, _other = people.provider(), people.provider()

    assert list(queries.providers_visible_to(people.manager(own))) == [own]
    assert list(queries.providers_visible_to(people.trainee(own))) == []


def test_approvals_are_visible_to_bodies_only():
    approval = make.approval(make.programme_version())

    assert list(queries.approvals_visible_to(make.reviewer(make.body()))) == [approval]
    assert list(queries.approvals_visible_to(people.manager(people.provider()))) == []


def test_checklists_of_counts_standing_answers_of_one_provider():
    checklist, provider, other = make.checklist(), people.provider(), people.provider()
    manager = people.manager(provider)
    need, kind = checklist.items.order_by("order")
    make.answer(provider, need, by=manager, state=AnswerState.NOT_MET, evidence="")
    make.answer(provider, need, by=manager)
    make.answer(provider, kind, by=manager, state=AnswerState.PARTLY)
    make.answer(other, need, by=people.manager(other))

    counted = queries.checklists_of(provider, on=timezone.localdate() + datetime.timedelta(days=91)).get()

    assert (counted.asked, counted.answered, counted.met, counted.due) == (2, 2, 1, 2)


def test_checklist_of_lists_each_question_with_its_latest_answer():
    checklist, provider = make.checklist(), people.provider()
    need, kind = checklist.items.order_by("order")
    answer = make.answer(provider, need, by=people.manager(provider))

    rows = queries.checklist_of(provider, checklist, on=timezone.localdate())

    assert [(row.item, row.answer, row.is_due) for row in rows] == [(need, answer, False), (kind, None, False)]
