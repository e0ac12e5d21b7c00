"""Sessions in the database, as Django keeps them, read with a statement that is written once (core.rows)."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from lms.core.rows import RowsBy

_sessions = RowsBy(Session, "session_key")


class SessionStore(db.SessionStore):
    """Django writes when a session ends by its own clock, so that is what it is compared with."""

    def _get_session_from_db(self):
        row = next(iter(_sessions(self.session_key)), None)
        if row is None or row.expire_date <= timezone.now():
            self._session_key = None
            return None
        return row
