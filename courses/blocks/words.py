"""Blocks of words: text with its sources, findings, do and don't, quotations, warnings, more to open."""

from django.core.exceptions import ValidationError
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.rich_text import expand_db_html
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtailnhsukfrontend.blocks import DetailsBlock, WarningCalloutBlock

from courses.enums import Grade
from courses.rules import leads_to_page, linked_markers, unmatched_markers

RICH_TEXT = ["h3", "bold", "italic", "ol", "ul", "link", "document-link"]
_LOCATOR_HELP = _("Section, table or page, so that a reader finds it")


class CitationBlock(blocks.StructBlock):
    """One source of one claim, and where in it the claim stands."""

    source = SnippetChooserBlock("courses.Source", help_text=_("Not in the list? Add it under Sources first"))
    locator = blocks.CharBlock(required=False, max_length=300, help_text=_LOCATOR_HELP)
    note = blocks.CharBlock(required=False, max_length=500, help_text=_("What a reader should know about this source"))

    class Meta:
        icon = "openquote"
        label_format = "{source} {locator}"


class TextBlock(blocks.StructBlock):
    """Words with their sources: write [1] right after a claim and list its source below."""

    heading = blocks.CharBlock(
        required=False, max_length=120, help_text=_("Short. Leave it empty to go on under the heading above")
    )
    body = blocks.RichTextBlock(
        features=RICH_TEXT, help_text=_("Write [1] right after a claim; the first source below is number 1")
    )
    citations = blocks.ListBlock(
        CitationBlock(),
        default=[],
        label=_("Sources"),
        help_text=_("In the order of their numbers. Each must be mentioned in the text"),
    )

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "courses/blocks/text.html"
        description = _("Paragraphs and lists, each claim with its source")
        preview_value = {
            "heading": "Ask first",
            "body": "<p>Find out what the person knows before you tell them anything.</p>"
            "<ul><li>“What have you heard about it?”</li><li>“What would you like to know?”</li></ul>",
            "citations": [],
        }

    def clean(self, value):
        cleaned = super().clean(value)
        # A draft may be saved half done; what is published may not.
        problem = "" if self.is_deferred_validation else _text_problem(cleaned)
        if problem:
            raise blocks.StructBlockValidationError(block_errors={"body": ValidationError(problem)})
        return cleaned

    def get_context(self, value, parent_context=None):
        """The place of the block in its lesson makes the names of its notes, so that no two are the same."""
        context = super().get_context(value, parent_context)
        prefix = f"note-{context.get('number', 0)}"
        html = linked_markers(expand_db_html(value["body"].source), prefix, str(_("Source")))
        context["prefix"] = prefix
        context["html"] = mark_safe(html)  # noqa: S308 -- Wagtail's cleaned rich text
        return context


def _text_problem(value) -> str:
    """What keeps a text from being published, in words, or nothing."""
    source = value["body"].source
    missing, unused = unmatched_markers(source, len(value["citations"]))
    words = []
    if missing:
        words.append(_("No source is listed for %s.") % ", ".join(f"[{number}]" for number in sorted(missing)))
    if unused:
        words.append(_("The text never mentions %s.") % ", ".join(f"[{number}]" for number in sorted(unused)))
    if leads_to_page(source):
        words.append(_("Lessons have no address of their own: name the other lesson instead of linking to its page."))
    return " ".join(str(word) for word in words)


class Finding(blocks.StructValue):
    """An evidence block's value as the page shows it."""

    def caveat(self) -> str:
        """How sure one can be of this very fact, in words; empty when it was seen where it was published."""
        return Grade.caveat(self["grade"])


class EvidenceBlock(blocks.StructBlock):
    """One finding: what was found, in whom, and what it does and does not tell you."""

    claim = blocks.CharBlock(max_length=400, help_text=_("What was found, in one plain sentence"))
    figures = blocks.CharBlock(required=False, max_length=300, help_text=_("As published, with the numbers of people"))
    population = blocks.CharBlock(required=False, max_length=300, help_text=_("Who was studied, where, for how long"))
    reading = blocks.TextBlock(help_text=_("What it does and does not tell a coach here; mark US practice as such"))
    source = SnippetChooserBlock("courses.Source", help_text=_("Not in the list? Add it under Sources first"))
    locator = blocks.CharBlock(required=False, max_length=300, help_text=_LOCATOR_HELP)
    grade = blocks.ChoiceBlock(
        choices=Grade.choices,
        default=Grade.FOUNDING,
        help_text=_("How well this very fact is known. The page tells the reader what to check"),
    )

    class Meta:
        icon = "clipboard-list"
        label = _("Evidence")
        template = "courses/blocks/evidence.html"
        value_class = Finding
        description = _("A finding with its figures, people and source")
        preview_value = {
            "claim": "More patients with a health coach reached one of their goals.",
            "figures": "46% with a coach, 34% without",
            "population": "441 adults, San Francisco, 12 months",
            "reading": "One study of one service in the United States. It does not say what a UK service would reach.",
            "grade": Grade.VERIFIED,
        }


class DoDontBlock(blocks.StructBlock):
    """What to do beside what to leave."""

    do = blocks.ListBlock(blocks.CharBlock(max_length=300), help_text=_("Each begins with a verb: “ask leave first”"))
    dont = blocks.ListBlock(
        blocks.CharBlock(max_length=300), label=_("Don't"), help_text=_("Each goes on after “Don't …”")
    )

    class Meta:
        icon = "tick-inverse"
        label = _("Do and don't")
        template = "courses/blocks/do_dont.html"
        description = _("Two short lists side by side")
        preview_value = {
            "do": ["ask what they know", "stop after one piece"],
            "dont": ["start with facts", "take silence for a yes"],
        }


class QuotationBlock(blocks.StructBlock):
    """Words that show how it sounds."""

    words = blocks.TextBlock(help_text=_("Without quotation marks; the page adds them"))
    who = blocks.CharBlock(max_length=150, help_text=_("First name and role, never a real client"))
    illustrative = blocks.BooleanBlock(
        required=False, default=True, help_text=_("Invented to show how it sounds; the page says so")
    )

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "courses/blocks/quotation.html"
        description = _("Somebody's words, real or illustrative")
        preview_value = {"words": "Nobody asked me before.", "who": "Joan, a client", "illustrative": True}


class WarningBlock(WarningCalloutBlock):
    """What nobody may miss, such as when to call for help."""

    title = blocks.CharBlock(max_length=120, default="Important", help_text=_("What it is about, in a few words"))
    heading_level = None  # always a heading of the lesson, so that levels stay in order
    body = blocks.RichTextBlock(
        features=["bold", "ol", "ul", "link"], help_text=_("One thing. Use it seldom, or nobody reads it")
    )

    class Meta:
        label = _("Warning")
        description = _("Something nobody may miss")
        preview_value = {
            "title": "If somebody is in danger now",
            "body": "<p>Stop coaching. Call 999, then follow your organisation's safeguarding procedure.</p>",
        }

    def get_context(self, value, parent_context=None):
        return {**super().get_context(value, parent_context), "heading_level": 2}


class MoreBlock(DetailsBlock):
    """Words for those who want more, behind a line to open."""

    class BodyStreamBlock(blocks.StreamBlock):
        richtext = blocks.RichTextBlock(
            features=RICH_TEXT, label=_("Words"), help_text=_("Nothing that every learner needs: many will not open it")
        )

    title = blocks.CharBlock(max_length=120, help_text=_("The line to open: say what is behind it"))
    body = BodyStreamBlock(help_text=_("What the line opens to"))

    class Meta:
        label = _("More to open")
        description = _("Words that stay folded away until somebody wants them")
        preview_value = {
            "title": "Where the three steps come from",
            "body": [{"type": "richtext", "value": "<p>A teaching programme in San Francisco named them.</p>"}],
        }
