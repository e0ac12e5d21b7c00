import datetime
from pathlib import Path

import pytest
import yaml
from django.utils import timezone

from lms.audit.models import AuditEvent
from lms.core.errors import NotYours
from lms.people.enums import Role
from lms.people.queries import holding
from lms.quality import actions, queries
from lms.quality.enums import AnswerState, ApprovalKind
from lms.quality.models import Checklist, ChecklistItem
from tests.factories import people
from tests.factories import quality as make

pytestmark = pytest.mark.django_db
MARCH, JUNE, JULY = datetime.date(2026, 3, 1), datetime.date(2026, 6, 30), datetime.date(2026, 7, 1)
FIXTURES = Path(__file__).parents[3] / "fixtures"


def covering(version, day):
    return list(queries.approvals_of(version, known_at=timezone.now()).filter(holding(day)))


def test_approve_programme_keeps_who_what_and_when():
    version, body = make.programme_version(), make.body()
    reviewer, at = make.reviewer(body), timezone.now()

    approval = actions.approve_programme(
        programme_version=version,
        body=body,
        kind=ApprovalKind.ACCREDITED,
        from_date=MARCH,
        reference="CSC-7",
        by=reviewer,
        at=at,
    )

    assert covering(version, JULY) == [approval]
    assert (approval.decided_by, approval.happened_at) == (reviewer, at)
    assert AuditEvent.objects.filter(kind="quality.programme_approved", target_key=approval.key).count() == 1


def test_approve_programme_refuses_a_reviewer_of_another_body():
    body, other = make.body(), make.body()

    with pytest.raises(NotYours):
        make.approval(make.programme_version(), of=body, by=make.reviewer(other))


def test_approve_programme_refuses_a_manager_of_the_provider():
    with pytest.raises(NotYours):
        make.approval(make.programme_version(), by=people.manager(people.provider()))


def test_approve_programme_refuses_days_that_are_covered_already():
    version, body = make.programme_version(), make.body()
    make.approval(version, of=body, from_date=MARCH, to_date=JUNE, reference="CSC-7")

    with pytest.raises(actions.AlreadyApproved) as refusal:
        make.approval(version, of=body, from_date=JUNE)

    assert str(refusal.value) == f"{body.name} has this approval on record already, as CSC-7. End that one first."


def test_approve_programme_allows_the_days_after_and_another_body():
    version, body = make.programme_version(), make.body()
    make.approval(version, of=body, from_date=MARCH, to_date=JUNE)

    make.approval(version, of=body, from_date=JULY)
    make.approval(version, from_date=MARCH)

    assert queries.approvals_of(version, known_at=timezone.now()).count() == 3


def ended(approval, **changes):
    given = {"to_date": JUNE, "reason": "The programme changed.", "by": approval.decided_by, "at": timezone.now()}
    return actions.end_approval(approval=approval, **{**given, **changes})


def test_end_approval_supersedes_and_keeps_the_earlier_word():
    approval = make.approval(make.programme_version(), from_date=MARCH)

    latest = ended(approval)

    assert (latest.supersedes, latest.from_date, latest.to_date) == (approval, MARCH, JUNE)
    assert covering(approval.programme_version, JULY) == []
    assert covering(approval.programme_version, JUNE) == [latest]


def test_end_approval_refuses_another_body():
    approval = make.approval(make.programme_version())

    with pytest.raises(NotYours):
        ended(approval, by=make.reviewer(make.body()))


def test_end_approval_refuses_what_was_changed_meanwhile():
    approval = make.approval(make.programme_version(), from_date=MARCH)
    ended(approval)

    with pytest.raises(actions.ApprovalNotOpen):
        ended(approval, to_date=MARCH)


def test_end_approval_refuses_a_day_outside():
    approval = make.approval(make.programme_version(), from_date=JUNE)

    with pytest.raises(actions.ApprovalNotOpen) as refusal:
        ended(approval, to_date=MARCH)

    assert refusal.value.field == "to_date"


def test_load_checklists_from_the_fixture_twice_is_once():
    data = yaml.safe_load((FIXTURES / "quality" / "checklists.yaml").read_text())

    first = actions.load_checklists(data=data, at=timezone.now())
    again = actions.load_checklists(data=data, at=timezone.now())

    assert first == again
    assert (Checklist.objects.count(), ChecklistItem.objects.count()) == (4, 48)
    assert all(checklist.is_derived and "nnex" in checklist.derived_note for checklist in first)


def test_load_checklists_refuses_other_words_under_the_same_number():
    make.checklist()

    with pytest.raises(actions.ChecklistChanged):
        make.checklist(title="Other words")


def test_load_checklists_takes_other_words_under_the_next_number():
    make.checklist()

    second = make.checklist(version=2, title="Other words")

    assert list(queries.latest_checklists()) == [second]


def test_answer_item_latest_wins_and_the_earlier_stays():
    provider = people.provider()
    manager, item = people.manager(provider), make.checklist().items.first()
    first = make.answer(provider, item, by=manager, state=AnswerState.NOT_MET, evidence="")

    second = make.answer(provider, item, by=manager)

    assert second.supersedes == first
    assert queries.standing_answer(provider, item) == second
    assert AuditEvent.objects.filter(kind="quality.item_answered").count() == 2


def test_answer_item_refuses_a_manager_of_another_provider():
    provider = people.provider()
    outsider = people.manager(people.provider())

    with pytest.raises(NotYours):
        make.answer(provider, make.checklist().items.first(), by=outsider)


def test_answer_item_refuses_a_trainer():
    provider = people.provider()

    with pytest.raises(NotYours):
        make.answer(provider, make.checklist().items.first(), by=people.member(Role.TRAINER, provider))


def test_answer_item_refuses_an_owner_from_elsewhere():
    provider = people.provider()
    outsider = people.manager(people.provider())

    with pytest.raises(actions.AnswerNotValid) as refusal:
        make.answer(provider, make.checklist().items.first(), by=people.manager(provider), owner=outsider)

    assert refusal.value.field == "owner"


def test_answer_item_refuses_a_review_date_that_has_passed():
    provider = people.provider()
    yesterday = timezone.localdate() - datetime.timedelta(days=1)

    with pytest.raises(actions.AnswerNotValid) as refusal:
        make.answer(provider, make.checklist().items.first(), by=people.manager(provider), review_date=yesterday)

    assert refusal.value.field == "review_date"
