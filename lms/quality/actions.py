"""Writing quality: approving a programme version, ending it, loading checklists, answering them."""

import datetime
import hashlib
from collections.abc import Mapping

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from lms.audit import actions as audit
from lms.core.errors import NotYours, Refused
from lms.core.privacy import erase_fields
from lms.enrolment.models import ProgrammeVersion
from lms.formats.transparency_log import canonical_bytes
from lms.people.models import Organisation, User
from lms.quality import permissions, queries, rules
from lms.quality.models import Checklist, ChecklistAnswer, ChecklistItem, ProgrammeApproval


class AlreadyApproved(Refused):
    """The body's own approval of the same kind covers some of these days already."""


class ApprovalNotOpen(Refused):
    """The approval was ended or changed meanwhile, or the new end is not within it."""


class ChecklistChanged(Refused):
    """A number of a checklist was loaded before with other words: give the new wording a new number."""


class AnswerNotValid(Refused):
    """The owner does not belong to the provider, or the review date has passed."""


@transaction.atomic
def approve_programme(
    *,
    programme_version: ProgrammeVersion,
    body: Organisation,
    kind: str,
    from_date: datetime.date,
    to_date: datetime.date | None = None,
    reference: str,
    by: User,
    at: datetime.datetime,
) -> ProgrammeApproval:
    """A reviewer records that the body approves a version from a day on. Raises AlreadyApproved, NotYours."""
    if not permissions.can_approve_for(by, body.pk):
        raise NotYours(_("Only a reviewer of %(body)s approves in its name.") % {"body": body.name})
    version = ProgrammeVersion.objects.select_for_update().get(pk=programme_version.pk)
    _refuse_overlap(version, body, kind, (from_date, to_date))
    approval = ProgrammeApproval.objects.create(
        programme_version=version,
        body=body,
        kind=kind,
        from_date=from_date,
        to_date=to_date,
        reference=reference,
        decided_by=by,
        happened_at=at,
    )
    _record("quality.programme_approved", approval, by=by, at=at)
    return approval


def _refuse_overlap(
    version: ProgrammeVersion, body: Organisation, kind: str, span: tuple[datetime.date, datetime.date | None]
) -> None:
    standing = ProgrammeApproval.objects.filter(
        programme_version=version, body=body, kind=kind, superseded_by=None
    ).order_by("from_date")
    for other in standing:
        if rules.overlap(span, (other.from_date, other.to_date)):
            words = _("%(body)s has this approval on record already, as %(reference)s. End that one first.")
            raise AlreadyApproved(words % {"body": body.name, "reference": other.reference}, field="from_date")


@transaction.atomic
def end_approval(
    *, approval: ProgrammeApproval, to_date: datetime.date, reason: str, by: User, at: datetime.datetime
) -> ProgrammeApproval:
    """Give an approval its last day, by a row that supersedes it. Raises ApprovalNotOpen, NotYours."""
    if not permissions.can_end_approval(by, approval):
        raise NotYours(_("Only a reviewer of %(body)s ends its approvals.") % {"body": approval.body.name})
    locked = ProgrammeApproval.objects.select_for_update().get(pk=approval.pk)
    if ProgrammeApproval.objects.filter(supersedes=locked).exists():
        raise ApprovalNotOpen(_("This approval was changed meanwhile. Open the latest record of it."))
    if not rules.ends_earlier(locked.from_date, locked.to_date, to_date):
        raise ApprovalNotOpen(
            _("The last day must lie within the approval, and before the end that is on record."), field="to_date"
        )
    ended = ProgrammeApproval.objects.create(
        programme_version=locked.programme_version,
        body=locked.body,
        kind=locked.kind,
        from_date=locked.from_date,
        to_date=to_date,
        reference=locked.reference,
        reason=reason,
        decided_by=by,
        supersedes=locked,
        happened_at=at,
    )
    _record("quality.approval_ended", ended, by=by, at=at)
    return ended


def _record(event: str, approval: ProgrammeApproval, *, by: User, at: datetime.datetime) -> None:
    audit.record(
        event,
        by=by,
        at=at,
        target=approval,
        organisation=approval.body,
        facts={
            "programme_version": str(approval.programme_version.key),
            "kind": approval.kind,
            "from_date": approval.from_date.isoformat(),
            "to_date": approval.to_date.isoformat() if approval.to_date else None,
            "reference": approval.reference,
            "supersedes": str(approval.supersedes.key) if approval.supersedes else None,
        },
    )


@transaction.atomic
def load_checklists(*, data: Mapping, at: datetime.datetime) -> list[Checklist]:
    """Load fixtures/quality (`checklists:`). What is there with the same words is left as it is. Raises
    ChecklistChanged.
    """
    return [_load_checklist(given, at=at) for given in data["checklists"]]


def _load_checklist(given: Mapping, *, at: datetime.datetime) -> Checklist:
    content_hash = hashlib.sha256(canonical_bytes(dict(given))).hexdigest()
    loaded = Checklist.objects.filter(code=given["key"], number=given["version"]).first()
    if loaded and loaded.content_hash != content_hash:
        raise ChecklistChanged(f"{loaded} was loaded with other words. Give the new wording a new number.")
    return loaded or _new_checklist(given, content_hash, at=at)


def _new_checklist(given: Mapping, content_hash: str, *, at: datetime.datetime) -> Checklist:
    checklist = Checklist.objects.create(
        code=given["key"],
        number=given["version"],
        title=given["title"],
        is_derived=given["derived"],
        derived_note=given.get("derived_note") or "",
        source=given["source"],
        locator=given["locator"],
        content_hash=content_hash,
        happened_at=at,
    )
    for order, item in enumerate(given["items"], start=1):
        ChecklistItem.objects.create(
            checklist=checklist,
            order=order,
            code=item["key"],
            text=item["text"],
            why=item["why"],
            evidence_hint=item["evidence_hint"],
            happened_at=at,
        )
    facts = {"code": checklist.code, "number": checklist.number, "content": content_hash}
    audit.record("quality.checklist_loaded", by=None, at=at, target=checklist, facts=facts)
    return checklist


@transaction.atomic
def answer_item(
    *,
    provider: Organisation,
    item: ChecklistItem,
    state: str,
    evidence: str,
    owner: User,
    review_date: datetime.date,
    by: User,
    at: datetime.datetime,
) -> ChecklistAnswer:
    """A manager answers one question for their provider; an earlier answer is superseded. Raises AnswerNotValid,
    NotYours.
    """
    if not permissions.can_answer_checklists(by, provider):
        raise NotYours(_("Only a manager of %(provider)s answers for it.") % {"provider": provider.name})
    Organisation.objects.select_for_update().get(pk=provider.pk)  # two managers answer one after the other
    if not queries.possible_owners(provider).filter(pk=owner.pk).exists():
        raise AnswerNotValid(
            _("Choose an owner who works for %(provider)s.") % {"provider": provider.name}, field="owner"
        )
    if review_date < localdate(at):
        raise AnswerNotValid(_("Choose a review date that is still to come."), field="review_date")
    answer = ChecklistAnswer.objects.create(
        provider=provider,
        item=item,
        state=state,
        evidence=evidence,
        owner=owner,
        review_date=review_date,
        answered_by=by,
        supersedes=queries.standing_answer(provider, item),
        happened_at=at,
    )
    audit.record(
        "quality.item_answered",
        by=by,
        at=at,
        target=answer,
        organisation=provider,
        facts={"item": str(item.key), "state": state, "review_date": review_date.isoformat()},
    )
    return answer


def erase_from_quality(person: User) -> None:
    """This room's eraser: who decided, answered or owns is a link, which follows the account to its pseudonym."""
    erase_fields(ProgrammeApproval.objects.filter(decided_by=person))
    erase_fields(ChecklistAnswer.objects.filter(owner=person))
    erase_fields(ChecklistAnswer.objects.filter(answered_by=person))
