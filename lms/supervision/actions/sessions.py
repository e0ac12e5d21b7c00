"""Writing sessions, and the supervisor's answer."""

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from lms.audit import actions as audit
from lms.core.errors import NotYours, Refused
from lms.core.templatetags.words import moment
from lms.people.models import Organisation, User
from lms.practice.rules import Span
from lms.supervision import permissions, queries, rules, tasks
from lms.supervision.enums import SessionDecision, SessionFormat, SessionStatus
from lms.supervision.models import SessionConfirmation, SupervisionSession


class SessionNotValid(Refused):
    """The session cannot have taken place as written, or not with this supervisor."""


class SessionNotOpen(Refused):
    """The session is confirmed, so the coach can only correct it."""


class SessionNotWaiting(Refused):
    """The supervisor has answered already."""


class SessionNotCorrectable(Refused):
    """Only a confirmed session is corrected, and only once; a second correction corrects the first."""


@dataclass(frozen=True, kw_only=True)
class SessionDetails:
    """What a coach says about one session. `group_size` is None for one to one; `functions` are codes."""

    supervisor: User
    kind: str
    organisation: Organisation
    started_at: datetime
    minutes: int
    format: str = SessionFormat.INDIVIDUAL
    group_size: int | None = None
    functions: tuple[str, ...] = ()
    themes: str = ""
    actions: str = ""


@transaction.atomic
def record_session(*, by: User, at: datetime, details: SessionDetails) -> SupervisionSession:
    """Write one's own session; the supervisor is told by e-mail and answers. Raises SessionNotValid."""
    session = SupervisionSession(coach=by)
    _fill(session, details, at=at)
    _record("supervision.session_recorded", session, by=by, at=at)
    _tell_supervisor(session)
    return session


@transaction.atomic
def change_session(
    *, session: SupervisionSession, by: User, at: datetime, details: SessionDetails
) -> SupervisionSession:
    """Write a session anew and put it to the supervisor again. Raises NotYours, SessionNotOpen, SessionNotValid."""
    locked = _locked_for_coach(session, by)
    if not rules.can_be_changed(locked.status):
        raise SessionNotOpen(_("This session is confirmed, so it cannot be changed. You can write a correction."))
    locked.status = SessionStatus.RECORDED
    _fill(locked, details, at=at)
    _record("supervision.session_changed", locked, by=by, at=at)
    _tell_supervisor(locked)
    return locked


@transaction.atomic
def correct_session(
    *, session: SupervisionSession, by: User, at: datetime, details: SessionDetails
) -> SupervisionSession:
    """Write the session that replaces a confirmed one once it is confirmed itself; both stay to be seen.

    Raises NotYours, SessionNotCorrectable, SessionNotValid.
    """
    locked = _locked_for_coach(session, by)
    has_correction = SupervisionSession.objects.filter(supersedes=locked).exists()
    if not rules.can_be_corrected(locked.status, has_correction=has_correction):
        raise SessionNotCorrectable(_("This session is not confirmed, or a correction of it exists already."))
    correction = SupervisionSession(coach=by, supersedes=locked)
    _fill(correction, details, at=at)
    _record("supervision.session_corrected", correction, by=by, at=at)
    _tell_supervisor(correction)
    return correction


@transaction.atomic
def confirm_session(*, session: SupervisionSession, by: User, at: datetime) -> SupervisionSession:
    """The supervisor says that it took place as written. From here on it never changes.

    Raises NotYours, SessionNotWaiting.
    """
    locked = _locked_for_supervisor(session, by)
    locked.status, locked.confirmed_at = SessionStatus.CONFIRMED, at
    locked.save(update_fields=["status", "confirmed_at", "updated_at"])
    _answer(locked, SessionDecision.CONFIRMED, by=by, at=at)
    return locked


@transaction.atomic
def decline_session(*, session: SupervisionSession, by: User, at: datetime, reason: str) -> SupervisionSession:
    """The supervisor says why it does not stand as written; the coach is told. Raises NotYours, SessionNotWaiting."""
    locked = _locked_for_supervisor(session, by)
    locked.status = SessionStatus.DECLINED
    locked.save(update_fields=["status", "updated_at"])
    _answer(locked, SessionDecision.DECLINED, by=by, at=at, reason=reason)
    transaction.on_commit(partial(tasks.tell_coach_of_decline.enqueue, locked.pk))
    return locked


def _locked_for_coach(session: SupervisionSession, by: User) -> SupervisionSession:
    locked = SupervisionSession.objects.select_for_update().get(pk=session.pk)
    if not permissions.is_own_session(by, locked):
        raise NotYours(_("Only the coach whose session this was can do this."))
    return locked


def _locked_for_supervisor(session: SupervisionSession, by: User) -> SupervisionSession:
    locked = SupervisionSession.objects.select_for_update().get(pk=session.pk)
    if not permissions.can_confirm_session(by, locked):
        raise NotYours(_("Only the supervisor who was there can answer."))
    if locked.format == SessionFormat.PEER and locked.status == SessionStatus.RECORDED:
        raise SessionNotWaiting(_("You did not lead this peer group, so there is nothing for you to confirm."))
    if not rules.can_be_decided(locked.status, locked.format):
        raise SessionNotWaiting(_("You have answered this session already."))
    return locked


def _fill(session: SupervisionSession, details: SessionDetails, *, at: datetime) -> None:
    """Check what the coach says and write it to the session."""
    # Two forms of one coach sent at once could each miss the other's session.
    User.objects.select_for_update().get(pk=session.coach_id)
    for field in dataclasses.fields(details):
        setattr(session, field.name, getattr(details, field.name))
    session.functions = sorted(details.functions)
    _check_time(session, at=at)
    _check_support(session)
    session.save()


def _check_time(session: SupervisionSession, *, at: datetime) -> None:
    span = Span(session.started_at, session.minutes)
    problems = rules.supervision_problems(span, format_=session.format, group_size=session.group_size, at=at)
    if problems:
        raise SessionNotValid(problems[0].words, field=problems[0].field)
    other = queries.overlapping_session(session.coach, span, besides=session)
    if other:
        words = _("This overlaps your session %(reference)s of %(when)s, which lasts %(minutes)d minutes.")
        when = moment(other.started_at)
        raise SessionNotValid(
            words % {"reference": other.reference, "when": when, "minutes": other.minutes}, field="started_at"
        )


def _check_support(session: SupervisionSession) -> None:
    """The supervisor supported the coach in this way, in this organisation, on the day of the session."""
    day = localtime(session.started_at).date()
    support = queries.Support(session.supervisor, session.coach, session.kind, session.organisation)
    if support not in queries.supports_of(session.coach, on=day):
        words = _("On %(day)s, %(name)s was not named for your %(kind)s. Ask your provider to put the agreement right.")
    elif queries.was_line_manager(support, on=day):
        words = _("On %(day)s, %(name)s was your line manager, so it was not %(kind)s. Record it as line management.")
    else:
        return
    values = {"day": date_format(day, "j F Y"), "name": session.supervisor.name, "kind": support.kind_words.lower()}
    raise SessionNotValid(words % values, field="support")


def _content(session: SupervisionSession) -> dict:
    """What a session says, in codes and numbers that name nobody; never its themes."""
    return {
        "kind": session.kind,
        "started_at": session.started_at.isoformat(),
        "minutes": session.minutes,
        "format": session.format,
        "group_size": session.group_size,
        "functions": session.functions,
        "supersedes": str(session.supersedes.key) if session.supersedes else None,
    }


def _answer(session: SupervisionSession, decision: str, *, by: User, at: datetime, reason: str = "") -> None:
    SessionConfirmation.objects.create(
        session=session, decision=decision, by=by, reason=reason, content=_content(session), happened_at=at
    )
    _record(f"supervision.session_{decision}", session, by=by, at=at)


def _record(kind: str, session: SupervisionSession, *, by: User, at: datetime) -> None:
    audit.record(
        kind,
        by=by,
        at=at,
        target=session,
        subject=session.coach,
        organisation=session.organisation,
        facts=_content(session),
        personal={"supervisor": str(session.supervisor.key)},
    )


def _tell_supervisor(session: SupervisionSession) -> None:
    if rules.can_be_decided(session.status, session.format):
        transaction.on_commit(partial(tasks.tell_supervisor.enqueue, session.pk))
