"""Where a learner is: their enrolments, what is done, where to go on, and which enrolment a link in a lesson means."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from lms.core.rows import RowsBy
from lms.enrolment.enums import EnrolmentStatus
from lms.enrolment.models import Enrolment, LessonCompletion, LessonVisit, ManifestAsset, ReflectionPrompt
from lms.enrolment.queries.programmes import LessonEntry, ModuleEntry, manifest_of
from lms.enrolment.rules.progress import next_lesson
from lms.people.models import User


@dataclass(frozen=True)
class Trail:
    """Codes of the lessons that a learner has done, and of those that they have opened."""

    done: frozenset[str]
    opened: frozenset[str]


@dataclass(frozen=True)
class LessonState:
    """A lesson in a learner's own contents list."""

    entry: LessonEntry
    is_done: bool
    is_opened: bool
    is_optional: bool


@dataclass(frozen=True)
class ModuleState:
    """A module in a learner's own contents list. `done` and `required` count its required lessons."""

    entry: ModuleEntry
    lessons: tuple[LessonState, ...]
    done: int
    required: int


@dataclass(frozen=True)
class Learning:
    """A learner's programme as its page shows it. `next_lesson` is None when every required lesson is done."""

    modules: tuple[ModuleState, ...]
    done: int
    required: int
    next_lesson: LessonEntry | None
    is_begun: bool


def enrolments_of(person: User) -> QuerySet[Enrolment]:
    """A person's own."""
    return Enrolment.objects.filter(trainee=person)


_enrolments_by_key = RowsBy(Enrolment, "key")


def own_enrolment(person: User, key: UUID) -> Enrolment | None:
    """A person's own enrolment by its key, without anything around it: for pages that are asked for all the time."""
    own = next((row for row in _enrolments_by_key(key) if row.trainee_id == person.pk), None)
    if own is not None:
        own.trainee = person
    return own


def enrolments_in_full(person: User) -> QuerySet[Enrolment]:
    """A person's own, with everything that a page about one shows."""
    return enrolments_of(person).select_related("cohort__version", "cohort__provider")


def current_enrolments(person: User) -> QuerySet[Enrolment]:
    """Those that a person learns in or has completed; the open ones first, then the newest."""
    rows = enrolments_in_full(person).exclude(status=EnrolmentStatus.WITHDRAWN)
    return rows.order_by("status", "-joined_at", "-pk")


def _latest_used(person: User) -> QuerySet[Enrolment]:
    """A person's open enrolments, then the completed ones, each the one whose lessons were opened last first."""
    used = Coalesce("latest_opened_at", "joined_at")
    return current_enrolments(person).annotate(used_at=used).order_by("status", "-used_at", "-pk")


def enrolment_with_quiz(person: User, code: str) -> tuple[Enrolment, ManifestAsset] | None:
    """The enrolment that a link to a quiz means for a person, and the quiz version that its programme version keeps."""
    kept = ManifestAsset.objects.filter(quiz_version__quiz__code=code)
    return _enrolment_with(person, kept.select_related("item", "quiz_version__quiz"))


def enrolment_with_scenario(person: User, code: str) -> tuple[Enrolment, ManifestAsset] | None:
    """The enrolment that a link to a scenario means for a person, and the scenario version that is kept."""
    kept = ManifestAsset.objects.filter(scenario_version__scenario__code=code)
    return _enrolment_with(person, kept.select_related("item", "scenario_version__scenario"))


def enrolment_with_prompt(person: User, code: str) -> tuple[Enrolment, ReflectionPrompt] | None:
    """The enrolment that a link to a reflection means for a person, and the question as its version asks it."""
    return _enrolment_with(person, ReflectionPrompt.objects.filter(code=code).select_related("item"))


def _enrolment_with(person: User, kept: QuerySet) -> tuple[Enrolment, Any] | None:
    """The enrolment used last whose version holds one of the rows, and the first such row."""
    enrolments = list(_latest_used(person))
    rows = kept.filter(item__version__in={enrolment.cohort.version_id for enrolment in enrolments})
    by_version = {row.item.version_id: row for row in rows.order_by("-item__order", "-pk")}
    return next(
        (
            (enrolment, by_version[key])
            for enrolment in enrolments
            if (key := enrolment.cohort.version_id) in by_version
        ),
        None,
    )


def trail_of(enrolment: Enrolment) -> Trail:
    """What a learner has done and opened, in two queries."""
    codes = {lesson.item_id: lesson.code for lesson in manifest_of(enrolment.cohort.version).lessons()}
    done = LessonCompletion.objects.filter(enrolment=enrolment).values_list("item", flat=True)
    opened = LessonVisit.objects.filter(enrolment=enrolment).values_list("item", flat=True)
    return Trail(done=frozenset(codes[item] for item in done), opened=frozenset(codes[item] for item in opened))


def learning_of(enrolment: Enrolment) -> Learning:
    """Everything that the page of a learner's own programme shows about lessons."""
    manifest, trail = manifest_of(enrolment.cohort.version), trail_of(enrolment)
    required = manifest.required_lessons(enrolment.context)
    onward = next_lesson([lesson.code for lesson in required], trail.done, enrolment.latest_lesson)
    return Learning(
        modules=tuple(_module_state(module, trail, enrolment.context) for module in manifest.modules),
        done=sum(lesson.code in trail.done for lesson in required),
        required=len(required),
        next_lesson=manifest.lesson(onward) if onward else None,
        is_begun=bool(trail.opened or trail.done),
    )


def _module_state(module: ModuleEntry, trail: Trail, context: str) -> ModuleState:
    lessons = tuple(
        LessonState(
            entry=lesson,
            is_done=lesson.code in trail.done,
            is_opened=lesson.code in trail.opened,
            is_optional=lesson.is_optional_in(context),
        )
        for lesson in module.lessons
    )
    required = [lesson for lesson in lessons if not lesson.is_optional]
    return ModuleState(module, lessons, done=sum(lesson.is_done for lesson in required), required=len(required))
