"""Reading programme versions and what they hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery
from wagtail.models import Page

from courses.models import ModulePage, Source
from lms.enrolment.enums import ItemKind
from lms.enrolment.models import ASSET_FIELDS, ManifestAsset, ManifestItem, ProgrammeVersion, RenderedLesson
from lms.enrolment.rules.progress import is_optional


@dataclass(frozen=True)
class LessonEntry:
    """A lesson of a version as contents lists need it.

    `number` counts the lessons of the version from 1; `quizzes`: code → title, as the version keeps them.
    """

    item_id: int
    number: int
    code: str
    module_code: str
    title: str
    summary: str
    minutes: int
    contexts: tuple[str, ...]
    quizzes: dict[str, str]

    def is_optional_in(self, context: str) -> bool:
        return is_optional(self.contexts, context)


@dataclass(frozen=True)
class ModuleEntry:
    """A module of a version with its lessons."""

    item_id: int
    code: str
    title: str
    kind: str
    taught_minutes: int
    lessons: tuple[LessonEntry, ...]


@dataclass(frozen=True)
class Manifest:
    """A version's contents, in order."""

    modules: tuple[ModuleEntry, ...]

    def lessons(self) -> tuple[LessonEntry, ...]:
        return tuple(lesson for module in self.modules for lesson in module.lessons)

    def lesson(self, code: str) -> LessonEntry | None:
        return next((lesson for lesson in self.lessons() if lesson.code == code), None)

    def module(self, code: str) -> ModuleEntry | None:
        return next((module for module in self.modules if module.code == code), None)

    def around(self, lesson: LessonEntry) -> tuple[LessonEntry | None, LessonEntry | None]:
        """The lessons before and after one, across modules."""
        lessons = self.lessons()
        before = lessons[lesson.number - 2] if lesson.number > 1 else None
        after = lessons[lesson.number] if lesson.number < len(lessons) else None
        return before, after

    def required_lessons(self, context: str) -> tuple[LessonEntry, ...]:
        return tuple(lesson for lesson in self.lessons() if not lesson.is_optional_in(context))

    def required_quizzes(self, context: str) -> dict[str, str]:
        """Code → title of the quizzes of required lessons, in order."""
        return {code: title for lesson in self.required_lessons(context) for code, title in lesson.quizzes.items()}

    def taught_minutes(self) -> dict[str, int]:
        """Module code → the minutes that it is taught."""
        return {module.code: module.taught_minutes for module in self.modules}


def manifest_of(version: ProgrammeVersion) -> Manifest:
    """What a version holds. It never changes, so each process reads it once."""
    return _read_manifest(version.pk, version.key)


@lru_cache(maxsize=64)
def _read_manifest(version_id: int, _version_key: UUID) -> Manifest:
    """The key is asked for so that a row's number that is used again, as in tests, never finds another's contents."""
    rows = _items_with_quizzes(version_id)
    items = {row.pk: row for row in rows}.values()
    quizzes: dict[int, dict[str, str]] = {}
    for row in rows:
        if row.quiz_code:
            quizzes.setdefault(row.pk, {})[row.quiz_code] = row.quiz_title
    lessons = [item for item in items if item.kind == ItemKind.LESSON]
    entries = [_lesson_entry(number, item, quizzes) for number, item in enumerate(lessons, start=1)]
    return Manifest(
        modules=tuple(
            ModuleEntry(
                item_id=item.pk,
                code=item.code,
                title=item.title,
                kind=item.module_kind,
                taught_minutes=item.taught_minutes,
                lessons=tuple(entry for entry in entries if entry.module_code == item.code),
            )
            for item in items
            if item.kind == ItemKind.MODULE
        )
    )


def _items_with_quizzes(version_id: int) -> list[ManifestItem]:
    """A version's items in order, each once for every asset that it keeps: a quiz by its name, others without one."""
    rows = ManifestItem.objects.filter(version_id=version_id).annotate(
        quiz_code=F("assets__quiz_version__quiz__code"), quiz_title=F("assets__quiz_version__title")
    )
    return list(rows.order_by("order", "assets__pk"))


def _lesson_entry(number: int, item: ManifestItem, quizzes: dict[int, dict[str, str]]) -> LessonEntry:
    return LessonEntry(
        item_id=item.pk,
        number=number,
        code=item.code,
        module_code=item.module_code,
        title=item.title,
        summary=item.summary,
        minutes=item.minutes,
        contexts=tuple(item.contexts),
        quizzes=quizzes.get(item.pk, {}),
    )


def lesson_html(lesson: LessonEntry) -> str:
    """The kept rendering of a lesson of a version."""
    return RenderedLesson.objects.values_list("html", flat=True).get(item_id=lesson.item_id)


def page_of(module: ModuleEntry) -> ModulePage:
    """A module as the version has it, with its session plan."""
    return ManifestItem.objects.select_related("revision").get(pk=module.item_id).revision.as_object()


def sources_by_code(codes: Iterable[str]) -> dict[str, Source]:
    """The sources that questions name, for those that are on the editors' list."""
    return Source.objects.in_bulk({code for code in codes if code}, field_name="code")


def versions_of(code: str) -> QuerySet[ProgrammeVersion]:
    """Every version of a programme, the newest first. Public: what a programme taught is no secret."""
    return ProgrammeVersion.objects.filter(code=code).order_by("-number")


def latest_versions() -> QuerySet[ProgrammeVersion]:
    """The newest version of every programme, by title."""
    newest = ProgrammeVersion.objects.filter(programme=OuterRef("programme")).order_by("-number").values("pk")[:1]
    return ProgrammeVersion.objects.filter(pk=Subquery(newest)).order_by("title", "pk")


def versions_keeping_pages(page: Page) -> QuerySet[ProgrammeVersion]:
    """The versions that hold a page or one below it: it cannot be deleted while they are kept."""
    kept = ManifestItem.objects.filter(page__path__startswith=page.path)
    return ProgrammeVersion.objects.filter(pk__in=kept.values("version")).order_by("title", "number")


def versions_keeping(asset_field: str, keys: list[int]) -> QuerySet[ProgrammeVersion]:
    """The versions that hold any of the given documents, videos or images. asset_field: one of ASSET_FIELDS."""
    if asset_field not in ASSET_FIELDS:
        raise LookupError(asset_field)
    kept = ManifestAsset.objects.filter(**{f"{asset_field}_id__in": keys})
    return ProgrammeVersion.objects.filter(pk__in=kept.values("item__version")).order_by("title", "number")
