"""Database triggers that refuse UPDATE and DELETE on append-only tables, on SQLite and PostgreSQL alike.

A mutable model with `frozen_when = (field, values)` is guarded from the moment its row reaches one of those states: a
confirmed practice entry is corrected by a new entry that names it. Its many-to-many links are guarded with it: none can
be added, changed or taken away.

Erasing a person is the one lawful change: while audit's erasing transaction holds a row in `audit_erasurepermit`,
UPDATE is let through (never DELETE), and only for the fields that the model's `privacy` clears or pseudonymises. No
other transaction can see that uncommitted row.
"""

from dataclasses import dataclass

from django.apps import apps
from django.db import connections, models

from lms.core.models import AppendOnly
from lms.core.privacy import Erase

PERMIT_TABLE = "audit_erasurepermit"
_ERASING = (Erase.CLEAR, Erase.PSEUDONYM)
_WORDS = "append-only: correct it by a new row"


@dataclass(frozen=True)
class Guard:
    """The triggers of one table: name → the statement that creates it."""

    table: str
    triggers: dict[str, str]


def guarded_models() -> list[type[models.Model]]:
    """Every concrete model whose rows the database keeps, always or from a state on."""
    return [
        model
        for model in apps.get_models()
        if not model._meta.abstract and (issubclass(model, AppendOnly) or hasattr(model, "frozen_when"))
    ]


def trigger_names(table: str) -> list[str]:
    return [f"{table}_no_update"[-63:], f"{table}_no_delete"[-63:]]


def _frozen_condition(model: type[models.Model]) -> str:
    """SQL that is true when the stored row must not change."""
    if issubclass(model, AppendOnly):
        return "TRUE"
    return f"OLD.{_in_frozen_state(model)}"


def _in_frozen_state(model: type[models.Model]) -> str:
    field, values = model.frozen_when
    listed = ", ".join(f"'{value}'" for value in values)
    return f'"{model._meta.get_field(field).column}" IN ({listed})'


def _erasable(model: type[models.Model]) -> list[str]:
    """The columns that erasing a person empties or fills with a pseudonym."""
    return [model._meta.get_field(name).column for name, rule in model.privacy.personal.items() if rule in _ERASING]


def _kept_changes(model: type[models.Model]) -> str:
    """SQLite's words for: a column changes that no erasure touches."""
    columns = [field.column for field in model._meta.local_concrete_fields]
    kept = [column for column in columns if column not in _erasable(model)]
    return " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in kept)


def _sqlite(model: type[models.Model]) -> Guard:
    table, frozen, kept_changes = model._meta.db_table, _frozen_condition(model), _kept_changes(model)
    no_update, no_delete = trigger_names(table)
    without_permit = f'NOT EXISTS (SELECT 1 FROM "{PERMIT_TABLE}")'  # noqa: S608 -- a constant of this module
    changes = f"{frozen} AND ({without_permit} OR {kept_changes})"
    return Guard(
        table,
        {
            no_update: _sqlite_trigger(no_update, "UPDATE", table, when=changes),
            no_delete: _sqlite_trigger(no_delete, "DELETE", table, when=frozen),
        },
    )


def _sqlite_trigger(name: str, operation: str, table: str, *, when: str) -> str:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is {_WORDS}'); END"
    return f'CREATE TRIGGER "{name}" BEFORE {operation} ON "{table}" WHEN {when} {refuse}'


def _sqlite_links(model: type[models.Model], link: models.ManyToManyField) -> Guard:
    table, column, linked_from = link.m2m_db_table(), link.m2m_column_name(), model._meta.db_table
    named = {"INSERT": f'NEW."{column}"', "UPDATE": f'OLD."{column}", NEW."{column}"', "DELETE": f'OLD."{column}"'}
    triggers = {}
    for operation, ids in named.items():
        name = f"{table}_frozen_{operation.lower()}"[-63:]
        rows = f'SELECT 1 FROM "{linked_from}" WHERE id IN ({ids}) AND {_in_frozen_state(model)}'  # noqa: S608 -- own names
        triggers[name] = _sqlite_trigger(name, operation, table, when=f"EXISTS ({rows})")
    return Guard(table, triggers)


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


# PostgreSQL lets no trigger condition look into another table. Arguments: the table, column and states of what is
# linked from, and the column of the link that names it.
_POSTGRES_LINK_FUNCTION = f"""
CREATE OR REPLACE FUNCTION teachback_frozen_links() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  linked bigint[] := ARRAY[(to_jsonb(OLD) ->> TG_ARGV[3])::bigint, (to_jsonb(NEW) ->> TG_ARGV[3])::bigint];
  is_frozen boolean;
BEGIN
  -- The lock lets nobody freeze the row between this look and the end of the transaction that changes its links.
  EXECUTE format('SELECT bool_or(%I = ANY ($2)) FROM (SELECT * FROM %I WHERE id = ANY ($1) FOR SHARE) AS linked_from',
    TG_ARGV[1], TG_ARGV[0]) INTO is_frozen USING linked, string_to_array(TG_ARGV[2], ',');
  IF is_frozen THEN
    RAISE EXCEPTION '% is {_WORDS}', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$
"""  # noqa: S608 -- a constant of this module


def _postgres(model: type[models.Model]) -> Guard:
    table, frozen = model._meta.db_table, _frozen_condition(model)
    no_update, no_delete = trigger_names(table)
    erasable = ", ".join(f"'{column}'" for column in _erasable(model))
    triggers = {
        name: f'CREATE OR REPLACE TRIGGER "{name}" BEFORE {operation} ON "{table}" '
        f"FOR EACH ROW WHEN ({frozen}) EXECUTE FUNCTION teachback_append_only({erasable})"
        for name, operation in ((no_update, "UPDATE"), (no_delete, "DELETE"))
    }
    return Guard(table, triggers | _postgres_no_truncate(table))


def _postgres_links(model: type[models.Model], link: models.ManyToManyField) -> Guard:
    table, (field, states) = link.m2m_db_table(), model.frozen_when
    name = f"{table}_frozen"[-63:]
    arguments = (
        model._meta.db_table,
        model._meta.get_field(field).column,
        ",".join(states),
        link.m2m_column_name(),
    )
    given = ", ".join(f"'{argument}'" for argument in arguments)
    statement = (
        f'CREATE OR REPLACE TRIGGER "{name}" BEFORE INSERT OR UPDATE OR DELETE ON "{table}" '
        f"FOR EACH ROW EXECUTE FUNCTION teachback_frozen_links({given})"
    )
    return Guard(table, {name: statement, **_postgres_no_truncate(table)})


def _postgres_no_truncate(table: str) -> dict[str, str]:
    """Emptying a table fires no row trigger. SQLite has no TRUNCATE."""
    name = f"{table}_no_truncate"[-63:]
    statement = (
        f'CREATE OR REPLACE TRIGGER "{name}" BEFORE TRUNCATE ON "{table}" '
        "FOR EACH STATEMENT EXECUTE FUNCTION teachback_append_only()"
    )
    return {name: statement}


def _guards(connection) -> list[Guard]:
    """The guards of the tables that exist. During the first migrations some do not yet."""
    is_postgres = connection.vendor == "postgresql"
    guard, guard_links = (_postgres, _postgres_links) if is_postgres else (_sqlite, _sqlite_links)
    existing = set(connection.introspection.table_names())
    rows = [guard(model) for model in guarded_models()]
    links = [
        guard_links(model, link)
        for model in guarded_models()
        for link in model._meta.local_many_to_many
        if hasattr(model, "frozen_when")
    ]
    return [found for found in rows + links if found.table in existing]


def install(using: str = "default") -> None:
    """Create the triggers for every guarded table that exists; safe to repeat."""
    connection = connections[using]
    if PERMIT_TABLE not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRES_FUNCTION)
            cursor.execute(_POSTGRES_LINK_FUNCTION)
        for guard in _guards(connection):
            for name, statement in guard.triggers.items():
                if connection.vendor == "sqlite":
                    cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"')
                cursor.execute(statement)


def remove(using: str = "default") -> None:
    """Take the triggers off: for migrations on SQLite, and to empty tables between tests. Migrate puts them back."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for guard in _guards(connection):
            on_table = f' ON "{guard.table}"' if connection.vendor == "postgresql" else ""
            for name in guard.triggers:
                cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on_table}')


def remove_before_migrate(sender, using="default", **kwargs) -> None:
    """SQLite changes a table by building it anew under its name, and stops at any trigger elsewhere that reads it."""
    if sender.label == "core" and connections[using].vendor == "sqlite":
        remove(using)


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
    return [name for guard in _guards(connection) for name in guard.triggers if name not in present]
