"""The clock of a session: start, stop, throw away. Its time becomes an entry through `log_entry`."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lms.audit import actions as audit
from lms.core.errors import Refused
from lms.core.templatetags.words import moment
from lms.people.models import User
from lms.practice import queries
from lms.practice.actions.history import one_at_a_time
from lms.practice.models import SessionClock


class ClockRuns(Refused):
    """The coach has a clock already: it runs, or it was stopped and its time is not in the logbook yet."""


class NoClock(Refused):
    """There is no clock to stop or throw away."""


@transaction.atomic
def start_clock(*, by: User, at: datetime) -> SessionClock:
    """Start one's clock. Raises ClockRuns."""
    one_at_a_time(by)
    if running := queries.clock_of(by):
        raise ClockRuns(_words_about(running))
    clock = SessionClock.objects.create(coach=by, started_at=at)
    audit.record("practice.clock_started", by=by, at=at, target=clock)
    return clock


def _words_about(clock: SessionClock) -> str:
    if clock.stopped_at:
        words = _("The clock that you started on %(when)s is stopped and not in your logbook yet.")
    else:
        words = _("Your clock has run since %(when)s. Only one can run.")
    return words % {"when": moment(clock.started_at)}


@transaction.atomic
def stop_clock(*, by: User, at: datetime) -> SessionClock:
    """Stop one's clock; one that stands still stays as it is. Raises NoClock."""
    clock = _own_clock(by)
    if clock.stopped_at is None:
        clock.stopped_at = at
        clock.save(update_fields=["stopped_at", "updated_at"])
        audit.record("practice.clock_stopped", by=by, at=at, target=clock)
    return clock


@transaction.atomic
def discard_clock(*, by: User, at: datetime) -> None:
    """Throw one's clock away, running or not. Raises NoClock."""
    clock = _own_clock(by)
    audit.record("practice.clock_discarded", by=by, at=at, target=clock)
    clock.delete()


def _own_clock(by: User) -> SessionClock:
    one_at_a_time(by)
    clock = queries.clock_of(by)
    if clock is None:
        raise NoClock(_("No clock of yours runs. Start one, or log the session by its start and length."))
    return clock
