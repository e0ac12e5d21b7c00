"""A trainer's timed plan for one taught half-day."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.enums import ActivityKind
from courses.rules import timing_errors


class SessionRow(blocks.StructValue):
    """A row's value as the plan shows it."""

    def kind_words(self) -> str:
        """How people work in it; nothing where the title says so already."""
        words = str(ActivityKind(self["kind"]).label)
        return "" if self["title"].strip().casefold() == words.casefold() else words


class SessionPlan(blocks.StructValue):
    """A plan's value as it is shown."""

    def taught_minutes(self) -> int:
        """The minutes in all without the breaks."""
        breaks = sum(row["minutes"] for row in self["rows"] if row["kind"] == ActivityKind.BREAK)
        return self["minutes_total"] - breaks


class SessionRowBlock(blocks.StructBlock):
    """One stretch of a taught half-day."""

    at = blocks.IntegerBlock(min_value=0, label=_("Starts"), help_text=_("Minutes from the start of the half-day"))
    minutes = blocks.IntegerBlock(min_value=1, help_text=_("How long it takes"))
    title = blocks.CharBlock(max_length=150, help_text=_("What it is called on the day's plan"))
    what_learners_do = blocks.TextBlock(help_text=_("What the learners do, not what the trainer says"))
    facilitator_notes = blocks.TextBlock(
        required=False, help_text=_("How to run it, what to watch for, and what to say word for word")
    )
    kind = blocks.ChoiceBlock(choices=ActivityKind.choices, help_text=_("Most minutes should be practice, not talk"))
    lesson = blocks.CharBlock(required=False, max_length=100, help_text=_("Code of the lesson it belongs to"))

    class Meta:
        icon = "time"
        value_class = SessionRow
        label_format = "{at} min: {title}"


class SessionPlanBlock(blocks.StructBlock):
    """A trainer's timed plan for one taught half-day, with facilitator's notes."""

    title = blocks.CharBlock(max_length=150, help_text=_("The half-day and what it is about"))
    minutes_total = blocks.IntegerBlock(min_value=1, label=_("Minutes in all"), help_text=_("With the break"))
    group_size = blocks.CharBlock(max_length=200, help_text=_("How many learners, in which groups, how many trainers"))
    materials = blocks.ListBlock(blocks.TextBlock(), help_text=_("What to bring"))
    before_you_start = blocks.ListBlock(blocks.TextBlock(), help_text=_("What to prepare"))
    rows = blocks.ListBlock(
        SessionRowBlock(), help_text=_("Each starts when the one before ends; together they fill the minutes in all")
    )
    if_short_of_time = blocks.ListBlock(blocks.TextBlock(), default=[], help_text=_("What to shorten, what to keep"))
    safety_notes = blocks.ListBlock(
        blocks.TextBlock(), default=[], help_text=_("What may upset somebody, and what you do then")
    )

    class Meta:
        icon = "calendar"
        value_class = SessionPlan
        label = _("Session plan")
        template = "courses/blocks/session_plan.html"
        description = _("A timed plan with facilitator's notes")
        preview_value = {
            "title": "Day 1, morning",
            "minutes_total": 30,
            "group_size": "9 to 15, in threes",
            "materials": ["A visible clock"],
            "before_you_start": ["Put the chairs in a circle."],
            "rows": [
                {
                    "at": 0,
                    "minutes": 30,
                    "title": "Names and one hope",
                    "what_learners_do": "Say one conversation that you would like to go better.",
                    "facilitator_notes": "Go first, in 20 seconds.",
                    "kind": ActivityKind.PLENARY,
                    "lesson": "",
                }
            ],
            "if_short_of_time": [],
            "safety_notes": [],
        }

    def clean(self, value):
        cleaned = super().clean(value)
        if not self.is_deferred_validation:
            _refuse_wrong_times(cleaned)
        return cleaned


def _refuse_wrong_times(plan) -> None:
    errors = timing_errors([(row["at"], row["minutes"]) for row in plan["rows"]], plan["minutes_total"])
    if errors:
        words = _("The times do not add up: %s.") % "; ".join(errors)
        raise blocks.StructBlockValidationError(block_errors={"minutes_total": ValidationError(words)})
