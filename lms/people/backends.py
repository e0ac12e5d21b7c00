"""allauth's sign-in, with the person of a session read by a statement that is written once (core.rows)."""

from allauth.account.auth_backends import AuthenticationBackend

from lms.core.rows import RowsBy
from lms.people.models import User

_people = RowsBy(User, "id")


class PeopleBackend(AuthenticationBackend):
    def get_user(self, user_id):
        person = next(iter(_people(user_id)), None)
        return person if person is not None and self.user_can_authenticate(person) else None
