"""The terms of an agreement, and that both sides accept them."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from lms.core.errors import NotYours, Refused
from lms.people.models import User
from lms.supervision import permissions
from lms.supervision.actions.agreements import AgreementOver, Terms, record_agreement
from lms.supervision.models import AgreementAcceptance, SupervisionAgreement


class TermsAccepted(Refused):
    """One side has accepted already, so the terms stay, or the same side would accept twice."""


class NoTerms(Refused):
    """There is nothing to accept yet."""


@transaction.atomic
def set_terms(*, agreement: SupervisionAgreement, terms: Terms, by: User, at: datetime) -> SupervisionAgreement:
    """Write the terms anew, while nobody has accepted them. Raises NotYours, AgreementOver, TermsAccepted."""
    locked = SupervisionAgreement.objects.select_for_update().get(pk=agreement.pk)
    if not permissions.can_manage_agreement(by, locked):
        raise NotYours(_("Only a manager of the organisation writes the terms."))
    _refuse_when_over(locked, at=at)
    if locked.acceptances.exists():
        raise TermsAccepted(_("One side has accepted these terms. To change them, end this agreement and start anew."))
    for name, value in asdict(terms).items():
        setattr(locked, name, value)
    locked.save(update_fields=[*asdict(terms), "updated_at"])
    record_agreement("supervision.terms_set", locked, by=by, at=at)
    return locked


@transaction.atomic
def accept_agreement(*, agreement: SupervisionAgreement, by: User, at: datetime) -> AgreementAcceptance:
    """The coach or the supervisor accepts the terms. Raises NotYours, AgreementOver, NoTerms, TermsAccepted."""
    locked = SupervisionAgreement.objects.select_for_update().get(pk=agreement.pk)
    if not permissions.is_side_of(by, locked):
        raise NotYours(_("Only the coach and the supervisor accept the terms."))
    _refuse_when_over(locked, at=at)
    if not locked.every_weeks:
        raise NoTerms(_("No terms are written yet. Ask the manager to write them."))
    if locked.acceptances.filter(by=by).exists():
        raise TermsAccepted(_("You have accepted these terms already."))
    acceptance = AgreementAcceptance.objects.create(agreement=locked, by=by, happened_at=at)
    record_agreement("supervision.terms_accepted", locked, by=by, at=at)
    return acceptance


def _refuse_when_over(agreement: SupervisionAgreement, *, at: datetime) -> None:
    if agreement.to_date and agreement.to_date < localtime(at).date():
        raise AgreementOver(_("This agreement has ended. If the support goes on, start a new agreement."))
