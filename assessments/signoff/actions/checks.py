"""The second and third look: a qualified assessor countersigns, a quality assurer releases; each may return."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from assessments.signoff import permissions, queries, tasks
from assessments.signoff.actions.sign_offs import audit_act, locked_sign_off
from assessments.signoff.enums import CountersignOutcome, ReleaseOutcome, Status
from assessments.signoff.models import AssessorQualification, Countersignature, QualityRelease, SignOff
from lms.core.errors import NotYours, Refused
from lms.people.models import User
from lms.people.queries import has_interest


class NotWaiting(Refused):
    """The sign-off does not wait for this check, or not any more."""


class NotYoursToCheck(NotYours):
    """One had another part in this sign-off, has an interest, or holds not the role that the check needs."""


@transaction.atomic
def countersign(*, sign_off: SignOff, outcome: str, reason: str, by: User, at: datetime) -> Countersignature:
    """Stand behind a sign-off by somebody not yet qualified, or return it. Raises NotWaiting, NotYoursToCheck."""
    locked = locked_sign_off(sign_off)
    _refuse_unless(Status.TO_COUNTERSIGN, locked, at=at)
    _refuse_involved(locked, by)
    qualification = _qualification_to_countersign(locked, by, at=at)
    row = Countersignature.objects.create(
        sign_off=locked, by=by, qualification=qualification, outcome=outcome, reason=reason, happened_at=at
    )
    audit_act("signoff.countersigned", locked, by=by, at=at, facts={"outcome": outcome})
    _tell(locked, is_returned=outcome == CountersignOutcome.RETURNED)
    return row


@transaction.atomic
def release_or_return(*, sign_off: SignOff, outcome: str, reason: str, by: User, at: datetime) -> QualityRelease:
    """The quality assurer's decision on a sampled sign-off. Raises NotWaiting, NotYoursToCheck."""
    locked = locked_sign_off(sign_off)
    _refuse_unless(Status.TO_RELEASE, locked, at=at)
    _refuse_involved(locked, by)
    if not permissions.can_release_in(by, locked.organisation_id):
        raise NotYoursToCheck(_("Only an internal quality assurer of the provider releases a sign-off."))
    if hasattr(locked, "countersignature") and locked.countersignature.by_id == by.pk:
        raise NotYoursToCheck(_("You countersigned it. Another quality assurer looks at it."))
    row = QualityRelease.objects.create(sign_off=locked, by=by, outcome=outcome, reason=reason, happened_at=at)
    audit_act("signoff.quality_decided", locked, by=by, at=at, facts={"outcome": outcome})
    _tell(locked, is_returned=outcome == ReleaseOutcome.RETURNED)
    return row


def _refuse_unless(status: Status, sign_off: SignOff, *, at: datetime) -> None:
    if queries.status_of(sign_off, localdate(at)) != status:
        raise NotWaiting(_("This sign-off does not wait for you any more."))


def _refuse_involved(sign_off: SignOff, by: User) -> None:
    if by in (sign_off.assessor, sign_off.trainee):
        raise NotYoursToCheck(_("You cannot check a sign-off that you made or that is about you."))
    if has_interest(by, sign_off.trainee) or has_interest(by, sign_off.assessor):
        raise NotYoursToCheck(_("An interest between you and the trainee or the assessor is declared."))


def _qualification_to_countersign(sign_off: SignOff, by: User, *, at: datetime) -> AssessorQualification:
    qualification = queries.current_qualification(by, localdate(at))
    if qualification is None or not permissions.can_countersign_in(by, sign_off.organisation_id):
        raise NotYoursToCheck(_("Only an assessor of the provider with a current assessor qualification countersigns."))
    return qualification


def _tell(sign_off: SignOff, *, is_returned: bool) -> None:
    task = tasks.tell_assessor_of_return if is_returned else tasks.tell_trainee
    transaction.on_commit(partial(task.enqueue, sign_off.pk))
