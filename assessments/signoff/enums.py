"""Codes stored for sign-offs. Values never change once data exists; labels may."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class QualificationCode(TextChoices):
    CAVA = "cava", _("Certificate in Assessing Vocational Achievement (level 3)")
    A1 = "a1", _("A1 assessor award")
    D32_D33 = "d32_d33", _("D32/D33 assessor units")
    EQUIVALENT = "equivalent", _("Another qualification that the provider accepts")


class SamplingReason(TextChoices):
    """Why the internal quality assurer looks at a sign-off."""

    FIRST = "first", _("It is the first sign-off of this assessor here")
    DISAGREEMENT = "disagreement", _("In an observation it cites, the global judgement and the points disagree")
    SHARE = "share", _("Its reference number fell within the share that is sampled")


class CountersignOutcome(TextChoices):
    COUNTERSIGNED = "countersigned", _("Countersigned")
    RETURNED = "returned", _("Returned with a reason")


class ReleaseOutcome(TextChoices):
    RELEASED = "released", _("Released")
    RETURNED = "returned", _("Returned with a reason")


class EvidenceLabel(TextChoices):
    """What a piece of evidence is: the label of the model it names."""

    OBSERVATION = "roleplay.observation", _("Observation")
    REFLECTION = "portfolio.reflection", _("Reflection")
    PRACTICE = "practice.practiceentry", _("Confirmed practice")


class Status(TextChoices):
    """Where a sign-off stands. Worked out, never stored."""

    EFFECTIVE = "effective", _("In effect")
    TO_COUNTERSIGN = "to_countersign", _("Waiting for a countersignature")
    TO_RELEASE = "to_release", _("Waiting for quality assurance")
    RETURNED = "returned", _("Returned to the assessor")
    EVIDENCE_CHANGED = "evidence_changed", _("Its evidence has changed")
    SUPERSEDED = "superseded", _("Replaced by a later sign-off")
    WITHDRAWN = "withdrawn", _("Withdrawn")
