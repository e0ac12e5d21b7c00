"""Loading a programme from its fixtures into Wagtail. Safe to repeat: only what changed in the fixture is written again."""

import hashlib
import json
from pathlib import Path

import yaml
from django.db import transaction
from wagtail.models import Page
from wagtail.rich_text import RichText

from courses.models import CurriculumPage, LessonPage, ModulePage, ProgrammeIndexPage, ProgrammePage, Source
from courses.rules import timing_errors
from lms.competencies.models import Competency
from lms.core.errors import Refused
from media.models import TeachbackDocument, Video


class FixtureUnsound(Refused):
    """A fixture names something that is not there, or its times do not add up."""


@transaction.atomic
def load_sources(folder: Path) -> int:
    """Create or update every source of fixtures/curriculum/sources; returns how many."""
    count = 0
    for path in sorted(folder.glob("*.yaml")):
        for code, source in yaml.safe_load(path.read_text()).items():
            Source.objects.update_or_create(code=code, defaults=source)
            count += 1
    return count


def shelf() -> ProgrammeIndexPage:
    """The one page under which programmes stand; made when it is not there."""
    found = ProgrammeIndexPage.objects.first()
    if found:
        return found
    root = Page.objects.get(depth=1)
    return root.add_child(instance=ProgrammeIndexPage(title="Programmes", slug="programmes"))


@transaction.atomic
def load_programme(folder: Path, *, standard_code: str) -> ProgrammePage:
    """Create or update a programme, its modules and lessons from fixtures/curriculum/<programme>.

    Raises FixtureUnsound for an unknown quiz, source, video or worksheet, or times that do not add up.
    """
    data = yaml.safe_load((folder / "programme.yaml").read_text())
    plans = {plan["module"]: plan for plan in yaml.safe_load((folder / "session-plans.yaml").read_text())}
    page = _put(
        shelf(),
        ProgrammePage,
        data["slug"],
        data["title"],
        {
            "route": data["route"],
            "taught_days": data["taught_days"],
            "summary": data["summary"],
            "who_for": data["who_for"],
            "outcomes": _outcomes(data["outcomes"]),
            "standard_code": standard_code,
        },
    )
    for module in data["modules"]:
        _load_module(page, module, plans.get(module["slug"]), folder / "lessons")
    return page


def _load_module(programme: ProgrammePage, module: dict, plan: dict | None, lessons: Path) -> None:
    page = _put(
        programme,
        ModulePage,
        module["slug"],
        module["title"],
        {
            "kind": module["kind"],
            "day": module["day"],
            "half": module["half"] or "",
            "taught_minutes": module["taught_minutes"],
            "intro": module["intro"],
            "session_plan": [_session_plan(plan)] if plan else [],
        },
    )
    for code in module["lessons"]:
        _load_lesson(page, yaml.safe_load((lessons / f"{code}.yaml").read_text()))


def _load_lesson(module: ModulePage, lesson: dict) -> LessonPage:
    contexts = lesson["contexts"]
    return _put(
        module,
        LessonPage,
        lesson["slug"],
        lesson["title"],
        {
            "summary": lesson["summary"],
            "minutes": lesson["minutes"],
            "is_for_targeted": not contexts or "targeted" in contexts,
            "is_for_clinical": not contexts or "clinical" in contexts,
            "is_for_non_clinical": not contexts or "non_clinical" in contexts,
            "learning_outcomes": _outcomes(lesson["learning_outcomes"]),
            "body": [_block(block) for block in lesson["body"]],
        },
        competencies=lesson["competencies"],
    )


def _put(
    parent: Page, model: type[CurriculumPage], code: str, title: str, values: dict, competencies=()
) -> CurriculumPage:
    """Create the page, or give it a new published revision when its fixture changed since it was last loaded."""
    digest = hashlib.sha256(
        json.dumps([title, values, list(competencies)], sort_keys=True, default=str).encode()
    ).hexdigest()
    page = model.objects.child_of(parent).filter(code=code).first()
    if page and page.loaded_digest == digest:
        return page
    fields = {name: json.dumps(value) if isinstance(value, list) else value for name, value in values.items()} | {
        "title": title,
        "loaded_digest": digest,
    }
    if page is None:
        page = parent.add_child(instance=model(slug=code, code=code, **fields))
    else:
        for name, value in fields.items():
            setattr(page, name, value)
    if competencies:
        page.competencies = list(Competency.objects.filter(framework__code="health-coaching", code__in=competencies))
    page.save_revision().publish()
    return model.objects.get(pk=page.pk)


def _outcomes(lines: list[str]) -> list[dict]:
    return [{"type": "outcome", "value": line} for line in lines]


def _listed(lines: list[str]) -> list[dict]:
    return [{"type": "item", "value": line} for line in lines]


def _session_plan(plan: dict) -> dict:
    errors = timing_errors([(row["at"], row["minutes"]) for row in plan["rows"]], plan["minutes_total"])
    if errors:
        raise FixtureUnsound(f"{plan['module']}: {'; '.join(errors)}")
    lists = ("materials", "before_you_start", "if_short_of_time", "safety_notes")
    value = {name: _listed(plan.get(name) or []) for name in lists}
    value |= {name: plan[name] for name in ("title", "minutes_total", "group_size")}
    value["rows"] = _listed([{**row, "lesson": row["lesson"] or ""} for row in plan["rows"]])
    return {"type": "session_plan", "value": value}


def _block(block: dict) -> dict:
    """One fixture block in Wagtail's stored form, names of sources, videos and worksheets turned into keys."""
    kind, value = block["type"], dict(block["value"])
    translate = _BLOCK_FORMS.get(kind)
    return {"type": kind, "value": translate(value) if translate else value}


def _text(value: dict) -> dict:
    citations = [
        {"source": _source(item["source"]), "locator": item["locator"], "note": item.get("note") or ""}
        for item in sorted(value["citations"], key=lambda item: item["marker"])
    ]
    return {"heading": value["heading"], "body": str(RichText(value["body"]).source), "citations": _listed(citations)}


def _source(code: str) -> int:
    return _found(Source.objects.filter(code=code), f"source {code}")


def _found(rows, name: str) -> int:
    key = rows.values_list("pk", flat=True).first()
    if key is None:
        raise FixtureUnsound(f"there is no {name}")
    return key


_BLOCK_FORMS = {
    "text": _text,
    "evidence": lambda value: {**value, "source": _source(value["source"])},
    "do_dont": lambda value: {name: _listed(lines) for name, lines in value.items()},
    "video": lambda value: {
        **value,
        "video": _found(Video.objects.filter(code=value["video"]), f"video {value['video']}"),
    },
    "worksheet": lambda value: {
        "introduction": value["introduction"],
        "document": _found(
            TeachbackDocument.objects.filter(code=value["worksheet"]), f"worksheet {value['worksheet']}"
        ),
    },
    "exercise": lambda value: {
        **value,
        "group_size": str(value["group_size"]),
        "steps": _listed(value["steps"]),
        "debrief": _listed(value["debrief"]),
    },
}
