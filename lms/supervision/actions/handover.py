"""Handing coaches over from one supervisor to another."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from lms.core.errors import NotYours, Refused
from lms.people.models import User
from lms.supervision import permissions
from lms.supervision.actions.agreements import Terms, end_agreement, start_agreement
from lms.supervision.models import SupervisionAgreement


class NothingToHandOver(Refused):
    """No agreement was chosen, or one of them is no open agreement of this supervisor."""


class HandoverNotPossible(Refused):
    """One of the coaches cannot be handed over to this person, so none is."""


@transaction.atomic
def hand_over(
    *,
    agreements: Collection[SupervisionAgreement],
    supervisor: User,
    from_date: date,
    by: User,
    at: datetime,
) -> list[SupervisionAgreement]:
    """End the agreements the day before and start the same with another supervisor, all of them or none.

    The terms are taken along and both sides accept them anew. Sessions stay with those who held them.
    Raises NotYours, NothingToHandOver, HandoverNotPossible.
    """
    keys = [agreement.pk for agreement in agreements]
    open_ones = SupervisionAgreement.objects.select_for_update(of=("self",)).filter(pk__in=keys, to_date=None)
    rows = list(open_ones.select_related("coach", "supervisor", "organisation").order_by("id"))
    if not rows or len(rows) != len(keys):
        raise NothingToHandOver(
            _("Choose at least one open agreement. One may have ended meanwhile."), field="agreements"
        )
    if not all(permissions.can_manage_agreement(by, row) for row in rows):
        raise NotYours(_("Only a manager of the organisation hands its coaches over."))
    return [_hand_over(row, supervisor, from_date, by=by, at=at) for row in rows]


def _hand_over(
    old: SupervisionAgreement, supervisor: User, from_date: date, *, by: User, at: datetime
) -> SupervisionAgreement:
    terms = old.every_weeks and Terms(
        every_weeks=old.every_weeks,
        format=old.format,
        confidential=old.confidential,
        not_confidential=old.not_confidential,
    )
    try:
        end_agreement(agreement=old, by=by, at=at, to_date=from_date - timedelta(days=1))
        return start_agreement(
            supervisor=supervisor,
            coach=old.coach,
            kind=old.kind,
            organisation=old.organisation,
            from_date=from_date,
            terms=terms or None,
            takes_over=old,
            by=by,
            at=at,
        )
    except Refused as refusal:
        words = _("%(name)s cannot be handed over: %(why)s Nothing was changed.")
        values = {"name": old.coach.name, "why": str(refusal)}
        raise HandoverNotPossible(words % values, field="supervisor") from refusal
