"""Codes stored for people. Values never change once data exists; labels may."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrganisationKind(TextChoices):
    TRAINING_PROVIDER = "training_provider", _("Training provider")
    EMPLOYER = "employer", _("Employer")
    COMMISSIONER = "commissioner", _("Commissioner")
    ACCREDITING_BODY = "accrediting_body", _("Accrediting or awarding body")


class Role(TextChoices):
    TRAINEE = "trainee", _("Trainee")
    TRAINER = "trainer", _("Trainer")
    ASSESSOR = "assessor", _("Assessor")
    IQA = "iqa", _("Internal quality assurer")
    SUPERVISOR = "supervisor", _("Supervisor")
    MENTOR = "mentor", _("Mentor")
    EMPLOYER = "employer", _("Employer or line manager")
    ROLE_PLAYER = "role_player", _("Role-player")
    SAFEGUARDING = "safeguarding", _("Safeguarding lead")
    CASE_HANDLER = "case_handler", _("Case handler")
    MANAGER = "manager", _("Provider manager")
    COMMISSIONER = "commissioner", _("Commissioner")
    REVIEWER = "reviewer", _("Accrediting-body reviewer")
    BODY_EDITOR = "body_editor", _("Accrediting-body editor")
    EDITOR = "editor", _("Content editor")
    ADMIN = "admin", _("Administrator")


# The group that Wagtail knows content editors by: people puts editors in, courses says what they may do.
EDITORS = "Content editors"


class ResponsibilityKind(TextChoices):
    TRAINER = "trainer", _("Trainer")
    ASSESSOR = "assessor", _("Assessor")
    PRACTICE_VERIFIER = "practice_verifier", _("Practice verifier")
    COACHING_SUPERVISOR = "coaching_supervisor", _("Health-coaching supervisor")
    CLINICAL_SUPERVISOR = "clinical_supervisor", _("Clinical supervisor")
    LINE_MANAGER = "line_manager", _("Line manager")
    MENTOR = "mentor", _("Mentor")


class InterestKind(TextChoices):
    FAMILY = "family", _("Family")
    FRIEND = "friend", _("Close friend")
    LINE_MANAGEMENT = "line_management", _("Line management")
    FINANCIAL = "financial", _("Financial interest")
    OTHER = "other", _("Another interest")
