"""Codes stored for quality. Values never change once data exists; labels may."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ApprovalKind(TextChoices):
    """The guide's two words, which are not the same: accredited for the service route, quality assured for the skills
    route.
    """

    ACCREDITED = "accredited", _("Accredited")
    QUALITY_ASSURED = "quality_assured", _("Quality assured")


class AnswerState(TextChoices):
    MET = "met", _("Met")
    PARTLY = "partly", _("Partly met")
    NOT_MET = "not_met", _("Not met")
    NOT_APPLICABLE = "not_applicable", _("Does not apply")
