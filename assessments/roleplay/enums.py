"""Codes stored for scenarios and observations. Values never change once data exists; labels may."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Difficulty(TextChoices):
    INTRODUCTORY = "introductory", _("Introductory")
    CORE = "core", _("Core")
    STRETCHING = "stretching", _("Stretching")


class ExposureKind(TextChoices):
    OPENED = "opened", _("Opened the card")
    PRACTISED = "practised", _("Practised it")


class Setting(TextChoices):
    ROLE_PLAY = "role_play", _("Role-play")
    REAL_PRACTICE_DESCRIBED = "real_practice_described", _("Real session, described without client details")


class IdentityCheck(TextChoices):
    KNOWN_TO_ME = "known_to_me", _("I know them")
    PHOTO_ID = "photo_id", _("Photo identity document")
    STAFF_BADGE = "staff_badge", _("Staff badge with photo")
    COLLEAGUE = "colleague", _("A colleague confirmed who they are")
    OTHER = "other", _("Another way")


class GlobalJudgement(TextChoices):
    OUTSTANDING = "outstanding", _("Outstanding")
    VERY_GOOD = "very_good", _("Very good")
    PASS = "pass", _("Pass")
    BORDERLINE = "borderline", _("Borderline")
    FAIL = "fail", _("Fail")


class Shortfall(TextChoices):
    """Why an observation is not passed."""

    CRITICAL = "critical", _("A critical criterion was failed, which fails the whole observation")
    EACH = "each", _("At least one criterion has fewer points than the rubric asks of each")
    PERCENT = "percent", _("There are fewer points in all than the rubric asks")
