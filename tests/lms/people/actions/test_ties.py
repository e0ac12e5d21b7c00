"""Memberships, responsibilities, interests: given, ended, refused."""

import datetime

import pytest

from lms.audit.models import AuditEvent
from lms.core import clock
from lms.people import actions
from lms.people.enums import InterestKind, ResponsibilityKind, Role
from lms.people.models import Interest, Membership, Responsibility
from tests.factories import people

AT = datetime.datetime(2026, 11, 22, 10, tzinfo=datetime.UTC)
TODAY = AT.date()
YESTERDAY = TODAY - datetime.timedelta(days=1)
NEXT_WEEK = TODAY + datetime.timedelta(days=7)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with clock.fixed(AT):
        yield


@pytest.fixture
def provider():
    return people.provider(name="Northmoor")


@pytest.fixture
def manager(provider):
    return people.manager(provider)


def test_add_member_holds_from_today_and_is_recorded(provider, manager):
    person = people.user()

    row = actions.add_member(person=person, organisation=provider, role=Role.TRAINEE, by=manager, at=AT)

    event = AuditEvent.objects.get(target_key=row.key)
    assert (row.from_date, row.to_date) == (TODAY, None)
    assert (event.kind, event.happened_at, event.organisation_key) == ("people.member_added", AT, provider.key)
    assert dict(event.personal_values.values_list("name", "value")) == {
        "actor": str(manager.key),
        "subject": str(person.key),
    }


def test_add_member_refuses_the_same_role_twice(provider, manager):
    person = people.trainee(provider, name="Jo")

    with pytest.raises(actions.AlreadyMember, match="Jo already has this role at Northmoor"):
        actions.add_member(person=person, organisation=provider, role=Role.TRAINEE, by=manager, at=AT)


def test_end_membership_names_the_last_day(provider, manager):
    membership = people.trainee(provider).memberships.get()

    ended = actions.end_membership(membership=membership, by=manager, at=AT, to_date=NEXT_WEEK)

    assert Membership.objects.get(pk=membership.pk).to_date == ended.to_date == NEXT_WEEK
    assert AuditEvent.objects.get(kind="people.membership_ended").target_key == membership.key


def test_end_membership_can_be_brought_forward(provider, manager):
    membership = people.trainee(provider).memberships.get()
    actions.end_membership(membership=membership, by=manager, at=AT, to_date=NEXT_WEEK)

    actions.end_membership(membership=membership, by=manager, at=AT, to_date=TODAY)

    assert Membership.objects.get(pk=membership.pk).to_date == TODAY


def test_end_membership_refuses_a_day_before_the_first(provider, manager):
    membership = people.trainee(provider).memberships.get()

    with pytest.raises(actions.NotToBeEnded, match="This began on 1 January 2020"):
        actions.end_membership(membership=membership, by=manager, at=AT, to_date=datetime.date(2019, 12, 31))


def test_end_membership_refuses_one_that_has_ended(provider, manager):
    membership = people.trainee(provider).memberships.get()
    actions.end_membership(membership=membership, by=manager, at=AT, to_date=YESTERDAY)

    with pytest.raises(actions.NotToBeEnded, match="This ended already"):
        actions.end_membership(membership=membership, by=manager, at=AT, to_date=TODAY)


def test_end_membership_refuses_to_leave_an_organisation_unmanaged(provider, manager):
    with pytest.raises(actions.NotToBeEnded, match="Nobody else has this role here"):
        actions.end_membership(membership=manager.memberships.get(), by=manager, at=AT, to_date=TODAY)


def test_end_membership_by_a_manager_leaves_administrators_and_editors_alone(provider, manager):
    for role in (Role.ADMIN, Role.EDITOR):
        membership = people.member(role, provider).memberships.get()

        with pytest.raises(actions.NotToBeEnded, match="Only somebody who may give this role"):
            actions.end_membership(membership=membership, by=manager, at=AT, to_date=TODAY)


def test_end_membership_keeps_the_last_administrator(provider, manager):
    admin = people.member(Role.ADMIN, provider)

    with pytest.raises(actions.NotToBeEnded, match="Nobody else has this role here"):
        actions.end_membership(membership=admin.memberships.get(), by=admin, at=AT, to_date=TODAY)


def test_nobody_gives_themselves_a_responsibility(provider, manager):
    with pytest.raises(actions.NotToBeChosen, match="Nobody gives themselves"):
        actions.give_responsibility(
            holder=manager,
            subject=people.trainee(provider),
            kind=ResponsibilityKind.PRACTICE_VERIFIER,
            organisation=provider,
            by=manager,
            at=AT,
        )


def test_end_membership_of_one_of_two_managers_goes_through(provider, manager):
    people.member(Role.ADMIN, provider)

    ended = actions.end_membership(membership=manager.memberships.get(), by=manager, at=AT, to_date=TODAY)

    assert ended.to_date == TODAY


def test_ending_the_only_role_ends_responsibilities_here_and_not_elsewhere(provider, manager):
    verifier, trainee, other = people.assessor(provider), people.trainee(provider), people.provider()
    kind = ResponsibilityKind.PRACTICE_VERIFIER
    here = people.responsible(verifier, trainee, kind, provider)
    later = people.responsible(people.user(), verifier, kind, provider, from_date=TODAY)
    elsewhere = people.responsible(verifier, trainee, kind, other)

    actions.end_membership(membership=verifier.memberships.get(), by=manager, at=AT, to_date=YESTERDAY)

    last_days = [Responsibility.objects.get(pk=row.pk).to_date for row in (here, later, elsewhere)]
    assert last_days == [YESTERDAY, TODAY, None]
    assert AuditEvent.objects.filter(kind="people.responsibility_ended").count() == 2


def test_ending_one_of_two_roles_leaves_responsibilities(provider, manager):
    verifier = people.assessor(provider)
    actions.add_member(person=verifier, organisation=provider, role=Role.TRAINER, by=manager, at=AT)
    row = people.responsible(verifier, people.trainee(provider), ResponsibilityKind.PRACTICE_VERIFIER, provider)

    actions.end_membership(membership=verifier.memberships.get(role=Role.ASSESSOR), by=manager, at=AT, to_date=TODAY)

    assert Responsibility.objects.get(pk=row.pk).to_date is None


def test_give_responsibility_holds_from_today_and_names_the_holder_as_personal(provider, manager):
    holder, subject = people.assessor(provider), people.trainee(provider)

    row = actions.give_responsibility(
        holder=holder, subject=subject, kind=ResponsibilityKind.MENTOR, organisation=provider, by=manager, at=AT
    )

    event = AuditEvent.objects.get(kind="people.responsibility_given")
    assert (row.from_date, event.target_key) == (TODAY, row.key)
    assert event.personal_values.get(name="holder").value == str(holder.key)


def test_give_responsibility_refuses_an_organisation_that_the_giver_does_not_manage(provider, manager):
    elsewhere = people.provider()
    for organisation, subject, by in (
        (elsewhere, people.trainee(elsewhere), manager),
        (provider, people.trainee(elsewhere), manager),
        (provider, people.trainee(provider), people.assessor(provider)),
    ):
        holder = people.assessor(organisation)
        with pytest.raises(actions.NotToBeChosen) as refusal:
            actions.give_responsibility(
                holder=holder, subject=subject, kind="mentor", organisation=organisation, by=by, at=AT
            )

        assert refusal.value.field == "organisation"


@pytest.mark.parametrize("role", [Role.TRAINEE, None])
def test_give_responsibility_refuses_a_holder_without_a_fitting_role(provider, manager, role):
    second = people.provider()
    people.as_well(manager, Role.MANAGER, second)
    # Staff of another organisation that the same manager looks after: the list offers them, but not for this one.
    holder = people.member(role, provider) if role else people.assessor(second)

    with pytest.raises(actions.NotToBeChosen) as refusal:
        actions.give_responsibility(
            holder=holder, subject=people.trainee(provider), kind="mentor", organisation=provider, by=manager, at=AT
        )

    assert refusal.value.field == "holder"


def test_give_responsibility_takes_the_line_manager_at_the_other_organisation_of_a_trainee(provider, manager):
    trainee, surgery = people.trainee(provider), people.organisation("employer")
    people.as_well(trainee, Role.MENTOR, surgery)
    boss = people.member(Role.EMPLOYER, surgery)

    row = actions.give_responsibility(
        holder=boss, subject=trainee, kind="line_manager", organisation=provider, by=manager, at=AT
    )

    assert row.holder == boss


def test_give_responsibility_refuses_the_same_twice_and_oneself(provider, manager):
    holder, subject = people.assessor(provider), people.trainee(provider)
    tie = {"kind": ResponsibilityKind.MENTOR, "organisation": provider, "by": manager, "at": AT}
    actions.give_responsibility(holder=holder, subject=subject, **tie)

    with pytest.raises(actions.AlreadyResponsible, match="has this responsibility already"):
        actions.give_responsibility(holder=holder, subject=subject, **tie)
    with pytest.raises(actions.AlreadyResponsible, match="for themselves"):
        actions.give_responsibility(holder=subject, subject=subject, **tie)


def test_end_responsibility_names_the_last_day(provider, manager):
    row = people.responsible(people.user(), people.trainee(provider), ResponsibilityKind.MENTOR, provider)

    actions.end_responsibility(responsibility=row, by=manager, at=AT, to_date=TODAY)

    assert Responsibility.objects.get(pk=row.pk).to_date == TODAY


def test_end_responsibility_refuses_a_day_before_the_first(provider, manager):
    row = people.responsible(
        people.user(), people.trainee(provider), ResponsibilityKind.MENTOR, provider, from_date=TODAY
    )

    with pytest.raises(actions.NotToBeEnded):
        actions.end_responsibility(responsibility=row, by=manager, at=AT, to_date=YESTERDAY)


def test_a_tie_given_in_the_evening_holds_from_the_day_where_the_institution_is(provider, manager):
    late = datetime.datetime(2026, 6, 1, 23, 30, tzinfo=datetime.UTC)  # half past midnight in London
    holder, subject = people.assessor(provider), people.trainee(provider)

    membership = actions.add_member(person=holder, organisation=provider, role=Role.TRAINER, by=manager, at=late)
    row = actions.give_responsibility(
        holder=holder, subject=subject, kind="mentor", organisation=provider, by=manager, at=late
    )

    assert (membership.from_date, row.from_date) == (datetime.date(2026, 6, 2), datetime.date(2026, 6, 2))


def test_an_end_is_judged_on_the_day_of_the_act(provider, manager):
    membership = people.trainee(provider).memberships.get()
    actions.end_membership(membership=membership, by=manager, at=AT, to_date=TODAY)

    with pytest.raises(actions.NotToBeEnded, match="ended already"):
        actions.end_membership(membership=membership, by=manager, at=AT + datetime.timedelta(days=1), to_date=NEXT_WEEK)


def test_an_interest_is_ended_by_a_new_row():
    person, about = people.user(), people.user()
    declared = actions.declare_interest(
        person=person, about=about, kind=InterestKind.FRIEND, note="Same choir.", by=person, at=AT
    )

    ended = actions.end_interest(interest=declared, by=person, at=AT)

    assert (ended.person, ended.about, ended.kind, ended.is_over, ended.note) == (person, about, "friend", True, "")
    assert Interest.objects.get(pk=declared.pk).is_over is False
    assert AuditEvent.objects.filter(kind="people.interest_declared").count() == 2
