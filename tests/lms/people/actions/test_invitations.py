"""Invitations: sent, sent again, withdrawn, accepted, refused."""

import datetime

import pytest
from django.core import mail

from lms.audit.models import AuditEvent
from lms.core import clock
from lms.people import actions
from lms.people.enums import Role
from lms.people.models import Invitation, Membership
from tests.factories import people

AT = datetime.datetime(2026, 11, 22, 10, tzinfo=datetime.UTC)
LATER = AT + datetime.timedelta(days=1)
TOO_LATE = AT + datetime.timedelta(days=15)

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider():
    return people.provider(name="Northmoor")


@pytest.fixture
def manager(provider):
    return people.manager(provider, name="Mina Manager")


def invited(provider, manager, **changes):
    return actions.invite(
        **{
            "email": "New@Example.org ",
            "name": "Nia",
            "organisation": provider,
            "role": Role.TRAINEE,
            "by": manager,
            "at": AT,
            **changes,
        }
    )


def test_invite_sends_one_link_that_makes_sense_alone(provider, manager, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        invitation = invited(provider, manager)

    message = mail.outbox[0]
    assert (message.to, message.subject) == (["new@example.org"], "Join Northmoor on Teachback")
    assert [
        word for word in ("Dear Nia", "Mina Manager", "Trainee", "6 December 2026") if word not in message.body
    ] == []
    assert message.body.count("http") == 1
    assert f"http://127.0.0.1:8000/people/join/{actions.token_of(invitation)}/" in message.body


def test_invite_is_recorded_without_the_address(provider, manager):
    invitation = invited(provider, manager)

    event = AuditEvent.objects.get(kind="people.invited")
    assert (event.target_key, b"new@example.org" in bytes(event.canonical)) == (invitation.key, False)


def test_the_token_stands_nowhere_in_the_table(provider, manager):
    invitation = invited(provider, manager)

    assert actions.token_of(invitation) not in str(Invitation.objects.values().get())
    assert actions.token_of(Invitation.objects.get()) == actions.token_of(invitation)


def test_invite_refuses_a_second_open_invitation_to_the_same_role(provider, manager):
    invited(provider, manager)

    with pytest.raises(actions.AlreadyInvited, match=r"new@example\.org has an open invitation to this role"):
        invited(provider, manager, email="new@example.org")

    assert AuditEvent.objects.filter(kind="people.invited").count() == 1


def test_invite_replaces_one_that_has_expired(provider, manager):
    old = invited(provider, manager)

    new = invited(provider, manager, at=TOO_LATE)

    assert list(Invitation.objects.all()) == [new]
    with pytest.raises(actions.InvitationNotUsable):
        actions.invitation_for(actions.token_of(old), at=TOO_LATE)


def test_invite_refuses_somebody_who_has_the_role(provider, manager):
    people.trainee(provider, email="new@example.org")

    with pytest.raises(actions.AlreadyMember):
        invited(provider, manager)


@pytest.mark.parametrize("role", [Role.ADMIN, Role.COMMISSIONER])
def test_invite_refuses_a_role_that_is_not_the_managers_to_give(provider, manager, role):
    with pytest.raises(actions.RoleNotYoursToGive):
        invited(provider, manager, role=role)


def test_invite_refuses_for_an_organisation_that_one_does_not_manage(provider):
    with pytest.raises(actions.RoleNotYoursToGive):
        invited(provider, people.manager(people.provider()))


def test_invite_refuses_oneself(provider, manager):
    with pytest.raises(actions.RoleNotYoursToGive):
        invited(provider, manager, email=manager.email, role=Role.SAFEGUARDING)


def test_resend_makes_a_new_link_and_stops_the_old(provider, manager, django_capture_on_commit_callbacks):
    first_token = actions.token_of(invited(provider, manager))

    with django_capture_on_commit_callbacks(execute=True):
        again = actions.resend_invitation(invitation=Invitation.objects.get(), by=manager, at=LATER)

    assert again.expires_at == LATER + actions.invitations.INVITATION_LIFE
    assert actions.invitation_for(actions.token_of(again), at=LATER) == again
    assert actions.token_of(again) in mail.outbox[0].body
    with pytest.raises(actions.InvitationNotUsable):
        actions.invitation_for(first_token, at=LATER)


def test_withdraw_stops_the_link_and_forgets_the_address(provider, manager):
    invitation = invited(provider, manager)

    actions.withdraw_invitation(invitation=invitation, by=manager, at=LATER)

    assert Invitation.objects.count() == 0
    assert AuditEvent.objects.filter(kind="people.invitation_withdrawn").count() == 1
    with pytest.raises(actions.InvitationNotUsable):
        actions.invitation_for(actions.token_of(invitation), at=LATER)


@pytest.mark.parametrize("act", [actions.resend_invitation, actions.withdraw_invitation])
def test_an_invitation_that_was_withdrawn_in_the_meantime_cannot_be_acted_on(provider, manager, act):
    invitation = invited(provider, manager)
    Invitation.objects.all().delete()

    with pytest.raises(actions.InvitationNotUsable, match="in the meantime"):
        act(invitation=invitation, by=manager, at=LATER)


def test_no_mail_is_written_for_an_invitation_that_was_withdrawn_before_the_worker_came(
    provider, manager, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        invitation = invited(provider, manager)
        actions.withdraw_invitation(invitation=invitation, by=manager, at=AT)

    assert mail.outbox == []


def test_accept_gives_the_role_from_today_and_is_recorded(provider, manager):
    person = people.user(email="new@example.org")
    token = actions.token_of(invited(provider, manager))

    with clock.fixed(LATER):
        membership = actions.accept_invitation(token=token, person=person, at=LATER)

    invitation = Invitation.objects.get()
    assert (membership.person, membership.role, membership.from_date) == (person, Role.TRAINEE, LATER.date())
    assert (invitation.accepted_by, invitation.accepted_at) == (person, LATER)
    assert AuditEvent.objects.filter(kind="people.member_added", target_key=membership.key).count() == 1


def test_accept_is_recorded_with_who_accepted_and_who_invited(provider, manager):
    person = people.user(email="new@example.org")
    invitation = invited(provider, manager)

    actions.accept_invitation(token=actions.token_of(invitation), person=person, at=LATER)

    event = AuditEvent.objects.get(kind="people.invitation_accepted")
    assert (event.target_key, event.happened_at, event.organisation_key) == (invitation.key, LATER, provider.key)
    assert dict(event.personal_values.values_list("name", "value")) == {
        "actor": str(person.key),
        "subject": str(person.key),
        "inviter": str(manager.key),
    }


def test_accept_works_once(provider, manager):
    person = people.user(email="new@example.org")
    token = actions.token_of(invited(provider, manager))
    actions.accept_invitation(token=token, person=person, at=LATER)

    with pytest.raises(actions.InvitationNotUsable):
        actions.accept_invitation(token=token, person=person, at=LATER)


@pytest.mark.parametrize("token", ["", "nonsense"])
def test_accept_refuses_a_link_that_never_was(token):
    with pytest.raises(actions.InvitationNotUsable):
        actions.accept_invitation(token=token, person=people.user(), at=LATER)


def test_accept_refuses_after_fourteen_days(provider, manager):
    person = people.user(email="new@example.org")
    token = actions.token_of(invited(provider, manager))

    with pytest.raises(actions.InvitationNotUsable):
        actions.accept_invitation(token=token, person=person, at=TOO_LATE)


def test_accept_refuses_another_address(provider, manager):
    token = actions.token_of(invited(provider, manager))

    with pytest.raises(actions.InvitationNotUsable, match=r"for new@example\.org"):
        actions.accept_invitation(token=token, person=people.user(), at=LATER)

    assert Membership.objects.filter(role=Role.TRAINEE).count() == 0


def test_accept_refuses_a_role_given_another_way_in_the_meantime(provider, manager):
    person = people.user(email="new@example.org")
    token = actions.token_of(invited(provider, manager))
    actions.add_member(person=person, organisation=provider, role=Role.TRAINEE, by=manager, at=AT)

    with pytest.raises(actions.AlreadyMember):
        actions.accept_invitation(token=token, person=person, at=LATER)
