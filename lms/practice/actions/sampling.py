"""How many declared entries a provider has checked against diaries."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lms.audit import actions as audit
from lms.core.errors import NotYours, Refused
from lms.people.models import Organisation, User
from lms.people.queries import manages
from lms.practice.models import SamplingShare


class ShareNotPossible(Refused):
    """A share lies between none and all."""


@transaction.atomic
def set_sampling(*, organisation: Organisation, by: User, at: datetime, share: int) -> SamplingShare:
    """From `at` on, this per cent of the entries sent is drawn. Raises NotYours, ShareNotPossible."""
    if not manages(by, organisation.pk):
        raise NotYours(_("Only a manager of this provider can set its share."))
    if not 0 <= share <= 100:
        raise ShareNotPossible(_("The share is from 0 to 100 per cent."), field="share")
    row = SamplingShare.objects.create(organisation=organisation, share=share, by=by, happened_at=at)
    audit.record("practice.sampling_set", by=by, at=at, target=row, organisation=organisation, facts={"share": share})
    return row
