"""The structural checks that import-linter cannot make (architecture.md, "How it is checked", 2 to 5)."""

import ast
import pathlib

import pytest
from django.apps import apps
from django.db import models

from lms.core.models import AppendOnly, Mutable
from tests.architecture.rooms import HEIGHT, ROOMS, ROOT, contract, our_models, room_of

WRITES = {"create", "bulk_create", "update", "bulk_update", "get_or_create", "update_or_create", "delete"}


def python_files():
    for top in ("lms", "courses", "assessments", "media"):
        yield from (path for path in (ROOT / top).rglob("*.py") if "migrations" not in path.parts)


def dotted_name(path: pathlib.Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def relations():
    for model in our_models():
        for field in model._meta.get_fields():
            if field.is_relation and field.concrete and field.related_model and room_of(field.related_model.__module__):
                yield model, field


def test_foreign_keys_point_down():
    upward = [
        f"{model.__name__}.{field.name} -> {field.related_model.__name__}"
        for model, field in relations()
        if room_of(model.__module__) != room_of(field.related_model.__module__)
        and HEIGHT[room_of(model.__module__)] <= HEIGHT[room_of(field.related_model.__module__)]
    ]

    assert upward == []


def _models_by_name():
    return {model.__name__: room_of(model.__module__) for model in our_models()}


def foreign_writes(source: str, room: str, owners: dict[str, str]) -> list[str]:
    """`Foreign.objects….create(…)` and `Foreign(…).save()` in a room that does not own the model."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            name = _model_written(node.func.value)
            if name in owners and owners[name] != room:
                found.append(f"{name}….{node.func.attr} (line {node.lineno})")
    return found


def _model_written(node) -> str | None:
    """The name before `.objects` in a chain of calls and attributes."""
    while isinstance(node, ast.Call | ast.Attribute):
        if isinstance(node, ast.Attribute) and node.attr == "objects" and isinstance(node.value, ast.Name):
            return node.value.id
        node = node.func if isinstance(node, ast.Call) else node.value
    return None


def test_rows_are_written_only_through_their_own_room():
    owners = _models_by_name()

    broken = {
        dotted_name(path): found
        for path in python_files()
        if (room := room_of(dotted_name(path))) and (found := foreign_writes(path.read_text(), room, owners))
    }

    assert broken == {}


def test_the_write_check_catches_a_planted_violation():
    planted = "Membership.objects.filter(role='x').update(role='y')"

    assert foreign_writes(planted, "lms.practice", {"Membership": "lms.people"}) == ["Membership….update (line 1)"]


def test_every_package_is_listed_in_the_contracts():
    folders = {
        dotted_name(path)
        for path in python_files()
        if path.name == "apps.py" and dotted_name(path.parent) not in ("lms",)
    }
    packages = {name.removesuffix(".apps") for name in folders} | {"lms.formats"}

    assert packages == set(ROOMS)
    assert set(contract("inside-a-room")["containers"]) == packages - {"lms.core", "lms.formats"}
    assert set(contract("closed-doors")["rooms"]) == packages - {"lms.core", "lms.formats"}


def test_every_room_says_what_it_is_for():
    short = [room for room in ROOMS if len((__import__(room, fromlist=["x"]).__doc__ or "").split()) < 30]

    assert short == []


def is_wagtail_page_or_media(model) -> bool:
    return not issubclass(model, Mutable | AppendOnly)


def test_every_model_is_mutable_or_append_only():
    """Wagtail's own kinds (pages, images, documents, snippets) and the account are mutable by nature."""
    library_kinds = {
        "User", "TeachbackImage", "Rendition", "TeachbackDocument", "Video", "Source",
        "CurriculumPage", "ProgrammeIndexPage", "ProgrammePage", "ModulePage", "LessonPage",
    }  # fmt: skip

    undeclared = {model.__name__ for model in our_models() if is_wagtail_page_or_media(model)} - library_kinds

    assert undeclared == set()


def concrete_fields(model) -> set[str]:
    inherited = {field.name for parent in model._meta.get_parent_list() for field in parent._meta.get_fields()}
    own = {field.name for field in model._meta.local_fields + model._meta.local_many_to_many}
    links = {field.name for field in model._meta.local_fields if field.remote_field and field.remote_field.parent_link}
    return own - inherited - links


def test_every_field_is_declared_personal_or_not():
    undeclared = {
        model.__name__: sorted(missing)
        for model in our_models()
        if (missing := concrete_fields(model) - model.privacy.declared() - {"slug"})
    }

    assert undeclared == {}


def test_no_declaration_names_a_field_that_is_not_there():
    names = {model: {field.name for field in model._meta.get_fields()} for model in our_models()}

    stale = {
        model.__name__: sorted(extra)
        for model in our_models()
        if (extra := (set(model.privacy.personal) | set(model.privacy.impersonal.split())) - names[model])
        and issubclass(model, Mutable | AppendOnly)
    }

    assert stale == {}


def test_every_room_with_personal_data_has_an_eraser():
    from lms.core import privacy

    rooms = {room_of(model.__module__) for model in our_models() if model.privacy.personal}

    assert rooms - set(privacy.erasers()) - {"lms.audit"} == set()


@pytest.mark.django_db
def test_every_ledger_has_its_triggers():
    from lms.core import append_only

    assert append_only.missing() == []
    assert len(append_only.guarded_models()) > 20


def test_append_only_models_use_the_queryset_that_refuses():
    from lms.core.models import AppendOnlyQuerySet

    loose = [
        model.__name__
        for model in our_models()
        if issubclass(model, AppendOnly) and not isinstance(model._default_manager.all(), AppendOnlyQuerySet)
    ]

    assert loose == []


def test_no_model_orders_by_default():
    ordered = [
        model.__name__ for model in our_models() if model._meta.ordering and issubclass(model, Mutable | AppendOnly)
    ]

    assert ordered == []


def test_links_to_people_and_records_are_protected():
    """Deleting a row must never take another with it: cascades are for parts of the same thing, named here."""
    of_wagtail = {f"{kind}.collection" for kind in ("TeachbackImage", "TeachbackDocument", "Video")}
    allowed = {"Rendition.image"} | of_wagtail

    cascades = {
        f"{model.__name__}.{field.name}"
        for model in our_models()
        for field in model._meta.local_fields
        if field.remote_field
        and not getattr(field.remote_field, "parent_link", False)
        and field.remote_field.on_delete is models.CASCADE
    }

    assert cascades - allowed == set()


def test_apps_are_installed_for_every_room():
    installed = {config.name for config in apps.get_app_configs()}

    assert set(ROOMS) - {"lms.formats"} - installed == set()
