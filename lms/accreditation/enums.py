"""Codes stored for accreditation. Values never change once data exists; labels may.

Kind and force are known to the pure rules by the same codes (tests/lms/accreditation/test_enums.py keeps them equal).
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RequirementKind(TextChoices):
    PROGRAMME_ACCREDITED = "programme_accredited", _("Accredited programme")
    PROGRAMME_QUALITY_ASSURED = "programme_quality_assured", _("Quality-assured programme")
    TAUGHT_MINUTES = "taught_minutes", _("Taught time")
    MODULES_COMPLETED = "modules_completed", _("Modules completed")
    KNOWLEDGE_CHECKS_PASSED = "knowledge_checks_passed", _("Knowledge checks passed")
    OBSERVATIONS_PASSED = "observations_passed", _("Observed sessions passed")
    COMPETENCIES_SIGNED_OFF = "competencies_signed_off", _("Competencies signed off")
    PRACTICE_MINUTES = "practice_minutes", _("Confirmed practice")
    REFLECTIONS = "reflections", _("Reflections")
    FOLLOW_UP_ACTIVITIES = "follow_up_activities", _("Follow-up activities")
    SUPERVISION = "supervision", _("Supervision")


class Force(TextChoices):
    """How strongly a clause is meant. Only `must`, and a provider's own rule marked so, stand between a person and
    the award.
    """

    MUST = "must", _("Must")
    RECOMMENDED = "recommended", _("Recommended")
    PROVIDER = "provider", _("Provider's own")


class Outcome(TextChoices):
    AWARDED = "awarded", _("Awarded")
    REFUSED = "refused", _("Not awarded")


class Conflict(TextChoices):
    """Why a manager may not decide about somebody: who assesses does not award, and nobody with an interest does."""

    ASSESSED = "assessed", _("You observed this person or signed them off, so another manager has to decide.")
    INTEREST = "interest", _("An interest between you and this person is on record, so another manager has to decide.")


class AwardStatus(TextChoices):
    ACTIVE = "active", _("Active")
    SUSPENDED = "suspended", _("Suspended")
    REVOKED = "revoked", _("Revoked")
