"""Loading a programme from its fixtures into Wagtail. Safe to repeat: a page is written when its fixture changed.

What an editor wrote meanwhile stays in the page's history. A lesson that left the fixtures stays too, until an editor
deletes it: somebody may have built on it.
"""

import hashlib
import json
from pathlib import Path

import yaml
from django.conf import settings
from django.db import transaction
from wagtail.models import Page, Site

from courses.actions import stored
from courses.actions.stored import FixtureUnsound
from courses.models import CurriculumPage, LessonPage, ModulePage, ProgrammeIndexPage, ProgrammePage, Source
from courses.queries import problems_of
from lms.competencies.models import Competency


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
    """The one page under which programmes stand. It takes the place of Wagtail's welcome page."""
    found = ProgrammeIndexPage.objects.first()
    if found:
        return found
    root = Page.objects.get(depth=1)
    made = root.add_child(instance=ProgrammeIndexPage(title="Programmes", slug="programmes"))
    Site.objects.update(root_page=made, site_name=settings.SITE_NAME)
    root.get_children().exact_type(Page).delete()
    return made


@transaction.atomic
def load_programme(folder: Path, *, standard_code: str) -> ProgrammePage:
    """Create or update a programme, its modules and lessons from fixtures/curriculum/<programme>.

    Raises FixtureUnsound for a name that nothing has, and for what an editor could not publish.
    """
    data = yaml.safe_load((folder / "programme.yaml").read_text())
    plans = {plan["module"]: plan for plan in yaml.safe_load((folder / "session-plans.yaml").read_text())}
    values = {name: data[name] for name in ("route", "taught_days", "summary", "who_for")}
    values |= {"outcomes": stored.outcomes(data["outcomes"]), "standard_code": standard_code}
    page = _put(shelf(), ProgrammePage, data["slug"], data["title"], values)
    modules = [_load_module(page, module, plans.get(module["slug"]), folder / "lessons") for module in data["modules"]]
    _in_order(page, modules)
    return page


def _load_module(programme: ProgrammePage, module: dict, plan: dict | None, lessons: Path) -> ModulePage:
    values = {name: module[name] for name in ("kind", "day", "taught_minutes", "intro")}
    values |= {"half": module["half"] or "", "session_plan": [stored.session_plan(plan)] if plan else []}
    page = _put(programme, ModulePage, module["slug"], module["title"], values)
    written = [yaml.safe_load((lessons / f"{code}.yaml").read_text()) for code in module["lessons"]]
    _in_order(page, [_load_lesson(page, lesson) for lesson in written])
    return page


def _load_lesson(module: ModulePage, lesson: dict) -> LessonPage:
    contexts = lesson["contexts"] or ["targeted", "clinical", "non_clinical"]
    values = {
        "summary": lesson["summary"],
        "minutes": lesson["minutes"],
        "is_for_targeted": "targeted" in contexts,
        "is_for_clinical": "clinical" in contexts,
        "is_for_non_clinical": "non_clinical" in contexts,
        "learning_outcomes": stored.outcomes(lesson["learning_outcomes"]),
        "body": [stored.block(block) for block in lesson["body"]],
    }
    return _put(module, LessonPage, lesson["slug"], lesson["title"], values, lesson["competencies"])


def _put(
    parent: Page,
    model: type[CurriculumPage],
    code: str,
    title: str,
    values: dict,
    competencies: list | None = None,
) -> CurriculumPage:
    """Create the page, or give it a new published revision when its fixture changed since it was last loaded."""
    page = model.objects.filter(code=code).first()
    if page and not page.is_child_of(parent):
        page.move(parent, pos="last-child")
        page.refresh_from_db()
    digest = _digest(title, values, competencies)
    if page and page.loaded_digest == digest:
        return page
    page = page or parent.add_child(instance=model(code=code, slug=code, title=title, live=False, **_fields(values)))
    for name, value in {**_fields(values), "title": title, "loaded_digest": digest}.items():
        setattr(page, name, value)
    if competencies is not None:
        page.competencies = _competencies(competencies)
    if problems := problems_of(page):
        raise FixtureUnsound(f"{code}: {'; '.join(problems)}")
    page.save_revision().publish()
    return model.objects.get(pk=page.pk)


def _digest(*parts) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _fields(values: dict) -> dict:
    """Values as a page's fields take them: a list is the content of a StreamField."""
    return {name: json.dumps(value) if isinstance(value, list) else value for name, value in values.items()}


def _competencies(codes: list[str]) -> list[Competency]:
    found = {row.code: row for row in Competency.objects.filter(framework__code="health-coaching", code__in=codes)}
    if missing := set(codes) - set(found):
        raise FixtureUnsound(f"there is no competency {', '.join(sorted(missing))}")
    return [found[code] for code in codes]


def _in_order(parent: Page, pages: list[CurriculumPage]) -> None:
    """Put pages under their parent in the order of the fixture; what editors added stays behind them."""
    wanted = [page.pk for page in pages]
    if list(parent.get_children().filter(pk__in=wanted).values_list("pk", flat=True)) == wanted:
        return
    for page in pages:
        page.refresh_from_db()
        page.move(parent, pos="last-child")
