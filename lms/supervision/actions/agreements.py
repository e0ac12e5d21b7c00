"""Starting and ending agreements, and the responsibility that goes with them."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from lms.audit import actions as audit
from lms.core.errors import Refused
from lms.people import actions as people
from lms.people.models import Organisation, Responsibility, User
from lms.people.queries import holding
from lms.supervision import queries
from lms.supervision.enums import RESPONSIBILITIES
from lms.supervision.models import SupervisionAgreement


class AgreementNotValid(Refused):
    """The agreement exists already, or would end before it starts."""


class NotToBeNamed(Refused):
    """The supervisor has no such role in the organisation, or the coach is no trainee whom the manager may choose."""


class WrongPerson(Refused):
    """The supervisor is the coach, or gives a support that goes ill with this one, such as line management."""


class AgreementOver(Refused):
    """The last day of the agreement has passed: support after it is a new agreement."""


@dataclass(frozen=True, kw_only=True)
class Terms:
    """How often, in which form, what stays between the two and what does not."""

    every_weeks: int
    format: str
    confidential: str
    not_confidential: str


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
    terms: Terms | None = None,
    takes_over: SupervisionAgreement | None = None,
) -> SupervisionAgreement:
    """Let somebody give a coach one kind of support from a day on (today unless given), and see the coach for it.

    Raises NotToBeNamed, WrongPerson, AgreementNotValid.
    """
    from_date = from_date or localtime(at).date()
    _check_named(supervisor, coach, organisation, by=by)
    _check_pairing(supervisor, coach, kind, since=from_date)
    try:
        with transaction.atomic():
            agreement = SupervisionAgreement.objects.create(
                supervisor=supervisor,
                coach=coach,
                kind=kind,
                organisation=organisation,
                from_date=from_date,
                takes_over=takes_over,
                **(asdict(terms) if terms else {}),
            )
    except IntegrityError as error:
        raise AgreementNotValid(_("They have this agreement already.")) from error
    _give_responsibility(agreement, by=by, at=at)
    record_agreement("supervision.agreement_started", agreement, by=by, at=at)
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
    record_agreement("supervision.agreement_ended", locked, by=by, at=at)
    return locked


def _check_named(supervisor: User, coach: User, organisation: Organisation, *, by: User | None) -> None:
    if not queries.supervisors_in([organisation.pk]).contains(supervisor):
        words = _("%(name)s is not a supervisor, mentor or line manager at %(organisation)s.")
        raise NotToBeNamed(words % {"name": supervisor.name, "organisation": organisation.name}, field="supervisor")
    if by and not queries.trainees_managed_by(by).filter(person=coach, organisation=organisation).exists():
        words = _("%(name)s is not a trainee of an organisation that you manage.")
        raise NotToBeNamed(words % {"name": coach.name}, field="trainee")


def _check_pairing(supervisor: User, coach: User, kind: str, *, since: date) -> None:
    # Two agreements of one coach started at once could each miss the other.
    User.objects.select_for_update().get(pk=coach.pk)
    problems = queries.pairing_problems(supervisor, coach, kind, since=since)
    if problems:
        raise WrongPerson(problems[0].words, field=problems[0].field)


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


def record_agreement(kind: str, agreement: SupervisionAgreement, *, by: User | None, at: datetime) -> None:
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
            "every_weeks": agreement.every_weeks,
            "takes_over": str(agreement.takes_over.key) if agreement.takes_over else None,
            "format": agreement.format,
        },
        personal={"supervisor": str(agreement.supervisor.key)},
    )
