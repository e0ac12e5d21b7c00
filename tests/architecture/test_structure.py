"""The structural checks that import-linter cannot make (architecture.md, "How it is checked", 2 to 5)."""

import ast
import pathlib

import pytest
from django.apps import apps
from django.db import models

from lms.core.models import AppendOnly, Mutable
from tests.architecture.rooms import HEIGHT, ROOMS, ROOT, contract, our_models, room_of

WRITES = {
    "create", "create_user", "create_superuser", "bulk_create", "get_or_create", "update_or_create",
    "save", "update", "bulk_update", "add", "set", "remove", "clear", "delete",
}  # fmt: skip
FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef


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


def _models_by_accessor():
    """How a related row leads to the rows of a model: accessor → names of the models that it may lead to."""
    found = {}
    for model in our_models():
        for field in model._meta.local_many_to_many:
            found.setdefault(field.name, set()).add(model.__name__)
        for relation in model._meta.related_objects:
            if room_of(relation.related_model.__module__):
                found.setdefault(relation.get_accessor_name(), set()).add(relation.related_model.__name__)
    return found


def foreign_writes(source: str, room: str, owners: dict[str, str], accessors: dict[str, set[str]]) -> list[str]:
    """Writes, in a room, to models that it does not own.

    Seen are `Foreign.objects….create(…)`, `Foreign(…).save()`, a name that was made from either or is annotated with
    the model, and `row.accessor….create(…)`. Not seen is a row that another function returns.
    """
    found = []
    for scope in _scopes(ast.parse(source)):
        names = _models_of_names(scope, owners)
        for node in _nodes_of(scope):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
                written = _models_written(node.func, names, owners, accessors)
                if written and all(owners[name] != room for name in written):
                    found.append(f"{'/'.join(sorted(written))}….{node.func.attr} (line {node.lineno})")
    return found


def _scopes(tree):
    yield tree
    yield from (node for node in ast.walk(tree) if isinstance(node, FUNCTIONS))


def _nodes_of(scope):
    """Everything in a module or a function, without the functions inside it."""
    for child in ast.iter_child_nodes(scope):
        if not isinstance(child, FUNCTIONS):
            yield child
            yield from _nodes_of(child)


def _models_of_names(scope, owners) -> dict[str, str]:
    """Local name → the model of the row or rows that it holds, as far as the scope itself says so."""
    named = {}
    if isinstance(scope, FUNCTIONS):
        for argument in (*scope.args.posonlyargs, *scope.args.args, *scope.args.kwonlyargs):
            mentioned = [node.id for node in ast.walk(argument) if isinstance(node, ast.Name) and node.id in owners]
            if mentioned:
                named[argument.arg] = mentioned[0]
    for node in _nodes_of(scope):
        if isinstance(node, ast.Assign) and (model := _model_at_root(node.value, owners)):
            named |= {target.id: model for target in node.targets if isinstance(target, ast.Name)}
    return named


def _model_at_root(node, owners) -> str | None:
    """The model of `Foreign(…)` and of a chain that begins with `Foreign.objects`."""
    chain = _chain(node)
    if chain and chain[0] in owners and (chain[1:] == ["()"] or chain[1:2] == ["objects"]):
        return chain[0]
    return None


def _chain(node) -> list[str]:
    """`Foreign.objects.filter(…)` as ["Foreign", "objects", "filter", "()"]; empty where it begins with no name."""
    parts = []
    while isinstance(node, ast.Call | ast.Attribute):
        parts.append(node.attr if isinstance(node, ast.Attribute) else "()")
        node = node.value if isinstance(node, ast.Attribute) else node.func
    return [node.id, *reversed(parts)] if isinstance(node, ast.Name) else []


def _models_written(target: ast.Attribute, names, owners, accessors) -> set[str]:
    """The models, one of which this attribute of a row, a class or a manager writes."""
    chain = _chain(target.value)
    through = [part for part in chain[1:] if part in accessors]
    if through:
        return accessors[through[-1]]
    if model := _model_at_root(target.value, owners):
        return {model}
    is_a_row_or_rows = chain and (len(chain) == 1 or chain[-1] == "()")
    return {names[chain[0]]} if is_a_row_or_rows and chain[0] in names else set()


def test_rows_are_written_only_through_their_own_room():
    owners, accessors = _models_by_name(), _models_by_accessor()

    broken = {
        dotted_name(path): found
        for path in python_files()
        if (room := room_of(dotted_name(path))) and (found := foreign_writes(path.read_text(), room, owners, accessors))
    }

    assert broken == {}


FOREIGN = {"User": "lms.people", "Membership": "lms.people", "PracticeEntry": "lms.practice"}
ACCESSORS = {"memberships": {"Membership"}, "practice_entries": {"PracticeEntry"}}


@pytest.mark.parametrize(
    ("planted", "found"),
    [
        ("Membership.objects.filter(role='x').update(role='y')", "Membership….update (line 1)"),
        ("Membership(role='x').save()", "Membership….save (line 1)"),
        ("User.objects.create_user(email='a@example.org')", "User….create_user (line 1)"),
        ("person.memberships.create(role='x')", "Membership….create (line 1)"),
        ("person.memberships.filter(role='x').delete()", "Membership….delete (line 1)"),
        ("entry.coach.memberships.all().update(role='x')", "Membership….update (line 1)"),
        ("row = Membership(role='x')\nrow.save()", "Membership….save (line 2)"),
        ("row = Membership.objects.get(pk=1)\nrow.delete()", "Membership….delete (line 2)"),
        ("rows = Membership.objects.all()\nrows.filter(pk=1).delete()", "Membership….delete (line 2)"),
        ("def end(row: Membership):\n    row.save()", "Membership….save (line 2)"),
        ("def end(*, row: Membership | None):\n    row.save()", "Membership….save (line 2)"),
    ],
)
def test_the_write_check_catches_a_planted_violation(planted, found):
    assert foreign_writes(planted, "lms.practice", FOREIGN, ACCESSORS) == [found]


@pytest.mark.parametrize(
    "allowed",
    [
        "PracticeEntry.objects.filter(pk=1).update(minutes=1)",
        "PracticeEntry(minutes=1).save()",
        "person.practice_entries.create(minutes=1)",
        "User.objects.get(pk=1).practice_entries.create(minutes=1)",
        "Membership.objects.filter(role='x').count()",
        "found.update(person.memberships.all())",
        "def read(row: Membership):\n    row.answers.update({})",
        "def other():\n    row = Membership(role='x')\n\ndef own(row: PracticeEntry):\n    row.save()",
    ],
)
def test_the_write_check_lets_a_room_write_its_own_rows(allowed):
    assert foreign_writes(allowed, "lms.practice", FOREIGN, ACCESSORS) == []


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
