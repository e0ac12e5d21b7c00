"""Writing supervision: agreements, sessions, the supervisor's answer, the e-mails, erasure."""

import dataclasses
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from lms.audit import actions as audit
from lms.core import mail
from lms.core.errors import NotYours, Refused
from lms.core.privacy import erase_fields
from lms.core.templatetags.words import moment
from lms.people import actions as people
from lms.people.models import Organisation, Responsibility, User
from lms.people.queries import holding
from lms.practice.rules import Span
from lms.supervision import permissions, queries, rules, tasks
from lms.supervision.enums import RESPONSIBILITIES, SessionDecision, SessionFormat, SessionStatus, SupervisionKind
from lms.supervision.models import SessionConfirmation, SupervisionAgreement, SupervisionSession


class AgreementNotValid(Refused):
    """The agreement exists already, is with oneself, or would end before it starts."""


class NotToBeNamed(Refused):
    """The supervisor has no such role in the organisation, or the coach is no trainee whom the manager may choose."""


class AgreementOver(Refused):
    """The last day of the agreement has passed: support after it is a new agreement."""


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
def start_agreement(
    *,
    supervisor: User,
    coach: User,
    kind: str,
    organisation: Organisation,
    by: User | None,
    at: datetime,
    from_date: date | None = None,
) -> SupervisionAgreement:
    """Let somebody give a coach one kind of support from a day on (today unless given), and see the coach for it.

    Raises NotToBeNamed, AgreementNotValid.
    """
    _check_named(supervisor, coach, organisation, by=by)
    from_date = from_date or localtime(at).date()
    try:
        with transaction.atomic():
            agreement = SupervisionAgreement.objects.create(
                supervisor=supervisor, coach=coach, kind=kind, organisation=organisation, from_date=from_date
            )
    except IntegrityError as error:
        raise AgreementNotValid(_("They have this agreement already, or it would be with oneself.")) from error
    _give_responsibility(agreement, by=by, at=at)
    _record_agreement("supervision.agreement_started", agreement, by=by, at=at)
    return agreement


@transaction.atomic
def end_agreement(*, agreement: SupervisionAgreement, by: User, at: datetime, to_date: date) -> SupervisionAgreement:
    """The last day of an agreement. The responsibility ends with the last agreement that needs it.

    Raises AgreementOver, AgreementNotValid.
    """
    locked = SupervisionAgreement.objects.select_for_update().get(pk=agreement.pk)
    _check_last_day(locked, to_date, at=at)
    needed_before = _responsibility_needed_until(locked)
    locked.to_date = to_date
    locked.save(update_fields=["to_date", "updated_at"])
    _end_responsibility(locked, needed_before, by=by, at=at)
    _record_agreement("supervision.agreement_ended", locked, by=by, at=at)
    return locked


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


def _check_named(supervisor: User, coach: User, organisation: Organisation, *, by: User | None) -> None:
    if not queries.supervisors_in([organisation.pk]).contains(supervisor):
        words = _("%(name)s is not a supervisor, mentor or line manager at %(organisation)s.")
        raise NotToBeNamed(words % {"name": supervisor.name, "organisation": organisation.name}, field="supervisor")
    if by and not queries.trainees_managed_by(by).filter(person=coach, organisation=organisation).exists():
        words = _("%(name)s is not a trainee of an organisation that you manage.")
        raise NotToBeNamed(words % {"name": coach.name}, field="trainee")


def _check_last_day(agreement: SupervisionAgreement, to_date: date, *, at: datetime) -> None:
    if agreement.to_date and agreement.to_date < localtime(at).date():
        words = _("This agreement ended on %(day)s. If the support goes on, start a new agreement.")
        raise AgreementOver(words % {"day": date_format(agreement.to_date, "j F Y")}, field="to_date")
    if to_date < agreement.from_date:
        raise AgreementNotValid(_("An agreement cannot end before it starts."), field="to_date")


def _responsibilities_under(agreement: SupervisionAgreement) -> QuerySet[Responsibility]:
    return Responsibility.objects.filter(
        holder=agreement.supervisor,
        subject=agreement.coach,
        kind=RESPONSIBILITIES[agreement.kind],
        organisation=agreement.organisation,
    )


def _give_responsibility(agreement: SupervisionAgreement, *, by: User | None, at: datetime) -> None:
    """One that has its last day already would end before the agreement: only an open one will do."""
    if not _responsibilities_under(agreement).filter(holding(agreement.from_date), to_date=None).exists():
        people.give_responsibility(
            holder=agreement.supervisor,
            subject=agreement.coach,
            kind=RESPONSIBILITIES[agreement.kind],
            organisation=agreement.organisation,
            by=by,
            at=at,
            from_date=agreement.from_date,
        )


def _responsibility_needed_until(agreement: SupervisionAgreement) -> date | None:
    """The last day of all agreements under the same responsibility; None while one of them is open."""
    kind = RESPONSIBILITIES[agreement.kind]
    needing = [agreed for agreed, responsibility in RESPONSIBILITIES.items() if responsibility == kind]
    tie = {"coach": agreement.coach, "supervisor": agreement.supervisor, "organisation": agreement.organisation}
    agreements = SupervisionAgreement.objects.filter(**tie, kind__in=needing)
    last_days = agreements.values_list("to_date", flat=True)
    return None if None in last_days else max(last_days)


def _end_responsibility(agreement: SupervisionAgreement, needed_before: date | None, *, by: User, at: datetime) -> None:
    """Move what ended with the agreements along with them; what was ended for another reason is only cut shorter."""
    last_day = _responsibility_needed_until(agreement)
    if last_day is None:
        return
    moving = holding(last_day + timedelta(days=1)) | Q(to_date=needed_before)
    for row in _responsibilities_under(agreement).filter(moving):
        people.end_responsibility(responsibility=row, by=by, at=at, to_date=max(last_day, row.from_date))


def _locked_for_coach(session: SupervisionSession, by: User) -> SupervisionSession:
    locked = SupervisionSession.objects.select_for_update().get(pk=session.pk)
    if not permissions.is_own_session(by, locked):
        raise NotYours(_("Only the coach whose session this was can do this."))
    return locked


def _locked_for_supervisor(session: SupervisionSession, by: User) -> SupervisionSession:
    locked = SupervisionSession.objects.select_for_update().get(pk=session.pk)
    if not permissions.can_confirm_session(by, locked):
        raise NotYours(_("Only the supervisor who was there can answer."))
    if not rules.can_be_decided(locked.status):
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
        values = {
            "day": date_format(day, "j F Y"),
            "name": session.supervisor.name,
            "kind": str(SupervisionKind(session.kind).label).lower(),
        }
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


def _record_agreement(kind: str, agreement: SupervisionAgreement, *, by: User | None, at: datetime) -> None:
    audit.record(
        kind,
        by=by,
        at=at,
        target=agreement,
        subject=agreement.coach,
        organisation=agreement.organisation,
        facts={
            "kind": agreement.kind,
            "from_date": agreement.from_date.isoformat(),
            "to_date": agreement.to_date.isoformat() if agreement.to_date else None,
        },
        personal={"supervisor": str(agreement.supervisor.key)},
    )


def _tell_supervisor(session: SupervisionSession) -> None:
    transaction.on_commit(partial(tasks.tell_supervisor.enqueue, session.pk))


def mail_supervisor(session_id: int) -> None:
    """Tell the supervisor that a session waits, unless they answered before the worker came to it."""
    session = SupervisionSession.objects.select_related("coach", "supervisor", "organisation").get(pk=session_id)
    if rules.can_be_decided(session.status):
        subject = _("%(name)s asks you to confirm a supervision session") % {"name": session.coach.name}
        _mail(session.supervisor, subject, "supervision/mail/recorded.txt", session, page="supervision:confirm")


def mail_coach_of_decline(session_id: int) -> None:
    """Tell the coach that a session was declined, and why."""
    session = SupervisionSession.objects.select_related("coach", "supervisor").get(pk=session_id)
    if session.status == SessionStatus.DECLINED:
        subject = _("%(name)s did not confirm a supervision session") % {"name": session.supervisor.name}
        _mail(session.coach, subject, "supervision/mail/declined.txt", session, page="supervision:session")


def _mail(person: User, subject: str, template: str, session: SupervisionSession, *, page: str) -> None:
    if not person.is_active:
        return
    path = reverse(page, kwargs={"key": session.key})
    context = {"person": person, "session": session, "answer": queries.confirmations_of(session).last()}
    mail.send(to=person.email, subject=subject, template=template, path=path, context=context)


def erase_from_supervision(person: User) -> None:
    """This room's eraser: what the person wrote as coach, and reasons by them or about them."""
    erase_fields(SupervisionSession.objects.filter(coach=person))
    declined = SessionConfirmation.objects.filter(decision=SessionDecision.DECLINED)
    erase_fields(declined.filter(Q(session__coach=person) | Q(by=person)))
