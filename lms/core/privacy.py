"""Which fields are personal, and what erasing a person does to each.

Every model declares every field (tests/architecture).
"""

import enum
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial

from django.db import models, transaction


class Erase(enum.Enum):
    """What happens to a personal field when its person is erased."""

    CLEAR = "clear"  # emptied: '' for text, NULL for the rest, the file deleted
    PSEUDONYM = "pseudonym"  # replaced by words that name nobody
    FOLLOWS = "follows"  # a link to the person: the row stays, the person behind it is a pseudonym then
    DELETE_ROW = "delete row"  # the whole row goes (only for mutable models)
    KEPT = "kept"  # a duty in law outlasts the person's wish: the model's docstring says which


@dataclass(frozen=True)
class Privacy:
    """A model's declaration. Key, id and times of record are never personal and need no mention.

    personal:   field name → what erasing does to it
    impersonal: names of the other fields, separated by spaces
    """

    personal: dict[str, Erase] = field(default_factory=dict)
    impersonal: str = ""

    ALWAYS_IMPERSONAL = frozenset({"id", "key", "recorded_at", "happened_at", "created_at", "updated_at"})

    def declared(self) -> frozenset[str]:
        return frozenset(self.personal) | frozenset(self.impersonal.split()) | self.ALWAYS_IMPERSONAL


PSEUDONYM = "Erased person"
_erasers: dict[str, Callable[[models.Model], None]] = {}
_comes_last: set[str] = set()


def register_eraser(room: str, eraser: Callable[[models.Model], None], *, comes_last: bool = False) -> None:
    """A room names, in `apps.ready()`, the function that erases a person from its tables.

    comes_last: it overwrites what the other rooms find the person by (the name, the address)
    """
    _erasers[room] = eraser
    if comes_last:
        _comes_last.add(room)


def erasers() -> dict[str, Callable[[models.Model], None]]:
    """Every room's eraser, by room, in the order in which they run."""
    return dict(sorted(_erasers.items(), key=lambda item: item[0] in _comes_last))


def _delete_files(rows: models.QuerySet, names: Iterable[str]) -> None:
    """The files behind cleared fields go when the erasure is certain: a file cannot be rolled back."""
    columns = [column for column in map(rows.model._meta.get_field, names) if isinstance(column, models.FileField)]
    for column in columns:
        for stored in rows.exclude(**{column.name: ""}).values_list(column.name, flat=True):
            transaction.on_commit(partial(column.storage.delete, stored))


def erase_fields(rows: models.QuerySet) -> None:
    """Apply a model's own declaration to the given rows. The caller holds audit's permit for append-only ones."""
    personal = rows.model.privacy.personal
    if Erase.DELETE_ROW in personal.values():
        rows.delete()
        return
    changes = {}
    for name, rule in personal.items():
        column = rows.model._meta.get_field(name)
        if rule is Erase.CLEAR:
            changes[name] = None if column.null else column.get_default() if column.has_default() else ""
        elif rule is Erase.PSEUDONYM:
            changes[name] = PSEUDONYM
    _delete_files(rows, changes)
    if changes:
        models.QuerySet.update(rows, **changes)
