"""Blocks to do something with: worksheets, knowledge checks, reflections, scenarios, exercises."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from assessments.quizzes import queries as quizzes
from assessments.roleplay import queries as roleplay
from media.models import TeachbackDocument


def quiz_choices() -> list[tuple[str, str]]:
    """Every quiz that has a version, for the editor's list."""
    return [(row.quiz.code, row.title) for row in quizzes.latest_versions()]


def scenario_choices() -> list[tuple[str, str]]:
    """Every scenario that has a version, for the editor's list."""
    return [(row.scenario.code, row.title) for row in roleplay.latest_scenarios().select_related("scenario")]


class WorksheetBlock(blocks.StructBlock):
    """A document to print or fill in."""

    document = DocumentChooserBlock(help_text=_("A PDF prints the same everywhere"))
    introduction = blocks.TextBlock(required=False, help_text=_("What to use it for, and when"))

    class Meta:
        icon = "doc-full"
        label = _("Worksheet")
        template = "courses/blocks/worksheet.html"
        description = _("A document to download")

    def get_preview_value(self):
        document = TeachbackDocument(title=str(_("Action plan")), file="documents/example.pdf")
        return self.normalize({"document": document, "introduction": str(_("Print one for each client."))})


class KnowledgeCheckBlock(blocks.StructBlock):
    """The door to a quiz."""

    quiz = blocks.ChoiceBlock(choices=quiz_choices, help_text=_("Quizzes are loaded with the content of Teachback"))
    introduction = blocks.TextBlock(required=False, help_text=_("How many questions, how long, and what it is for"))

    class Meta:
        icon = "help"
        label = _("Knowledge check")
        template = "courses/blocks/knowledge_check.html"
        description = _("A link to a short quiz with feedback")
        preview_value = {"quiz": "an-example", "introduction": "Eight questions, about ten minutes."}


class ReflectionBlock(blocks.StructBlock):
    """A prompt that the learner answers in their portfolio."""

    key = blocks.RegexBlock(
        regex=r"^[a-z0-9-]+$",
        max_length=80,
        help_text=_("Name of this prompt, in small letters and hyphens. Answers hang on it: never change it"),
        error_messages={"invalid": _("Small letters, figures and hyphens only")},
    )
    prompt = blocks.TextBlock(help_text=_("One question, about something that happened"))
    hint = blocks.TextBlock(required=False, help_text=_("Remind people to leave out what would identify a client"))

    class Meta:
        icon = "edit"
        label = _("Reflection")
        template = "courses/blocks/reflection.html"
        description = _("A question to write about")
        preview_value = {
            "key": "an-example",
            "prompt": "When did you last fix something for somebody?",
            "hint": "Leave out names, dates and places.",
        }


class ScenarioBlock(blocks.StructBlock):
    """The door to a role-play scenario. Opening it is recorded, so that an assessor sees who has practised it."""

    scenario = blocks.ChoiceBlock(
        choices=scenario_choices, help_text=_("Who opens it is recorded, and shown to an assessor who chooses it later")
    )
    introduction = blocks.TextBlock(required=False, help_text=_("Who to play it with, and what to try"))

    class Meta:
        icon = "group"
        label = _("Role-play scenario")
        template = "courses/blocks/scenario.html"
        description = _("A link to a scenario to practise")
        preview_value = {"scenario": "an-example", "introduction": "Take turns in threes."}


class ExerciseBlock(blocks.StructBlock):
    """Something to do together."""

    title = blocks.CharBlock(max_length=120, help_text=_("What it is called in the session plan"))
    group_size = blocks.ChoiceBlock(
        choices=[("2", _("In pairs")), ("3", _("In threes"))],
        default="2",
        help_text=_("In threes, one coaches, one is the client, one observes"),
    )
    minutes = blocks.IntegerBlock(min_value=1, max_value=180, help_text=_("With the talk afterwards"))
    steps = blocks.ListBlock(blocks.TextBlock(), help_text=_("In order, each with what to do"))
    debrief = blocks.ListBlock(blocks.TextBlock(), default=[], help_text=_("Questions to talk about afterwards"))

    class Meta:
        icon = "group"
        label = _("Exercise")
        template = "courses/blocks/exercise.html"
        description = _("An exercise in pairs or threes")
        preview_value = {
            "title": "Back to back",
            "group_size": "2",
            "minutes": 10,
            "steps": ["Sit back to back.", "One describes a drawing, the other draws it without asking."],
            "debrief": ["What would one question have saved?"],
        }
