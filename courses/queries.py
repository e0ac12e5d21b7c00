"""Reading the curriculum as editors have it now. Learners read a published version instead (enrolment)."""

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from wagtail.blocks import StreamValue
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.fields import StreamField

from courses.models import CurriculumPage, LessonPage, ModulePage, ProgrammePage


def programme(code: str) -> ProgrammePage:
    """The programme with a code. Raises ProgrammePage.DoesNotExist."""
    return ProgrammePage.objects.get(code=code)


def programmes() -> QuerySet[ProgrammePage]:
    """Every live programme, in the shelf's order."""
    return ProgrammePage.objects.live().order_by("path")


def modules_of(page: ProgrammePage) -> QuerySet[ModulePage]:
    """A programme's live modules, in order."""
    return ModulePage.objects.live().child_of(page).order_by("path")


def lessons_of(page: ModulePage) -> QuerySet[LessonPage]:
    """A module's live lessons, in order."""
    return LessonPage.objects.live().child_of(page).order_by("path")


def drafts() -> QuerySet[CurriculumPage]:
    """Pages with changes that are not published, the newest change first."""
    return CurriculumPage.objects.filter(has_unpublished_changes=True).order_by("-latest_revision_created_at", "-pk")


def problems_of(page: ProgrammePage | ModulePage | LessonPage) -> list[str]:
    """What the editor's form would refuse in a page's blocks, in words. For doors that do not lead through the form."""
    streams = [field.name for field in page._meta.get_fields() if isinstance(field, StreamField)]
    return [words for name in streams for words in _problems_in(getattr(page, name))]


def _problems_in(stream: StreamValue) -> list[str]:
    try:
        stream.stream_block.clean(stream)
    except StreamBlockValidationError as error:
        named = {index: f"{stream[index].block.label} ({index + 1})" for index in error.block_errors}
        inside = [
            f"{named[index]}: {words}" for index, child in error.block_errors.items() for words in _words_of(child)
        ]
        return [*error.non_block_errors, *inside]
    return []


def _words_of(error: ValidationError) -> list[str]:
    """The sentences in an error of blocks within blocks."""
    inner = getattr(error, "block_errors", None)
    if inner is None:
        return list(error.messages)
    return [*error.non_block_errors, *(words for child in inner.values() for words in _words_of(child))]
