"""Suspending, reinstating and revoking an award; the holder's answer."""

import datetime
from functools import partial

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from lms.accreditation import permissions, tasks
from lms.accreditation.actions.decisions import ReasonMissing
from lms.accreditation.models import Award, AwardStatusChange, HolderAnswer
from lms.accreditation.rules.status import next_statuses
from lms.audit import actions as audit
from lms.core import mail
from lms.core.errors import NotYours, Refused
from lms.people.models import User


class StatusNotPossible(Refused):
    """The award cannot go from its present status to this one, or somebody changed it meanwhile."""


@transaction.atomic
def change_status(*, award: Award, status: str, reason: str, by: User, at: datetime.datetime) -> AwardStatusChange:
    """Suspend, reinstate or revoke, from now on. The reason stays inside; the holder is told.

    Raises NotYours, ReasonMissing, StatusNotPossible.
    """
    if not permissions.can_change_status(by, award):
        raise NotYours(_("Only a manager of the provider or a reviewer of its awarding body changes this."))
    if not reason.strip():
        raise ReasonMissing(_("Say why, so that the holder can answer."), field="reason")
    locked = Award.objects.select_for_update(of=("self",)).select_related("person", "provider").get(pk=award.pk)
    latest = locked.status_changes.latest("number")
    if status not in next_statuses(latest.status):
        words = _("The award is “%(status)s” now, so this is not possible. Look at it again.")
        raise StatusNotPossible(words % {"status": latest.get_status_display()})
    change = AwardStatusChange.objects.create(
        award=locked, number=latest.number + 1, status=status, reason_inside=reason, by=by, happened_at=at
    )
    audit.record(
        "accreditation.award_status_changed",
        by=by,
        at=at,
        target=locked,
        subject=locked.person,
        organisation=locked.provider,
        facts={"status": status, "number": change.number, "change": str(change.key)},
    )
    transaction.on_commit(partial(tasks.tell_holder_of_status.enqueue, change.pk))
    return change


@transaction.atomic
def answer_status_change(*, change: AwardStatusChange, words: str, by: User, at: datetime.datetime) -> HolderAnswer:
    """The holder says what they think of a change. Those who decide about the award read it. Raises NotYours."""
    if not permissions.is_holder(by, change.award):
        raise NotYours(_("Only the holder of the award answers."))
    answer = HolderAnswer.objects.create(status_change=change, words=words, happened_at=at)
    audit.record(
        "accreditation.holder_answered",
        by=by,
        at=at,
        target=answer,
        subject=by,
        organisation=change.award.provider,
        facts={"change": str(change.key)},
    )
    return answer


def mail_status(change_id: int) -> None:
    """Tell the holder that the status changed, with a link to the page where they read why and can answer.

    The reason is not in the e-mail: a mailbox may be shared.
    """
    change = AwardStatusChange.objects.select_related("award__person", "award__standard_version").get(pk=change_id)
    holder = change.award.person
    if not holder.is_active:
        return
    mail.send(
        to=holder.email,
        subject=_("The status of your award has changed"),
        template="accreditation/mail/status.txt",
        path=reverse("accreditation:award", args=[change.award.key]),
        context={"change": change, "holder": holder},
    )
