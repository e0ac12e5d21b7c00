"""Preparing a sign-off: for whom, on what evidence, with which confirmations. Nothing here is a record yet."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from assessments.signoff import permissions
from assessments.signoff.models import SignOffDraft
from lms.core.errors import NotYours, Refused
from lms.people.models import Organisation, User
from lms.people.queries import has_interest


class NotYoursToSignOff(NotYours):
    """The trainee is oneself, or one is not an assessor for them in that organisation."""


class InterestDeclared(Refused):
    """A tie between the two people was declared, or one manages the other."""


class AlreadyStarted(Refused):
    """The assessor is preparing a sign-off of this trainee in this context."""


class DraftGone(Refused):
    """The draft was recorded or discarded meanwhile."""


def refuse_unless_signable(*, trainee: User, organisation: Organisation, by: User) -> None:
    """Raises NotYoursToSignOff or InterestDeclared. Asked at the start and again when it is recorded."""
    if trainee == by:
        raise NotYoursToSignOff(_("You cannot sign off your own competencies."))
    if not permissions.can_sign_off_in(by, trainee, organisation.pk):
        raise NotYoursToSignOff(
            _("Only an assessor for %(name)s at %(place)s can sign off.")
            % {"name": trainee.name, "place": organisation.name}
        )
    if has_interest(by, trainee):
        raise InterestDeclared(
            _("An interest between you and %(name)s is declared. Ask another assessor to sign off.")
            % {"name": trainee.name}
        )


@transaction.atomic
def start_sign_off(*, trainee: User, organisation: Organisation, context: str, by: User, at: datetime) -> SignOffDraft:
    """Begin to prepare a sign-off. Raises NotYoursToSignOff, InterestDeclared, AlreadyStarted."""
    refuse_unless_signable(trainee=trainee, organisation=organisation, by=by)
    try:
        with transaction.atomic():
            return SignOffDraft.objects.create(
                trainee=trainee, assessor=by, organisation=organisation, context=context, created_at=at
            )
    except IntegrityError as error:
        raise AlreadyStarted(
            _("You are preparing a sign-off of %(name)s for this kind of service already. Finish or discard it first.")
            % {"name": trainee.name}
        ) from error


@transaction.atomic
def choose_evidence(
    *, draft: SignOffDraft, evidence: Iterable[str], competency_codes: Iterable[str], by: User
) -> SignOffDraft:
    """Keep what the sign-off is to rest on (queries.Evidence.code) and what it is to cover."""
    locked = locked_draft(draft, by=by)
    locked.evidence, locked.competency_codes = list(evidence), list(competency_codes)
    locked.save(update_fields=["evidence", "competency_codes", "updated_at"])
    return locked


@transaction.atomic
def declare(
    *, draft: SignOffDraft, confirmations: dict[str, tuple[bool, str]], statement: str, by: User
) -> SignOffDraft:
    """Keep the four confirmations (rules.CONFIRMATIONS), each a tick with its reason, and the statement."""
    locked = locked_draft(draft, by=by)
    for name, (is_given, reason) in confirmations.items():
        setattr(locked, f"is_{name}", is_given)
        setattr(locked, f"{name}_reason", reason)
    locked.statement = statement
    locked.save()
    return locked


@transaction.atomic
def discard_draft(*, draft: SignOffDraft, by: User) -> None:
    """Throw away what was not recorded."""
    locked_draft(draft, by=by).delete()


def locked_draft(draft: SignOffDraft, *, by: User) -> SignOffDraft:
    """The draft as it is now, held until the transaction ends. Only its assessor writes it. Raises DraftGone."""
    locked = SignOffDraft.objects.select_for_update().filter(pk=draft.pk, assessor=by).first()
    if locked is None:
        raise DraftGone(_("This sign-off was recorded or discarded already."))
    return locked
