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
    PRACTICE_SESSIONS = "practice_sessions", _("Confirmed sessions")
    DISTINCT_CLIENTS = "distinct_clients", _("Different clients")
    EXPERIENCE_MONTHS = "experience_months", _("Experience")
    REFLECTIONS = "reflections", _("Reflections")
    FOLLOW_UP_ACTIVITIES = "follow_up_activities", _("Follow-up activities")
    SUPERVISION = "supervision", _("Supervision")
    SUPERVISION_RATIO = "supervision_ratio", _("Supervision for practice")
    SUPERVISION_EACH_PERIOD = "supervision_each_period", _("Supervision spread over the year")
    MENTORING_MINUTES = "mentoring_minutes", _("Mentoring")
    MENTORING_MONTHS = "mentoring_months", _("Mentoring spread over months")
    FEEDBACK_SHEETS = "feedback_sheets", _("Feedback sheets")
    LEARNING_MINUTES = "learning_minutes", _("Professional development")
    MILESTONES_REACHED = "milestones_reached", _("Milestones")
    COURSE_MINUTES = "course_minutes", _("Courses")
    ACTIVITY_CLOCK = "activity_clock", _("Active or lapsed by the calendar")


class StandardRoute(TextChoices):
    """What a standard is about: one of the two routes of a programme, or a body's own credential or role."""

    SKILLS = "skills", _("Health coaching skills")
    SERVICE = "service", _("Health coaching service")
    BODY = "body", _("A body's own credential or role")


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
