"""Rows by one field, for what every request asks: the session, the person, their roles.

Django writes the SQL of a query anew each time, and looks up anew how each column is read. Together that costs several
times what the database needs to answer (ADR 0016). Here Django does both once, for each kind of database.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet


@dataclass(frozen=True)
class _Prepared:
    """The SQL, the attributes that its columns become (those of the model first), and how their values are read.

    `constants` are the values that `shape` wrote into the columns: they stand before the one that is asked for.
    """

    sql: str
    constants: tuple
    fields: tuple[str, ...]
    annotations: tuple[str, ...]
    converters: tuple[tuple[int, Callable, Any], ...]


class RowsBy:
    """`RowsBy(Session, "session_key")(key)` is the list of the rows with that value.

    `shape` may order by columns, annotate and leave fields out, and filters nothing; `select_related` does not reach
    them. Raises ValueError, as Django's own filters, when the value cannot be one of the field's.
    """

    def __init__(self, model: type[Model], field: str, shape: Callable[[QuerySet], QuerySet] = QuerySet.all):
        self.model, self.shape = model, shape
        self.field = model._meta.get_field(field)
        self._prepared: dict[str, _Prepared] = {}

    def __call__(self, value: Any) -> list[Model]:
        wanted = self.field.get_db_prep_value(value, connection)
        if connection.vendor not in self._prepared:
            self._prepared[connection.vendor] = self._prepare(wanted)
        prepared = self._prepared[connection.vendor]
        with connection.cursor() as cursor:
            cursor.execute(prepared.sql, [*prepared.constants, wanted])
            return [self._row(prepared, list(values)) for values in cursor.fetchall()]

    def _prepare(self, wanted: Any) -> _Prepared:
        rows = self.shape(self.model._default_manager.filter(**{self.field.name: wanted}))
        compiler = rows.query.get_compiler(connection=connection)
        sql, values = compiler.as_sql()
        if values[-1] != wanted:  # a constant in the ORDER BY would take the place of the next value that is asked for
            raise TypeError("RowsBy orders by columns only")
        columns = [expression for expression, _sql, _alias in compiler.select]
        annotations = tuple(rows.query.annotation_select)
        fields = columns[: len(columns) - len(annotations)]
        read = compiler.get_converters(columns)
        return _Prepared(
            sql=sql,
            constants=tuple(values[:-1]),
            fields=tuple(column.target.attname for column in fields),
            annotations=annotations,
            converters=tuple((at, convert, column) for at, (converts, column) in read.items() for convert in converts),
        )

    def _row(self, prepared: _Prepared, values: list) -> Model:
        for at, convert, column in prepared.converters:
            values[at] = convert(values[at], column, connection)
        row = self.model.from_db(connection.alias, prepared.fields, values[: len(prepared.fields)])
        for name, value in zip(prepared.annotations, values[len(prepared.fields) :], strict=True):
            setattr(row, name, value)
        return row
