"""Codes stored for enrolment. Values never change once data exists; labels may."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ItemKind(TextChoices):
    MODULE = "module", _("Module")
    LESSON = "lesson", _("Lesson")


class EnrolmentStatus(TextChoices):
    ACTIVE = "active", _("Learning")
    COMPLETED = "completed", _("Completed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class DeliveryMode(TextChoices):
    IN_PERSON = "in_person", _("In person")
    ONLINE = "online", _("Online, live")


class FollowUpKind(TextChoices):
    SESSION = "session", _("Follow-up session with the training provider")
    PEER = "peer", _("Practice with another learner")
    TEAM = "team", _("Shared what worked with my team")
    OTHER = "other", _("Something else")
