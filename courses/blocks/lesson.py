"""Everything that a lesson may hold, in the order of the editor's list."""

from collections import Counter

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError

from courses.blocks.activities import (
    ExerciseBlock,
    KnowledgeCheckBlock,
    ReflectionBlock,
    ScenarioBlock,
    WorksheetBlock,
)
from courses.blocks.pictures import PictureBlock, VideoBlock
from courses.blocks.words import DoDontBlock, EvidenceBlock, MoreBlock, QuotationBlock, TextBlock, WarningBlock


class LessonBody(blocks.StreamBlock):
    """The body of a lesson."""

    text = TextBlock(group=_("Words"))
    evidence = EvidenceBlock(group=_("Words"))
    do_dont = DoDontBlock(group=_("Words"))
    quotation = QuotationBlock(group=_("Words"))
    warning = WarningBlock(group=_("Words"))
    details = MoreBlock(group=_("Words"))
    picture = PictureBlock(group=_("Pictures"))
    video = VideoBlock(group=_("Pictures"))
    worksheet = WorksheetBlock(group=_("Something to do"))
    knowledge_check = KnowledgeCheckBlock(group=_("Something to do"))
    reflection = ReflectionBlock(group=_("Something to do"))
    scenario = ScenarioBlock(group=_("Something to do"))
    exercise = ExerciseBlock(group=_("Something to do"))

    def clean(self, value):
        cleaned = super().clean(value)
        prompts = Counter(part.value["key"] for part in cleaned if part.block_type == "reflection")
        twice = sorted(key for key, count in prompts.items() if key and count > 1)
        if twice:
            words = _("Two reflections have the name %s. Give each a name of its own, or their answers mix.")
            raise StreamBlockValidationError(non_block_errors=[words % ", ".join(twice)])
        return cleaned
