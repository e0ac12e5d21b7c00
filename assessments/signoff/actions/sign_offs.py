"""Recording a sign-off, replacing it, withdrawing it."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from assessments.roleplay.queries import policy_in_force
from assessments.signoff import permissions, queries, rules, tasks
from assessments.signoff.actions.drafts import locked_draft, refuse_unless_signable
from assessments.signoff.models import SignedCompetency, SignOff, SignOffDraft, SignOffEvidence, Withdrawal
from lms.audit import actions as audit
from lms.competencies.models import CompetencyVersion
from lms.competencies.queries import wording_on
from lms.core import ids
from lms.core.errors import NotYours, Refused
from lms.people.models import User

# What a draft hands on to its sign-off.
_DECLARED = (
    "trainee",
    "assessor",
    "organisation",
    "context",
    "statement",
    "is_valid",
    "valid_reason",
    "is_authentic",
    "authentic_reason",
    "is_current",
    "current_reason",
    "is_sufficient",
    "sufficient_reason",
    "supersedes",
)


class NoEvidence(Refused):
    """A sign-off that rests on nothing."""


class EvidenceSuperseded(Refused):
    """Something that was chosen as evidence does not stand any more."""


class NoCompetency(Refused):
    """A sign-off that covers nothing."""


class NotConfirmed(Refused):
    """One of the four confirmations or the statement is missing."""


class AlreadyEnded(Refused):
    """The sign-off was superseded or withdrawn, or its replacement is being prepared."""


class NotYoursToEnd(NotYours):
    """The sign-off is somebody else's to supersede or withdraw."""


@transaction.atomic
def sign_off(*, draft: SignOffDraft, by: User, at: datetime) -> SignOff:
    """Record the declaration that a draft prepares, settle who checks it, and tell the trainee. The draft is gone then.

    Raises DraftGone, NotYoursToSignOff, InterestDeclared, NoEvidence, EvidenceSuperseded, NoCompetency, NotConfirmed,
    AlreadyEnded.
    """
    locked = locked_draft(draft, by=by)
    refuse_unless_signable(trainee=locked.trainee, organisation=locked.organisation, by=by)
    evidence = chosen_evidence(locked, at=at)
    competencies = chosen_competencies(locked, at=at)
    _refuse_unconfirmed(locked)
    if locked.supersedes:
        _refuse_if_ended(locked.supersedes)
    row = _write(locked, evidence, at=at)
    _write_parts(row, evidence, competencies, at=at)
    locked.delete()
    _audit_declaration(row, evidence, competencies, by=by, at=at)
    transaction.on_commit(partial(tasks.tell_trainee.enqueue, row.pk))
    return row


def _write_parts(
    row: SignOff, evidence: Sequence[queries.Evidence], competencies: Sequence[CompetencyVersion], *, at: datetime
) -> None:
    SignedCompetency.objects.bulk_create(
        SignedCompetency(sign_off=row, competency_version=wording, happened_at=at) for wording in competencies
    )
    SignOffEvidence.objects.bulk_create(
        SignOffEvidence(
            sign_off=row,
            order=order,
            label=item.label,
            target_key=item.target_key,
            words=item.words,
            digest=item.digest,
            happened_at=at,
        )
        for order, item in enumerate(evidence, start=1)
    )


def chosen_evidence(draft: SignOffDraft, *, at: datetime) -> tuple[queries.Evidence, ...]:
    """What the draft names, as it stands now. Raises NoEvidence, EvidenceSuperseded."""
    if not draft.evidence:
        raise NoEvidence(_("Choose the evidence that the sign-off rests on."))
    standing = queries.evidence_for(draft.trainee, draft.organisation, localdate(at))
    if not set(draft.evidence) <= {item.code for item in standing}:
        raise EvidenceSuperseded(
            _("Something that you chose as evidence has been replaced since. Look at the evidence again.")
        )
    return tuple(item for item in standing if item.code in draft.evidence)


def chosen_competencies(draft: SignOffDraft, *, at: datetime) -> list[CompetencyVersion]:
    """The wordings in force of what the draft is to cover. Raises NoCompetency."""
    in_force = wording_on(policy_in_force().framework, localdate(at))
    chosen = [wording for wording in in_force if wording.competency.code in draft.competency_codes]
    if not chosen:
        raise NoCompetency(_("Choose at least one competency."))
    return chosen


def _refuse_unconfirmed(draft: SignOffDraft) -> None:
    if rules.unconfirmed(queries.confirmations_of(draft)) or not draft.statement.strip():
        raise NotConfirmed(_("Confirm each of the four points with a reason, and write your statement."))


def _write(draft: SignOffDraft, evidence: Sequence[queries.Evidence], *, at: datetime) -> SignOff:
    policy, key = policy_in_force(), ids.new_key()
    qualification = queries.current_qualification(draft.assessor, localdate(at))
    reason = rules.sampling_reason(
        key,
        rules.Sampling(policy.sampling_percent, policy.samples_first_sign_off, policy.samples_disagreement),
        is_first=not SignOff.objects.filter(assessor=draft.assessor, organisation=draft.organisation).exists(),
        has_disagreement=any(item.has_disagreement for item in evidence),
    )
    return SignOff.objects.create(
        key=key,
        policy=policy,
        qualification=qualification,
        needs_countersignature=rules.needs_countersignature(
            is_qualified=qualification is not None, countersigns_unqualified=policy.countersigns_unqualified
        ),
        is_sampled=bool(reason),
        sampling_reason=reason,
        happened_at=at,
        **{name: getattr(draft, name) for name in _DECLARED},
    )


def _audit_declaration(
    row: SignOff,
    evidence: Sequence[queries.Evidence],
    competencies: Sequence[CompetencyVersion],
    *,
    by: User,
    at: datetime,
) -> None:
    facts = {
        "context": row.context,
        "competencies": [f"{wording.competency.code} v{wording.number}" for wording in competencies],
        "evidence": [item.digest for item in evidence],
        "needs_countersignature": row.needs_countersignature,
        "sampling_reason": row.sampling_reason,
        "supersedes": str(row.supersedes.key) if row.supersedes else None,
    }
    audit_act("signoff.signed_off", row, by=by, at=at, facts=facts)


def audit_act(kind: str, row: SignOff, *, by: User, at: datetime, facts: dict | None = None) -> None:
    """The event of anything that is done to a sign-off."""
    audit.record(kind, by=by, at=at, target=row, subject=row.trainee, organisation=row.organisation, facts=facts or {})


@transaction.atomic
def supersede_sign_off(*, sign_off: SignOff, by: User, at: datetime) -> SignOffDraft:
    """Begin to prepare the sign-off that will replace one's own; it starts from the same words, evidence chosen afresh.

    Raises NotYoursToEnd, AlreadyEnded, NotYoursToSignOff, InterestDeclared.
    """
    locked = locked_sign_off(sign_off)
    if locked.assessor_id != by.pk:
        raise NotYoursToEnd(_("Only the assessor who made a sign-off replaces it."))
    refuse_unless_signable(trainee=locked.trainee, organisation=locked.organisation, by=by)
    _refuse_if_ended(locked)
    if SignOffDraft.objects.filter(supersedes=locked).exists():
        raise AlreadyEnded(_("You are preparing its replacement already."))
    copied = {name: getattr(locked, name) for name in _DECLARED if name != "supersedes" and not name.startswith("is_")}
    codes = locked.competencies.values_list("competency_version__competency__code", flat=True)
    return SignOffDraft.objects.create(**copied, supersedes=locked, competency_codes=list(codes), created_at=at)


@transaction.atomic
def withdraw_sign_off(*, sign_off: SignOff, reason: str, by: User, at: datetime) -> Withdrawal:
    """End a sign-off that nothing replaces, and tell the trainee. Raises NotYoursToEnd, AlreadyEnded."""
    locked = locked_sign_off(sign_off)
    _refuse_if_ended(locked)
    if not permissions.can_withdraw(by, locked):
        raise NotYoursToEnd(_("Only its assessor or a quality assurer withdraws a sign-off."))
    row = Withdrawal.objects.create(sign_off=locked, by=by, reason=reason, happened_at=at)
    audit_act("signoff.withdrawn", locked, by=by, at=at)
    transaction.on_commit(partial(tasks.tell_trainee.enqueue, locked.pk))
    return row


def locked_sign_off(sign_off: SignOff) -> SignOff:
    """The sign-off, held until the transaction ends: one person at a time checks, replaces or withdraws it."""
    return SignOff.objects.select_for_update().get(pk=sign_off.pk)


def _refuse_if_ended(sign_off: SignOff) -> None:
    if permissions.has_ended(locked_sign_off(sign_off)):
        raise AlreadyEnded(_("This sign-off was replaced or withdrawn already."))
