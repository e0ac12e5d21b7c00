"""Roles on a day, responsibilities, who may see whom."""

import datetime

import pytest

from lms.core import clock
from lms.people import actions, queries
from lms.people.enums import InterestKind, OrganisationKind, ResponsibilityKind, Role
from lms.people.models import Invitation, Membership, Responsibility
from tests.factories import people

AT = datetime.datetime(2026, 11, 22, 10, tzinfo=datetime.UTC)
TODAY = AT.date()
YESTERDAY = TODAY - datetime.timedelta(days=1)
TOMORROW = TODAY + datetime.timedelta(days=1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with clock.fixed(AT):
        yield


@pytest.fixture
def provider():
    return people.provider(name="Northmoor")


def membership(person, organisation, role, from_date=people.LONG_AGO, to_date=None):
    return Membership.objects.create(
        person=person, organisation=organisation, role=role, from_date=from_date, to_date=to_date
    )


@pytest.mark.parametrize(
    ("from_date", "to_date", "holds"),
    [
        (TODAY, None, True),
        (YESTERDAY, TODAY, True),
        (YESTERDAY, YESTERDAY, False),
        (TOMORROW, None, False),
    ],
)
def test_a_tie_holds_from_its_first_to_its_last_day(provider, from_date, to_date, holds):
    person = people.user()
    membership(person, provider, Role.TRAINEE, from_date, to_date)

    assert queries.has_role(person, Role.TRAINEE) is holds


def test_roles_of_names_organisations_and_is_read_once(provider, django_assert_num_queries):
    person = people.trainee(provider)

    with django_assert_num_queries(1):
        held, again = queries.roles_of(person), queries.roles_of(person)

    assert held == again
    assert [(row.role, row.organisation_id, row.organisation_name, row.organisation_kind) for row in held] == [
        ("trainee", provider.pk, "Northmoor", "training_provider")
    ]


def test_the_role_that_was_given_first_comes_first(provider):
    person = people.member(Role.SUPERVISOR, provider)
    membership(person, provider, Role.MENTOR, TODAY, None)

    assert [held.role for held in queries.roles_of(person)] == ["supervisor", "mentor"]


def test_roles_of_a_visitor_are_none():
    assert queries.roles_of(None) == ()


def test_has_role_can_ask_within_one_organisation(provider):
    person = people.assessor(provider)

    assert queries.has_role(person, Role.ASSESSOR, Role.IQA)
    assert queries.has_role(person, Role.ASSESSOR, organisation_id=provider.pk)
    assert not queries.has_role(person, Role.ASSESSOR, organisation_id=people.provider().pk)
    assert not queries.has_role(person, Role.TRAINEE)


def test_organisations_where_a_role_is_held(provider):
    other = people.provider()
    person = people.assessor(provider)
    membership(person, other, Role.TRAINEE)

    assert queries.organisations_where(person, Role.ASSESSOR) == [provider.pk]


def test_is_responsible_on_a_day_within_an_organisation(provider):
    holder, subject = people.user(), people.trainee(provider)
    row = people.responsible(holder, subject, ResponsibilityKind.PRACTICE_VERIFIER, provider, from_date=TODAY)
    asked = {"holder": holder, "subject": subject, "kind": ResponsibilityKind.PRACTICE_VERIFIER}

    answers = [
        queries.is_responsible(**asked, on=TODAY),
        queries.is_responsible(**asked, on=TODAY, organisation_id=provider.pk),
        queries.is_responsible(**asked, on=TODAY, organisation_id=people.provider().pk),
        queries.is_responsible(**asked, on=YESTERDAY),
        queries.is_responsible(**{**asked, "kind": ResponsibilityKind.MENTOR}, on=TODAY),
    ]

    assert answers == [True, True, False, False, False]
    assert list(queries.people_for_whom(holder, ResponsibilityKind.PRACTICE_VERIFIER)) == [row]
    assert list(queries.people_for_whom(holder, ResponsibilityKind.MENTOR)) == []


def test_holders_for_a_person_by_name(provider):
    subject = people.trainee(provider)
    zoe, abe = people.user(name="Zoe"), people.user(name="Abe")
    for holder in (zoe, abe):
        people.responsible(holder, subject, ResponsibilityKind.MENTOR, provider)

    found = queries.holders_for(subject, ResponsibilityKind.MENTOR, on=TODAY)

    assert list(found) == [abe, zoe]
    assert not queries.holders_for(
        subject, ResponsibilityKind.MENTOR, on=TODAY, organisation_id=people.provider().pk
    ).exists()


@pytest.mark.parametrize("who_declares", [0, 1])
def test_an_interest_declared_by_either_counts_both_ways(who_declares):
    pair = people.user(), people.user()
    declarer, about = pair[who_declares], pair[1 - who_declares]
    actions.declare_interest(person=declarer, about=about, kind=InterestKind.FRIEND, by=declarer, at=AT)

    assert (queries.has_interest(*pair), queries.has_interest(*reversed(pair))) == (True, True)
    assert not queries.has_interest(pair[0], people.user())


def test_an_interest_counts_until_each_kind_of_it_is_over():
    person, about = people.user(), people.user()
    tie = {"person": person, "about": about, "by": person, "at": AT}
    friend = actions.declare_interest(**tie, kind=InterestKind.FRIEND)
    money = actions.declare_interest(**tie, kind=InterestKind.FINANCIAL)

    actions.end_interest(interest=money, by=person, at=AT)
    still = queries.has_interest(person, about)
    actions.end_interest(interest=friend, by=person, at=AT)

    assert (still, queries.has_interest(person, about)) == (True, False)


def test_line_management_counts_without_a_declaration_either_way(provider):
    manager, person = people.user(), people.user()
    people.responsible(manager, person, ResponsibilityKind.LINE_MANAGER, provider)

    assert (queries.has_interest(manager, person), queries.has_interest(person, manager)) == (True, True)


def test_open_interests_are_ones_own_by_name():
    person, abe, zoe = people.user(), people.user(name="Abe"), people.user(name="Zoe")
    rows = [
        actions.declare_interest(person=person, about=about, kind=InterestKind.FRIEND, by=person, at=AT)
        for about in (zoe, abe)
    ]
    gone = actions.declare_interest(person=person, about=abe, kind=InterestKind.OTHER, by=person, at=AT)
    actions.end_interest(interest=gone, by=person, at=AT)
    actions.declare_interest(person=abe, about=person, kind=InterestKind.FAMILY, by=abe, at=AT)

    assert queries.open_interests(person) == rows[::-1]


def test_remit_of_a_commissioner_is_what_their_own_organisation_looks_after(provider):
    icb = people.organisation(OrganisationKind.COMMISSIONER)
    people.remit(icb, provider)
    people.provider()
    commissioner = people.member(Role.COMMISSIONER, icb)

    assert list(queries.remit_of(commissioner)) == [provider]
    assert list(queries.remit_of(people.manager(icb))) == []


def test_people_visible_to_staff_are_the_members_of_their_organisation(provider):
    trainee, elsewhere = people.trainee(provider), people.trainee(people.provider())
    assessor = people.assessor(provider)

    assert set(queries.people_visible_to(assessor)) == {assessor, trainee}
    assert set(queries.people_visible_to(trainee)) == {trainee}
    assert set(queries.people_visible_to(elsewhere)) == {elsewhere}


def test_people_visible_to_somebody_responsible(provider):
    trainee, supervisor = people.trainee(provider), people.user()
    people.responsible(supervisor, trainee, ResponsibilityKind.COACHING_SUPERVISOR, provider)

    assert set(queries.people_visible_to(supervisor)) == {supervisor, trainee}


def test_a_former_member_is_no_longer_visible(provider):
    person = people.user()
    membership(person, provider, Role.TRAINEE, YESTERDAY, YESTERDAY)

    assert person not in queries.people_visible_to(people.assessor(provider))


def test_members_by_role(provider):
    trainee = people.trainee(provider)
    people.assessor(provider)

    assert list(queries.members([provider.pk], Role.TRAINEE)) == [trainee]


def test_people_managed_by_come_with_their_roles_in_those_organisations_only(provider):
    manager, person = people.manager(provider, name="A"), people.trainee(provider, name="B")
    membership(person, people.provider(), Role.ASSESSOR)

    rows = [(row, [held.role for held in row.held_here]) for row in queries.people_managed_by(manager).order_by("name")]

    assert rows == [(manager, ["manager"]), (person, ["trainee"])]
    assert list(queries.people_managed_by(person)) == []


def test_staff_of_an_employer_and_of_a_line_manager(provider):
    surgery = people.organisation(OrganisationKind.EMPLOYER)
    nurse, employer = people.member(Role.MENTOR, surgery), people.member(Role.EMPLOYER, surgery)
    line_manager, trainee = people.user(), people.trainee(provider)
    people.responsible(line_manager, trainee, ResponsibilityKind.LINE_MANAGER, provider)

    assert [list(queries.staff_of(person)) for person in (employer, line_manager, nurse)] == [[nurse], [trainee], []]


def test_memberships_and_responsibilities_are_visible_to_staff_there_and_to_those_they_tie(provider):
    trainee, mentor = people.trainee(provider), people.user()
    tie = people.responsible(mentor, trainee, ResponsibilityKind.MENTOR, provider)
    own = trainee.memberships.get()
    staff, elsewhere = people.assessor(provider), people.assessor(people.provider())

    assert [own in queries.memberships_visible_to(person) for person in (trainee, staff, mentor, elsewhere)] == [
        True,
        True,
        False,
        False,
    ]
    assert [tie in queries.responsibilities_visible_to(person) for person in (trainee, mentor, staff, elsewhere)] == [
        True,
        True,
        True,
        False,
    ]


def test_ties_of_shows_what_the_viewers_organisations_have_to_do_with(provider):
    trainee, mentor = people.trainee(provider), people.member(Role.MENTOR, provider)
    other = people.provider()
    membership(trainee, other, Role.ROLE_PLAYER)
    here = people.responsible(mentor, trainee, ResponsibilityKind.MENTOR, provider)
    people.responsible(mentor, trainee, ResponsibilityKind.MENTOR, other)
    Responsibility.objects.create(
        holder=people.user(),
        subject=trainee,
        kind="trainer",
        organisation=provider,
        from_date=YESTERDAY,
        to_date=YESTERDAY,
    )

    seen = queries.ties_of(trainee, people.manager(provider))

    assert [row.role for row in seen.memberships] == ["trainee"]
    assert (seen.looked_after_by, seen.looks_after, seen.managed) == ([here], [], {provider.pk})
    assert queries.ties_of(mentor, people.assessor(provider)).looks_after == [here]


def test_may_look_after_a_person_own_staff_and_supervisors_at_their_other_organisations(provider):
    surgery = people.organisation(OrganisationKind.EMPLOYER)
    trainee = people.trainee(provider)
    membership(trainee, surgery, Role.MENTOR)
    assessor, boss = people.assessor(provider, name="A"), people.member(Role.EMPLOYER, surgery, name="B")
    people.manager(surgery)
    people.trainee(provider)
    people.assessor(people.provider())

    assert list(queries.may_look_after(trainee, [provider.pk])) == [assessor, boss]


def test_organisations_shared_with_a_person_are_managed_and_theirs(provider):
    manager = people.manager(provider)
    membership(manager, people.provider(), Role.MANAGER)

    assert list(queries.organisations_shared_with(manager, people.trainee(provider))) == [provider]


def test_an_interest_can_be_declared_about_those_who_teach_or_assess_here_and_those_one_sees(provider):
    trainee, assessor = people.trainee(provider, name="T"), people.assessor(provider, name="A")
    people.trainee(provider, name="Other")
    people.assessor(people.provider())

    assert list(queries.people_one_may_be_tied_to(trainee)) == [assessor]
    assert trainee in queries.people_one_may_be_tied_to(assessor)


def test_open_invitations_are_those_of_managed_organisations_that_nobody_accepted(provider):
    manager = people.manager(provider)
    sent = {"name": "N", "organisation": provider, "by": manager, "at": AT}
    waiting = actions.invite(email="waiting@example.org", role=Role.TRAINEE, **sent)
    accepted = actions.invite(email="here@example.org", role=Role.TRAINEE, **sent)
    person = people.user(email="here@example.org")
    actions.accept_invitation(token=actions.token_of(accepted), person=person, at=AT)

    assert list(queries.open_invitations(manager)) == [waiting]
    assert set(queries.invitations_visible_to(manager)) == set(Invitation.objects.all())
    assert list(queries.open_invitations(people.manager(people.provider()))) == []


def test_organisations_by_kind(provider):
    people.organisation(OrganisationKind.EMPLOYER)

    assert list(queries.organisations(OrganisationKind.TRAINING_PROVIDER)) == [provider]


def test_staff_of_a_line_manager_come_with_their_roles_where_one_manages_them(provider):
    line_manager, trainee = people.user(), people.trainee(provider)
    people.responsible(line_manager, trainee, ResponsibilityKind.LINE_MANAGER, provider)
    membership(trainee, people.provider(), Role.MENTOR)

    shown = [[held.role for held in person.held_here] for person in queries.staff_of(line_manager)]

    assert shown == [["trainee"]]
