"""Codes stored for credentials. Values never change once data exists; labels may."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Purpose(TextChoices):
    """Why a commissioner looks somebody up. The holder is shown these words."""

    RECRUITMENT = "recruitment", _("Before somebody starts in a role")
    CONTRACT = "contract", _("To check a provider's staff under a contract")
    ASSURANCE = "assurance", _("To assure the quality of a service")
    OTHER = "other", _("Another purpose, said in words")
