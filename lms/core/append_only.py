"""Database triggers that refuse UPDATE and DELETE on append-only tables, on SQLite and PostgreSQL alike.

A mutable model with `frozen_when = (field, values)` is guarded from the moment its row reaches one of those states: a
confirmed practice entry is corrected by a new entry that names it.

Erasing a person is the one lawful change: while audit's erasing transaction holds a row in `audit_erasurepermit`,
UPDATE is let through (never DELETE), and only for the fields that the model's `privacy` clears or pseudonymises. No
other transaction can see that uncommitted row.
"""

from django.apps import apps
from django.db import connections, models

from lms.core.models import AppendOnly
from lms.core.privacy import Erase

PERMIT_TABLE = "audit_erasurepermit"
_ERASING = (Erase.CLEAR, Erase.PSEUDONYM)
_WORDS = "append-only: correct it by a new row"


def guarded_models() -> list[type[models.Model]]:
    """Every concrete model whose rows the database keeps, always or from a state on."""
    return [
        model
        for model in apps.get_models()
        if not model._meta.abstract and (issubclass(model, AppendOnly) or hasattr(model, "frozen_when"))
    ]


def trigger_names(table: str) -> list[str]:
    return [f"{table}_no_update"[-63:], f"{table}_no_delete"[-63:]]


def _truncate_trigger(table: str) -> str:
    return f"{table}_no_truncate"[-63:]


def _names_on(vendor: str, table: str) -> list[str]:
    return trigger_names(table) + ([_truncate_trigger(table)] if vendor == "postgresql" else [])


def _frozen_condition(model: type[models.Model]) -> str:
    """SQL that is true when the stored row must not change."""
    if issubclass(model, AppendOnly):
        return "TRUE"
    field, values = model.frozen_when
    column = model._meta.get_field(field).column
    listed = ", ".join(f"'{value}'" for value in values)
    return f'OLD."{column}" IN ({listed})'


def _erasable(model: type[models.Model]) -> list[str]:
    """The columns that erasing a person empties or fills with a pseudonym."""
    return [model._meta.get_field(name).column for name, rule in model.privacy.personal.items() if rule in _ERASING]


def _kept_changes(model: type[models.Model]) -> str:
    """SQLite's words for: a column changes that no erasure touches."""
    columns = [field.column for field in model._meta.local_concrete_fields]
    kept = [column for column in columns if column not in _erasable(model)]
    return " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in kept)


def _sqlite(model: type[models.Model]) -> list[str]:
    table, frozen, kept_changes = model._meta.db_table, _frozen_condition(model), _kept_changes(model)
    no_update, no_delete = trigger_names(table)
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is {_WORDS}'); END"
    without_permit = f'NOT EXISTS (SELECT 1 FROM "{PERMIT_TABLE}")'  # noqa: S608 -- a constant of this module
    return [
        f'DROP TRIGGER IF EXISTS "{no_update}"',
        f'DROP TRIGGER IF EXISTS "{no_delete}"',
        f'CREATE TRIGGER "{no_update}" BEFORE UPDATE ON "{table}" '
        f"WHEN {frozen} AND ({without_permit} OR {kept_changes}) {refuse}",
        f'CREATE TRIGGER "{no_delete}" BEFORE DELETE ON "{table}" WHEN {frozen} {refuse}',
    ]


# The trigger's arguments name the erasable columns, which are taken out of both rows before they are compared. Here a
# trigger that named the others in its condition would stop every later migration that alters one of them.
_POSTGRES_FUNCTION = f"""
CREATE OR REPLACE FUNCTION teachback_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  erasable text[] := COALESCE(TG_ARGV, '{{}}');
BEGIN
  IF TG_OP = 'UPDATE' AND EXISTS (SELECT 1 FROM {PERMIT_TABLE}) THEN
    IF to_jsonb(OLD) - erasable IS NOT DISTINCT FROM to_jsonb(NEW) - erasable THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION '% is {_WORDS}', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""  # noqa: S608 -- both names are constants of this module


def _postgres(model: type[models.Model]) -> list[str]:
    table, frozen = model._meta.db_table, _frozen_condition(model)
    no_update, no_delete = trigger_names(table)
    erasable = ", ".join(f"'{column}'" for column in _erasable(model))
    return [
        f'CREATE OR REPLACE TRIGGER "{name}" BEFORE {operation} ON "{table}" '
        f"FOR EACH ROW WHEN ({frozen}) EXECUTE FUNCTION teachback_append_only({erasable})"
        for name, operation in ((no_update, "UPDATE"), (no_delete, "DELETE"))
    ] + [
        # Emptying a table fires no row trigger. SQLite has no TRUNCATE.
        f'CREATE OR REPLACE TRIGGER "{_truncate_trigger(table)}" BEFORE TRUNCATE ON "{table}" '
        "FOR EACH STATEMENT EXECUTE FUNCTION teachback_append_only()"
    ]


def install(using: str = "default") -> None:
    """Create the triggers for every guarded table that exists; safe to repeat."""
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    if PERMIT_TABLE not in existing:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRES_FUNCTION)
        build = _postgres if connection.vendor == "postgresql" else _sqlite
        for model in guarded_models():
            if model._meta.db_table in existing:
                for statement in build(model):
                    cursor.execute(statement)


def remove(using: str = "default") -> None:
    """Take the triggers off. Only the test suite does, to empty tables between tests; migrate puts them back."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for model in guarded_models():
            table = model._meta.db_table
            for name in _names_on(connection.vendor, table):
                on_table = f' ON "{table}"' if connection.vendor == "postgresql" else ""
                cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on_table}')


def install_after_migrate(sender, using="default", **kwargs) -> None:
    """post_migrate is sent once an app, after all tables exist; core, which every room stands on, answers it once."""
    if sender.label == "core":
        install(using)


def missing(using: str = "default") -> list[str]:
    """Names of triggers that should be there and are not."""
    connection = connections[using]
    query = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {row[0] for row in cursor.fetchall()}
    tables = set(connection.introspection.table_names())
    wanted = [
        name
        for model in guarded_models()
        if model._meta.db_table in tables
        for name in _names_on(connection.vendor, model._meta.db_table)
    ]
    return [name for name in wanted if name not in present]
