"""Codes that every room shares for where coaching takes place."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ServiceContext(TextChoices):
    """The kind of service that a session, an observation or a place on a programme stands for.

    Services have kinds, people do not: a person is assessed in contexts. SKILLS is the skills route's only one.
    """

    SKILLS = "skills", _("Coaching skills within another role")
    TARGETED = "targeted", _("Targeted service")
    CLINICAL = "clinical", _("Clinical service")
    NON_CLINICAL = "non_clinical", _("Non-clinical service")
