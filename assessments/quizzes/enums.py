"""Codes stored for quizzes."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class QuestionKind(TextChoices):
    SINGLE = "single", _("Choose one")
    MULTIPLE = "multiple", _("Choose all that apply")
    TRUE_FALSE = "true_false", _("True or false")


class SittingStatus(TextChoices):
    OPEN = "open", _("Started")
    FINISHED = "finished", _("Finished")
