"""What a coach agrees to do in a session, and that it is done."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from lms.audit import actions as audit
from lms.core.errors import NotYours, Refused
from lms.people.models import User
from lms.practice.rules import Problem
from lms.supervision import permissions, rules
from lms.supervision.models import AgreedAction, SupervisionSession


class ActionNotValid(Refused):
    """Its day lies before the session, or it would be done before it was agreed or after today."""


class SessionDeclined(Refused):
    """The session does not stand as written, so nothing is agreed in it."""


@transaction.atomic
def agree_action(*, session: SupervisionSession, words: str, due_date: date, by: User, at: datetime) -> AgreedAction:
    """The coach writes what they will do and by when. Raises NotYours, SessionDeclined, ActionNotValid."""
    locked = SupervisionSession.objects.select_for_update().get(pk=session.pk)
    if not permissions.is_own_session(by, locked):
        raise NotYours(_("Only the coach whose session this was can do this."))
    if not rules.can_take_actions(locked.status):
        raise SessionDeclined(_("Your supervisor did not confirm this session. Change it first."))
    _refuse(rules.action_problems(session_date=_day_of(locked), due_date=due_date))
    action = AgreedAction.objects.create(session=locked, words=words, due_date=due_date)
    _record("supervision.action_agreed", action, by=by, at=at)
    return action


@transaction.atomic
def tick_off_action(*, action: AgreedAction, done_date: date | None, by: User, at: datetime) -> AgreedAction:
    """The coach says when it was done, or with None that it is still open. Raises NotYours, ActionNotValid."""
    locked = AgreedAction.objects.select_for_update().get(pk=action.pk)
    if not permissions.is_own_action(by, locked):
        raise NotYours(_("Only the coach whose action this is can do this."))
    today = localtime(at).date()
    _refuse(rules.done_problems(session_date=_day_of(locked.session), done_date=done_date, on=today))
    locked.done_date = done_date
    locked.save(update_fields=["done_date", "updated_at"])
    _record("supervision.action_done" if done_date else "supervision.action_opened", locked, by=by, at=at)
    return locked


def _day_of(session: SupervisionSession) -> date:
    return localtime(session.started_at).date()


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise ActionNotValid(problems[0].words, field=problems[0].field)


def _record(kind: str, action: AgreedAction, *, by: User, at: datetime) -> None:
    audit.record(
        kind,
        by=by,
        at=at,
        target=action,
        subject=action.session.coach,
        organisation=action.session.organisation,
        facts={
            "session": str(action.session.key),
            "due_date": action.due_date.isoformat(),
            "done_date": action.done_date.isoformat() if action.done_date else None,
        },
    )
