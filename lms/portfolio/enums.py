"""Codes stored for the portfolio. Values never change once data exists; labels may."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReflectionStatus(TextChoices):
    DRAFT = "draft", _("Draft, only you can read it")
    SUBMITTED = "submitted", _("Submitted")
