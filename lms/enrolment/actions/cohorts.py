"""Opening cohorts, planning their sessions, keeping the register."""

import datetime
import secrets
from collections.abc import Collection, Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.audit import actions as audit
from lms.core.errors import Refused
from lms.enrolment.models import Attendance, Cohort, DeliverySession, Enrolment, ProgrammeVersion
from lms.enrolment.queries import attended_minutes, current_attendance, manifest_of, may_attend, trainers_of
from lms.enrolment.rules.progress import attendance_problem, context_fits
from lms.people.models import Organisation, User

# Without letters and figures that are mistaken for each other when read aloud or written by hand.
JOIN_CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
JOIN_CODE_LENGTH = 8


class CohortNameTaken(Refused):
    """The provider has another cohort with this name."""


class ContextDoesNotFit(Refused):
    """The service route needs a kind of service, the skills route none."""


class ModuleNotInVersion(Refused):
    """The cohort's programme version has no module with this code."""


class NotATrainer(Refused):
    """Sessions are taught by those who are trainers of the cohort's provider today."""


class SessionExists(Refused):
    """The cohort has a session of the same module at the same time."""


class AttendanceNotRecordable(Refused):
    """The session has not begun, the minutes are outside it, or it is for oneself or a stranger."""


@transaction.atomic
def open_cohort(
    *,
    version: ProgrammeVersion,
    provider: Organisation,
    name: str,
    from_date: datetime.date,
    to_date: datetime.date,
    context: str,
    by: User | None,
    at: datetime.datetime,
) -> Cohort:
    """Start a group on a programme version, with a join code of its own. Raises CohortNameTaken, ContextDoesNotFit."""
    refuse_context(version, context)
    if Cohort.objects.filter(provider=provider, name=name).exists():
        raise CohortNameTaken(_("There is a cohort with this name already. Choose another."), field="name")
    cohort = Cohort.objects.create(
        version=version,
        provider=provider,
        name=name,
        from_date=from_date,
        to_date=to_date,
        context=context,
        join_code=_new_join_code(),
    )
    audit.record(
        "enrolment.cohort_opened",
        by=by,
        at=at,
        target=cohort,
        organisation=provider,
        facts={"version": str(version.key), "context": context},
    )
    return cohort


def refuse_context(version: ProgrammeVersion, context: str) -> None:
    """Raise ContextDoesNotFit when somebody on this route cannot learn for this kind of service."""
    if not context_fits(version.route, context):
        raise ContextDoesNotFit(
            _("A service programme is for one of the three kinds of service, a skills programme for none of them."),
            field="context",
        )


def _new_join_code() -> str:
    return "".join(secrets.choice(JOIN_CODE_LETTERS) for _place in range(JOIN_CODE_LENGTH))


@transaction.atomic
def plan_session(
    *,
    cohort: Cohort,
    module_code: str,
    starts_at: datetime.datetime,
    minutes: int,
    mode: str,
    trainer: User,
    by: User | None,
    at: datetime.datetime,
) -> DeliverySession:
    """Put a taught session of a module in a cohort's diary. Raises ModuleNotInVersion, NotATrainer, SessionExists."""
    module = next((row for row in manifest_of(cohort.version).modules if row.code == module_code), None)
    if module is None:
        raise ModuleNotInVersion(_("This programme version has no such module."), field="module_code")
    if not trainers_of(cohort).contains(trainer):
        words = _("%(name)s is not a trainer here. Choose another.")
        raise NotATrainer(words % {"name": trainer.name}, field="trainer")
    try:
        with transaction.atomic():
            session = DeliverySession.objects.create(
                cohort=cohort,
                module_code=module_code,
                title=module.title,
                starts_at=starts_at,
                minutes=minutes,
                mode=mode,
                trainer=trainer,
            )
    except IntegrityError as error:
        raise SessionExists(_("This module is in the diary at that time already."), field="starts_at") from error
    audit.record(
        "enrolment.session_planned",
        by=by,
        at=at,
        target=session,
        subject=trainer,
        organisation=cohort.provider,
        facts={"cohort": str(cohort.key), "module": module_code, "minutes": minutes},
    )
    return session


@transaction.atomic
def record_attendance(
    *, session: DeliverySession, minutes: Mapping[User, int], by: User, at: datetime.datetime
) -> list[Attendance]:
    """Write the register: taught minutes of each person, 0 for absent. Only what differs becomes a row.

    A row that says something else than the one before supersedes it. Raises AttendanceNotRecordable.
    """
    session = DeliverySession.objects.select_for_update().get(pk=session.pk)
    before = {row.trainee_id: row for row in current_attendance().filter(session=session)}
    changed = {
        person: count
        for person, count in minutes.items()
        if person.pk not in before or before[person.pk].minutes != count
    }
    _refuse_strangers(session, changed)
    for person, count in changed.items():
        _refuse_attendance(session, person, count, by, at)
    rows = [_attendance(session, person, count, before.get(person.pk), by, at) for person, count in changed.items()]
    for person in changed:
        _count_attended_minutes(person, session, at)
    return rows


def _refuse_strangers(session: DeliverySession, people: Collection[User]) -> None:
    belonging = set(may_attend(session).values_list("trainee", flat=True))
    stranger = next((person for person in people if person.pk not in belonging), None)
    if stranger:
        raise AttendanceNotRecordable(_("%(name)s is not learning in this programme.") % {"name": stranger.name})


def _refuse_attendance(session: DeliverySession, person: User, minutes: int, by: User, at: datetime.datetime) -> None:
    if person.pk == by.pk:
        raise AttendanceNotRecordable(_("Somebody else records your attendance."))
    problem = attendance_problem(minutes, session.minutes, session.starts_at, at)
    if problem == "not_begun":
        raise AttendanceNotRecordable(_("This session has not begun. Keep the register when it has."))
    if problem == "out_of_range":
        raise AttendanceNotRecordable(
            _("%(name)s: the minutes must be between 0 and %(most)d, the taught minutes of the session.")
            % {"name": person.name, "most": session.minutes}
        )


def _attendance(
    session: DeliverySession,
    person: User,
    minutes: int,
    supersedes: Attendance | None,
    by: User,
    at: datetime.datetime,
) -> Attendance:
    row = Attendance.objects.create(
        session=session, trainee=person, minutes=minutes, recorded_by=by, supersedes=supersedes, happened_at=at
    )
    audit.record(
        "enrolment.attendance_recorded",
        by=by,
        at=at,
        target=row,
        subject=person,
        organisation=session.cohort.provider,
        facts={
            "session": str(session.key),
            "minutes": minutes,
            "supersedes": str(supersedes.key) if supersedes else None,
        },
    )
    return row


def _count_attended_minutes(person: User, session: DeliverySession, at: datetime.datetime) -> None:
    """Bring the counter up to date in each of the person's enrolments in the programme: cohorts may be mixed."""
    programme = session.cohort.version.programme_id
    enrolments = Enrolment.objects.select_for_update(of=("self",)).filter(
        trainee=person, cohort__version__programme_id=programme
    )
    for enrolment in enrolments.select_related("cohort__version"):
        enrolment.attended_minutes = attended_minutes(person, enrolment.cohort.version, timezone.localdate(at))
        enrolment.save(update_fields=["attended_minutes", "updated_at"])
