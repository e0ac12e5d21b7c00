"""Codes stored for the curriculum."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Route(TextChoices):
    SKILLS = "skills", _("Health coaching skills")
    SERVICE = "service", _("Health coaching service")


class ModuleKind(TextChoices):
    BEFORE = "before", _("Before the days")
    TAUGHT = "taught", _("Taught half-day")
    PRACTICE = "practice", _("Practice period")
    ASSESSMENT = "assessment", _("Individual assessment")
    AFTER = "after", _("After the days")


class HalfDay(TextChoices):
    MORNING = "am", _("Morning")
    AFTERNOON = "pm", _("Afternoon")


class Grade(TextChoices):
    """How well a fact is known. Whatever is less than verified is shown with a caveat."""

    FOUNDING = "S", _("Stated in a founding document")
    VERIFIED = "V", _("Seen in the issuing body's own page or paper")
    SECONDARY = "2", _("Reported by a secondary source")
    BACKGROUND = "BG", _("Background, not confirmed")
    INFERENCE = "INF", _("Teachback's own reading")

    @classmethod
    def caveat(cls, grade: str) -> str:
        """What a reader is told to be careful about; empty when the fact was seen where it was published."""
        return _CAVEATS.get(grade, "")


_CAVEATS = {
    Grade.SECONDARY: _("Reported by a secondary source."),
    Grade.BACKGROUND: _("Check with the body."),
    Grade.INFERENCE: _("Teachback's own reading: check with the body."),
}


class ActivityKind(TextChoices):
    """What learners do in one row of a session plan."""

    TALK = "talk", _("Talk")
    PAIRS = "pairs", _("In pairs")
    THREES = "threes", _("In threes")
    DEMONSTRATION = "demonstration", _("Demonstration")
    PLENARY = "plenary", _("All together")
    REFLECTION = "reflection", _("Reflection")
    BREAK = "break", _("Break")
