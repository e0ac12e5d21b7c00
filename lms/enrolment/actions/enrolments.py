"""Getting people into cohorts, by join code or by a manager, and ending their enrolment."""

import datetime
from functools import partial

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.audit import actions as audit
from lms.core import mail
from lms.core.errors import Refused
from lms.enrolment import tasks
from lms.enrolment.actions.cohorts import refuse_context
from lms.enrolment.enums import EnrolmentStatus
from lms.enrolment.models import Cohort, Enrolment, LessonCompletion
from lms.enrolment.queries import accounts_by_email, cohort_for_code, manifest_of, open_enrolment
from lms.enrolment.rules.progress import is_open_to_join
from lms.people import actions as people
from lms.people.enums import Role
from lms.people.models import User
from lms.people.queries import members


class JoinCodeUnknown(Refused):
    """No cohort has this code."""


class CohortOver(Refused):
    """The cohort's last day has passed."""


class AlreadyEnrolled(Refused):
    """The person is learning in this cohort already."""


class PersonElsewhere(Refused):
    """The address belongs to somebody who holds no role at the provider: they decide, with the join code."""


class EnrolmentOver(Refused):
    """The enrolment was completed or withdrawn before."""


@transaction.atomic
def enrol(*, cohort: Cohort, trainee: User, context: str = "", by: User | None, at: datetime.datetime) -> Enrolment:
    """Give somebody a place in a cohort, and the trainee's role at its provider when they lack it.

    context: a kind of service, or empty for the cohort's own. Raises AlreadyEnrolled, ContextDoesNotFit.
    """
    context = context or cohort.context
    refuse_context(cohort.version, context)
    User.objects.select_for_update().get(pk=trainee.pk)
    if open_enrolment(cohort, trainee):
        raise AlreadyEnrolled(_("%(name)s is in this cohort already.") % {"name": trainee.name})
    if not members([cohort.provider_id], Role.TRAINEE).filter(pk=trainee.pk).exists():
        people.add_member(person=trainee, organisation=cohort.provider, role=Role.TRAINEE, by=by, at=at)
    enrolment = Enrolment.objects.create(cohort=cohort, trainee=trainee, context=context, joined_at=at)
    audit.record(
        "enrolment.enrolled",
        by=by,
        at=at,
        target=enrolment,
        subject=trainee,
        organisation=cohort.provider,
        facts={"cohort": str(cohort.key), "version": str(cohort.version.key), "context": context},
    )
    return enrolment


@transaction.atomic
def join_by_code(*, code: str, person: User, at: datetime.datetime) -> Enrolment:
    """Join a cohort oneself, until its last day. Raises JoinCodeUnknown, CohortOver, AlreadyEnrolled."""
    cohort = cohort_for_code(code)
    if cohort is None:
        raise JoinCodeUnknown(
            _("No cohort has this code. Check it with your training provider, letter by letter."), field="code"
        )
    if not is_open_to_join(cohort.to_date, timezone.localdate(at)):
        raise CohortOver(
            _("This cohort has ended. Ask your training provider for the code of a newer one."), field="code"
        )
    return enrol(cohort=cohort, trainee=person, by=person, at=at)


@transaction.atomic
def enrol_by_email(
    *, cohort: Cohort, email: str, name: str, context: str = "", by: User, at: datetime.datetime
) -> Enrolment:
    """Enrol somebody by address, opening an account when nobody has it, and write to them.

    Raises PersonElsewhere, AlreadyEnrolled, ContextDoesNotFit.
    """
    email = email.strip().lower()
    person = accounts_by_email([email], cohort.provider).get(email)
    if person is not None and not person.is_ours:
        raise PersonElsewhere(elsewhere_words(cohort), field="email")
    if person is None:
        person = people.open_account(email=email, name=name, by=by, at=at)
    enrolment = enrol(cohort=cohort, trainee=person, context=context, by=by, at=at)
    transaction.on_commit(partial(tasks.send_welcome.enqueue, enrolment.pk))
    return enrolment


def elsewhere_words(cohort: Cohort) -> str:
    """What to do about somebody who has an account but no role at the provider."""
    return _("This person has an account outside your organisation. Give them the join code %(code)s.") % {
        "code": cohort.join_code
    }


def mail_welcome(enrolment_id: int) -> None:
    """Write to somebody who was enrolled: where to go, and how to set a password when they have none."""
    enrolment = Enrolment.objects.select_related("cohort__version", "cohort__provider", "trainee").get(pk=enrolment_id)
    has_password = enrolment.trainee.has_usable_password()
    mail.send(
        to=enrolment.trainee.email,
        subject=_("Your place on “%(programme)s”") % {"programme": enrolment.cohort.version.title},
        template="enrolment/mail/welcome.txt",
        path=reverse("enrolment:learn") if has_password else people.password_path(enrolment.trainee),
        context={"enrolment": enrolment, "has_password": has_password},
    )


@transaction.atomic
def change_context(*, enrolment: Enrolment, context: str, by: User, at: datetime.datetime) -> Enrolment:
    """Learn for another kind of service, with its lessons, from now on. Raises ContextDoesNotFit, EnrolmentOver."""
    enrolment = _locked(enrolment)
    refuse_context(enrolment.cohort.version, context)
    before, enrolment.context = enrolment.context, context
    enrolment.lessons_done = count_lessons_done(enrolment)
    enrolment.save(update_fields=["context", "lessons_done", "updated_at"])
    _record("enrolment.context_changed", enrolment, by, at, {"before": before, "after": context})
    return enrolment


@transaction.atomic
def complete_enrolment(*, enrolment: Enrolment, by: User, at: datetime.datetime) -> Enrolment:
    """The provider says that somebody has been through the training. It stays true for ever. Raises EnrolmentOver."""
    return _end(enrolment, EnrolmentStatus.COMPLETED, "enrolment.completed", by, at)


@transaction.atomic
def withdraw_enrolment(*, enrolment: Enrolment, by: User, at: datetime.datetime) -> Enrolment:
    """Somebody leaves without completing; what they did stays. Raises EnrolmentOver."""
    return _end(enrolment, EnrolmentStatus.WITHDRAWN, "enrolment.withdrawn", by, at)


def _end(enrolment: Enrolment, status: str, kind: str, by: User, at: datetime.datetime) -> Enrolment:
    enrolment = _locked(enrolment)
    enrolment.status, enrolment.left_at = status, at
    enrolment.save(update_fields=["status", "left_at", "updated_at"])
    _record(kind, enrolment, by, at, {"lessons_done": enrolment.lessons_done})
    return enrolment


def _locked(enrolment: Enrolment) -> Enrolment:
    rows = Enrolment.objects.select_for_update(of=("self",))
    locked = rows.select_related("cohort__version", "cohort__provider", "trainee").get(pk=enrolment.pk)
    if locked.status != EnrolmentStatus.ACTIVE:
        raise EnrolmentOver(_("This enrolment has ended and cannot be changed."))
    return locked


def _record(kind: str, enrolment: Enrolment, by: User, at: datetime.datetime, facts: dict) -> None:
    audit.record(
        kind,
        by=by,
        at=at,
        target=enrolment,
        subject=enrolment.trainee,
        organisation=enrolment.cohort.provider,
        facts=facts,
    )


def count_lessons_done(enrolment: Enrolment) -> int:
    """How many of the lessons that the enrolment's context asks for are done."""
    required = [lesson.item_id for lesson in manifest_of(enrolment.cohort.version).required_lessons(enrolment.context)]
    return LessonCompletion.objects.filter(enrolment=enrolment, item__in=required).count()
