"""Reading the curriculum as editors have it now. Learners read a published version instead (enrolment)."""

from django.db.models import QuerySet

from courses.models import LessonPage, ModulePage, ProgrammePage


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
