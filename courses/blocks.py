"""What a lesson is made of. Each block has a preview, and help where an editor would wonder."""

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.rich_text import expand_db_html
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtailmedia.blocks import VideoChooserBlock
from wagtailnhsukfrontend.blocks import DetailsBlock, WarningCalloutBlock

from courses.enums import ActivityKind, Grade
from courses.rules import anchor_prefix, linked_markers, unmatched_markers

RICH_TEXT = ["h4", "bold", "italic", "ol", "ul", "link", "document-link"]


def quiz_choices():
    """Every quiz that has a version, for the editor's list."""
    from assessments.quizzes import queries as quizzes

    return [(row.quiz.code, row.title) for row in quizzes.latest_versions()]


def scenario_choices():
    """Every scenario that has a version, for the editor's list."""
    from assessments.roleplay import queries as roleplay

    return [(row.scenario.code, row.title) for row in roleplay.latest_scenarios()]


class CitationBlock(blocks.StructBlock):
    """One source of one claim, and where in it the claim stands."""

    source = SnippetChooserBlock("courses.Source")
    locator = blocks.CharBlock(
        required=False, max_length=300, help_text=_("Section, table or page, so that a reader finds it")
    )
    note = blocks.CharBlock(required=False, max_length=500, help_text=_("What a reader should know about this source"))

    class Meta:
        icon = "openquote"
        label_format = "{source} {locator}"


class CitedText(blocks.StructValue):
    """A text block's value as the page shows it."""

    @cached_property
    def prefix(self):
        return anchor_prefix(str(self["body"].source) + self["heading"])

    @cached_property
    def html(self):
        return mark_safe(linked_markers(expand_db_html(self["body"].source), self.prefix, str(_("Source %s"))))  # noqa: S308 -- Wagtail's cleaned rich text


class TextBlock(blocks.StructBlock):
    """Words with their sources: write [1] right after a claim and list its source below."""

    heading = blocks.CharBlock(required=False, max_length=120)
    body = blocks.RichTextBlock(
        features=RICH_TEXT, help_text=_("Write [1] right after a claim; the first source below is number 1")
    )
    citations = blocks.ListBlock(CitationBlock(), default=[], label=_("Sources, in the order of their numbers"))

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "courses/blocks/text.html"
        value_class = CitedText
        description = _("Paragraphs and lists, each claim with its source")
        preview_value = {
            "heading": "Ask first",
            "body": "<p>Find out what the person knows before you tell them anything.</p>",
            "citations": [],
        }

    def clean(self, value):
        cleaned = super().clean(value)
        missing, unused = unmatched_markers(cleaned["body"].source, len(cleaned["citations"]))
        if missing or unused:
            raise blocks.StructBlockValidationError(
                block_errors={"body": ValidationError(_marker_words(missing, unused))}
            )
        return cleaned


def _marker_words(missing: set[int], unused: set[int]) -> str:
    words = []
    if missing:
        words.append(_("No source is listed for %s.") % ", ".join(f"[{number}]" for number in sorted(missing)))
    if unused:
        words.append(_("The text never mentions %s.") % ", ".join(f"[{number}]" for number in sorted(unused)))
    return " ".join(str(word) for word in words)


class EvidenceBlock(blocks.StructBlock):
    """One finding: what was found, in whom, and what it does and does not tell you."""

    claim = blocks.CharBlock(max_length=400)
    figures = blocks.CharBlock(required=False, max_length=300, help_text=_("As published, with the numbers of people"))
    population = blocks.CharBlock(required=False, max_length=300, help_text=_("Who was studied, where, for how long"))
    reading = blocks.TextBlock(help_text=_("What it does and does not tell a coach here; mark US practice as such"))
    source = SnippetChooserBlock("courses.Source")
    locator = blocks.CharBlock(required=False, max_length=300)
    grade = blocks.ChoiceBlock(choices=Grade.choices, default=Grade.FOUNDING)

    class Meta:
        icon = "clipboard-list"
        label = _("Evidence")
        template = "courses/blocks/evidence.html"
        description = _("A finding with its figures, people and source")
        preview_value = {"claim": "Coached patients reached more goals", "reading": "One study, in San Francisco."}


class DoDontBlock(blocks.StructBlock):
    """What to do beside what to leave."""

    do = blocks.ListBlock(blocks.CharBlock(max_length=300))
    dont = blocks.ListBlock(blocks.CharBlock(max_length=300), label=_("Don't"))

    class Meta:
        icon = "tick-inverse"
        label = _("Do and don't")
        template = "courses/blocks/do_dont.html"
        description = _("Two short lists side by side")
        preview_value = {"do": ["ask what they know"], "dont": ["start with facts"]}


class QuotationBlock(blocks.StructBlock):
    """Words that show how it sounds."""

    words = blocks.TextBlock()
    who = blocks.CharBlock(max_length=150)
    illustrative = blocks.BooleanBlock(
        required=False, default=True, help_text=_("Invented to show how it sounds; the page says so")
    )

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "courses/blocks/quotation.html"
        description = _("Somebody's words, real or illustrative")
        preview_value = {"words": "Nobody asked me before.", "who": "a client", "illustrative": True}


class VideoBlock(blocks.StructBlock):
    """A video with captions and transcript; one without them is refused."""

    video = VideoChooserBlock()
    introduction = blocks.TextBlock(required=False, help_text=_("What to look for"))

    class Meta:
        icon = "media"
        label = _("Video")
        template = "courses/blocks/video.html"
        description = _("A teaching video, with captions and transcript")
        preview_value = {"introduction": "Notice who speaks first."}

    def clean(self, value):
        cleaned = super().clean(value)
        if not (cleaned["video"].captions and cleaned["video"].transcript):
            raise blocks.StructBlockValidationError(
                block_errors={
                    "video": ValidationError(
                        _("Add captions and a transcript to this video first: some learners need them.")
                    )
                }
            )
        return cleaned


class WorksheetBlock(blocks.StructBlock):
    """A document to print or fill in."""

    document = DocumentChooserBlock()
    introduction = blocks.TextBlock(required=False)

    class Meta:
        icon = "doc-full"
        label = _("Worksheet")
        template = "courses/blocks/worksheet.html"
        description = _("A document to download")
        preview_value = {"introduction": "Print one for each client."}


class KnowledgeCheckBlock(blocks.StructBlock):
    """The door to a quiz."""

    quiz = blocks.ChoiceBlock(choices=quiz_choices)
    introduction = blocks.TextBlock(required=False)

    class Meta:
        icon = "help"
        label = _("Knowledge check")
        template = "courses/blocks/knowledge_check.html"
        description = _("A link to a short quiz with feedback")
        preview_value = {"introduction": "Eight questions, about ten minutes."}


class ReflectionBlock(blocks.StructBlock):
    """A prompt that the learner answers in their portfolio."""

    key = blocks.RegexBlock(
        regex=r"^[a-z0-9-]+$",
        max_length=80,
        help_text=_("Name of this prompt, in small letters and hyphens. Answers hang on it: never change it."),
        error_messages={"invalid": _("Small letters, figures and hyphens only")},
    )
    prompt = blocks.TextBlock()
    hint = blocks.TextBlock(required=False)

    class Meta:
        icon = "edit"
        label = _("Reflection")
        template = "courses/blocks/reflection.html"
        description = _("A question to write about")
        preview_value = {"key": "an-example", "prompt": "When did you last fix something for somebody?"}


class ScenarioBlock(blocks.StructBlock):
    """The door to a role-play scenario. Opening it is recorded: nobody is assessed on a scenario they practised."""

    scenario = blocks.ChoiceBlock(choices=scenario_choices)
    introduction = blocks.TextBlock(required=False)

    class Meta:
        icon = "group"
        label = _("Role-play scenario")
        template = "courses/blocks/scenario.html"
        description = _("A link to a scenario to practise")
        preview_value = {"introduction": "Take turns in threes."}


class ExerciseBlock(blocks.StructBlock):
    """Something to do together."""

    title = blocks.CharBlock(max_length=120)
    group_size = blocks.ChoiceBlock(choices=[("2", _("In pairs")), ("3", _("In threes"))], default="2")
    minutes = blocks.IntegerBlock(min_value=1, max_value=180)
    steps = blocks.ListBlock(blocks.TextBlock())
    debrief = blocks.ListBlock(blocks.TextBlock(), default=[])

    class Meta:
        icon = "group"
        label = _("Exercise")
        template = "courses/blocks/exercise.html"
        description = _("An exercise in pairs or threes")
        preview_value = {
            "title": "Back to back",
            "group_size": "2",
            "minutes": 10,
            "steps": ["Sit back to back."],
            "debrief": [],
        }


class LessonBody(blocks.StreamBlock):
    """Everything a lesson may hold."""

    text = TextBlock()
    evidence = EvidenceBlock()
    do_dont = DoDontBlock()
    quotation = QuotationBlock()
    video = VideoBlock()
    worksheet = WorksheetBlock()
    knowledge_check = KnowledgeCheckBlock()
    reflection = ReflectionBlock()
    scenario = ScenarioBlock()
    exercise = ExerciseBlock()
    warning = WarningCalloutBlock()
    details = DetailsBlock()


class SessionRowBlock(blocks.StructBlock):
    """One stretch of a taught half-day."""

    at = blocks.IntegerBlock(min_value=0, help_text=_("Minutes from the start"))
    minutes = blocks.IntegerBlock(min_value=1)
    title = blocks.CharBlock(max_length=150)
    what_learners_do = blocks.TextBlock()
    facilitator_notes = blocks.TextBlock(required=False)
    kind = blocks.ChoiceBlock(choices=ActivityKind.choices)
    lesson = blocks.CharBlock(required=False, max_length=100, help_text=_("Code of the lesson it belongs to"))

    class Meta:
        icon = "time"
        label_format = "{at} min: {title}"
        template = "courses/blocks/session_row.html"


class SessionPlanBlock(blocks.StructBlock):
    """A trainer's timed plan for one taught half-day, with facilitator's notes."""

    title = blocks.CharBlock(max_length=150)
    minutes_total = blocks.IntegerBlock(min_value=1, help_text=_("With the break"))
    group_size = blocks.CharBlock(max_length=200)
    materials = blocks.ListBlock(blocks.TextBlock())
    before_you_start = blocks.ListBlock(blocks.TextBlock())
    rows = blocks.ListBlock(SessionRowBlock())
    if_short_of_time = blocks.ListBlock(blocks.TextBlock(), default=[])
    safety_notes = blocks.ListBlock(blocks.TextBlock(), default=[])

    class Meta:
        icon = "calendar"
        label = _("Session plan")
        template = "courses/blocks/session_plan.html"
