"""Accounts: opened for somebody else, changed by their owner, erased."""

import datetime

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from lms.audit import actions as audit
from lms.core.errors import Refused
from lms.core.privacy import PSEUDONYM, erase_fields
from lms.people.models import Interest, Invitation, User


class AddressTaken(Refused):
    """Somebody has an account with this address already."""


@transaction.atomic
def open_account(*, email: str, name: str, by: User | None, at: datetime.datetime) -> User:
    """An account for somebody else, without a password: they set one through a link sent to the address.

    The address counts as verified, because that link is the only way in. Raises AddressTaken.
    """
    try:
        with transaction.atomic():
            person = User.objects.create_user(email=email, name=name)
    except IntegrityError as error:
        raise AddressTaken(_("Somebody has an account with %(email)s already.") % {"email": email}) from error
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    audit.record("people.account_opened", by=by, at=at, target=person, subject=person)
    return person


def password_path(person: User) -> str:
    """Where somebody sets a first password. Good for PASSWORD_RESET_TIMEOUT; then the page offers a new link."""
    key = default_token_generator.make_token(person)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(person), "key": key})


@transaction.atomic
def change_details(*, person: User, name: str, professional_registration: str, by: User, at: datetime.datetime) -> User:
    """A person's name as it should stand on a certificate, and their registration. The old name stays in the log."""
    was = person.name
    person.name, person.professional_registration = name, professional_registration
    person.save(update_fields=["name", "professional_registration"])
    audit.record(
        "people.details_changed",
        by=by,
        at=at,
        target=person,
        subject=person,
        personal={"name": name, "name_before": was, "registration": professional_registration},
    )
    return person


def erase_from_people(person: User) -> None:
    """This room's eraser: the account stays as a pseudonym that nobody can sign in to."""
    erase_fields(Interest.objects.filter(person=person))
    erase_fields(Interest.objects.filter(about=person))
    Invitation.objects.filter(email=person.email).update(email=f"erased-{person.key}@erased.invalid", name=PSEUDONYM)
    person.name = PSEUDONYM
    person.email = f"erased-{person.key}@erased.invalid"
    person.professional_registration = ""
    person.last_login = None
    person.is_active = False
    person.set_unusable_password()
    person.save()
    person.emailaddress_set.all().delete()
    person.authenticator_set.all().delete()
