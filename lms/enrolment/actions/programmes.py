"""Publishing a programme as a numbered version, and keeping the rendering of its lessons."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from assessments.quizzes import queries as quizzes
from assessments.roleplay import queries as roleplay
from courses import queries as courses
from courses.models import LessonPage, ModulePage, ProgrammePage, Source
from lms.audit import actions as audit
from lms.core.errors import Refused
from lms.enrolment.enums import ItemKind
from lms.enrolment.models import (
    ASSET_FIELDS,
    ManifestAsset,
    ManifestItem,
    ProgrammeVersion,
    ReflectionPrompt,
    RenderedLesson,
)
from lms.people.models import User
from media.models import TeachbackDocument, TeachbackImage, Video

# What a lesson's body refers to → the field of ManifestAsset that keeps it.
_KEPT = {TeachbackDocument: "document", TeachbackImage: "image", Video: "video", Source: "source"}


class NothingToPublish(Refused):
    """The programme has no lessons, or is the same as its latest version."""


class ContentMissing(Refused):
    """A lesson names a quiz or scenario that is not there."""


@dataclass
class _Draft:
    """An item of the version to be, with what it uses: pairs of an asset field and a row's number."""

    item: ManifestItem
    assets: list[tuple[str, int]] = field(default_factory=list)
    prompts: list[ReflectionPrompt] = field(default_factory=list)

    def fingerprint(self) -> tuple:
        return (self.item.page_id, self.item.revision_id, tuple(self.assets))


@transaction.atomic
def publish_version(*, programme: ProgrammePage, by: User | None, at: datetime.datetime) -> ProgrammeVersion:
    """Number what editors have published so far: pages with their revisions, and every quiz, scenario and file in them.

    The lessons are rendered now, from those revisions. Raises NothingToPublish, ContentMissing.
    """
    programme = ProgrammePage.objects.select_for_update().get(pk=programme.pk)
    drafts = [draft for module in courses.modules_of(programme) for draft in _drafts_of_module(module, by)]
    lessons = [draft for draft in drafts if draft.item.kind == ItemKind.LESSON]
    if not lessons:
        raise NothingToPublish(_("This programme has no published lessons yet."))
    latest = programme.versions.order_by("-number").first()
    revision = _live_revision(programme, by)
    if latest and latest.revision_id == revision.pk and _kept(latest) == [draft.fingerprint() for draft in drafts]:
        raise NothingToPublish(_("Nothing has changed since version %(number)d.") % {"number": latest.number})
    version = ProgrammeVersion.objects.create(
        programme=programme,
        revision=revision,
        code=programme.code,
        title=programme.title,
        route=programme.route,
        number=latest.number + 1 if latest else 1,
        standard_code=programme.standard_code,
        taught_days=programme.taught_days,
        summary=programme.summary,
        lessons=len(lessons),
        taught_minutes=sum(draft.item.taught_minutes for draft in drafts if draft.item.kind == ItemKind.MODULE),
        published_at=at,
        happened_at=at,
    )
    _keep_manifest(version, drafts, at)
    audit.record(
        "enrolment.version_published",
        by=by,
        at=at,
        target=version,
        facts={"programme": version.code, "number": version.number, "items": len(drafts)},
    )
    return version


def _drafts_of_module(module: ModulePage, by: User | None) -> Iterator[_Draft]:
    item = _item(ItemKind.MODULE, module, module, by)
    item.taught_minutes = module.taught_minutes
    yield _Draft(item)
    for lesson in courses.lessons_of(module):
        revision = _live_revision(lesson, by)
        words = revision.as_object()
        item = _item(ItemKind.LESSON, words, module, by, revision=revision)
        item.summary, item.minutes, item.contexts = words.summary, words.minutes, words.contexts()
        yield _Draft(item, sorted(set(_assets_in(words))), _prompts_in(words))


def _item(kind: str, page: Page, module: ModulePage, by: User | None, revision: Revision | None = None) -> ManifestItem:
    return ManifestItem(
        kind=kind,
        page_id=page.pk,
        revision=revision or _live_revision(page, by),
        module_code=module.code,
        module_kind=module.kind,
        code=page.code,
        title=page.title,
    )


def _live_revision(page: Page, by: User | None) -> Revision:
    """The revision that is live; a page that was made without one gets one of what it says."""
    return page.live_revision or page.specific.save_revision(user=by, changed=False)


def _assets_in(lesson: LessonPage) -> Iterator[tuple[str, int]]:
    for block in lesson.body:
        if block.block_type == "knowledge_check":
            yield "quiz_version", _quiz_version(block.value["quiz"], lesson)
        elif block.block_type == "scenario":
            yield "scenario_version", _scenario_version(block.value["scenario"], lesson)
    for model, key, _model_path, _content_path in lesson.body.stream_block.extract_references(lesson.body):
        if model in _KEPT:
            yield _KEPT[model], int(key)


def _prompts_in(lesson: LessonPage) -> list[ReflectionPrompt]:
    values = [block.value for block in lesson.body if block.block_type == "reflection"]
    return [ReflectionPrompt(code=value["key"], prompt=value["prompt"], hint=value["hint"]) for value in values]


def _quiz_version(code: str, lesson: LessonPage) -> int:
    version = quizzes.latest_version(code)
    if version is None:
        raise ContentMissing(_("“%(lesson)s” uses the quiz %(code)s, which is not there.") % _named(lesson, code))
    return version.pk


def _scenario_version(code: str, lesson: LessonPage) -> int:
    version = roleplay.latest_scenarios().filter(scenario__code=code).first()
    if version is None:
        raise ContentMissing(_("“%(lesson)s” uses the scenario %(code)s, which is not there.") % _named(lesson, code))
    return version.pk


def _named(lesson: LessonPage, code: str) -> dict[str, str]:
    return {"lesson": lesson.title, "code": code}


def _kept(version: ProgrammeVersion) -> list[tuple]:
    """What a version holds, in the form of `_Draft.fingerprint`."""
    return [
        _Draft(item, sorted(_link(asset) for asset in item.assets.all())).fingerprint()
        for item in version.items.prefetch_related("assets").order_by("order")
    ]


def _link(asset: ManifestAsset) -> tuple[str, int]:
    return next(
        (name, getattr(asset, f"{name}_id")) for name in ASSET_FIELDS if getattr(asset, f"{name}_id") is not None
    )


def _keep_manifest(version: ProgrammeVersion, drafts: list[_Draft], at: datetime.datetime) -> None:
    for order, draft in enumerate(drafts, start=1):
        draft.item.version, draft.item.order, draft.item.happened_at = version, order, at
    ManifestItem.objects.bulk_create(draft.item for draft in drafts)
    ManifestAsset.objects.bulk_create(
        ManifestAsset(item=draft.item, happened_at=at, **{f"{name}_id": key})
        for draft in drafts
        for name, key in draft.assets
    )
    for draft in drafts:
        for prompt in draft.prompts:
            prompt.item, prompt.happened_at = draft.item, at
    ReflectionPrompt.objects.bulk_create(prompt for draft in drafts for prompt in draft.prompts)
    for draft in drafts:
        if draft.item.kind == ItemKind.LESSON:
            keep_rendering(item=draft.item)


@transaction.atomic
def keep_rendering(*, item: ManifestItem) -> RenderedLesson:
    """Render a lesson of a version from its revision and keep the HTML, in place of an older rendering."""
    with translation.override(settings.LANGUAGE_CODE):
        html = render_to_string("courses/lesson_body.html", {"page": item.revision.as_object()})
    rendered, _created = RenderedLesson.objects.update_or_create(item=item, defaults={"html": html})
    return rendered
