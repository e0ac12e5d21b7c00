"""Writing people: accounts, organisations, memberships, responsibilities, interests, invitations."""

from lms.people.actions.accounts import AddressTaken, change_details, erase_from_people, open_account, password_path
from lms.people.actions.editing import settle_editing
from lms.people.actions.invitations import (
    AlreadyInvited,
    InvitationNotUsable,
    RoleNotYoursToGive,
    accept_invitation,
    invitation_for,
    invite,
    mail_invitation,
    resend_invitation,
    token_of,
    withdraw_invitation,
)
from lms.people.actions.organisations import InRemit, OrganisationExists, add_organisation, give_remit
from lms.people.actions.ties import (
    AlreadyMember,
    AlreadyResponsible,
    NotToBeChosen,
    NotToBeEnded,
    add_member,
    declare_interest,
    end_interest,
    end_membership,
    end_responsibility,
    give_responsibility,
)

__all__ = [
    "AddressTaken",
    "AlreadyInvited",
    "AlreadyMember",
    "AlreadyResponsible",
    "InRemit",
    "InvitationNotUsable",
    "NotToBeChosen",
    "NotToBeEnded",
    "OrganisationExists",
    "RoleNotYoursToGive",
    "accept_invitation",
    "add_member",
    "add_organisation",
    "change_details",
    "declare_interest",
    "end_interest",
    "end_membership",
    "end_responsibility",
    "erase_from_people",
    "give_remit",
    "give_responsibility",
    "invitation_for",
    "invite",
    "mail_invitation",
    "open_account",
    "password_path",
    "resend_invitation",
    "settle_editing",
    "token_of",
    "withdraw_invitation",
]
