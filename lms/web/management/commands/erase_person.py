"""Erases a person, found by their e-mail address: says what it will do, asks, does it and says what was done."""

from django.core.management.base import BaseCommand, CommandError

from lms.audit import actions as audit
from lms.audit.queries import values_about
from lms.core import clock, privacy
from lms.people.models import User

WILL_DO = """\
This erases {person}. It cannot be undone.
- The account becomes "{pseudonym}" and nobody can sign in to it.
- Their personal fields are emptied in {rooms}.
- {values} personal values and the forms they sent leave the log.
Acts of record stay, without the person. What the law makes us keep stays too.
"""
DONE = """\
Erased. The account is now {person}.
Emptied: {rooms}.
Personal values deleted from the log: {values}.
Recorded as event {event}.
"""


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("email", help="the address of the person to erase")
        parser.add_argument("--by", metavar="EMAIL", help="the address of the operator, whom the log will name")
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args, email, by, yes, **options):
        person = _account(email)
        operator = _account(by) if by else None
        values = values_about(person)
        told = {"pseudonym": privacy.PSEUDONYM, "rooms": ", ".join(sorted(privacy.erasers())), "values": values}
        self.stdout.write(WILL_DO.format(person=person, **told))
        if not yes:
            _ask_again(person)
        event = audit.erase_person(person=person, by=operator, at=clock.now())
        self.stdout.write(DONE.format(person=person, event=event.key, **told))


def _account(email: str) -> User:
    try:
        return User.objects.get_by_natural_key(email.strip())
    except User.DoesNotExist as error:
        raise CommandError(f"Nobody has an account with {email}.") from error


def _ask_again(person: User) -> None:
    if input("Type the address again: ").strip().lower() != person.email:
        raise CommandError("That is another address. Nothing was erased.")
