"""Tables told by rows of the catalogue: they are worked out from the schema, and SQLAlchemy reads them.

The rows are those of the queries in SQLAlchemy's dialect, https://www.postgresql.org/docs/15/catalogs.html.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy.engine.reflection import ObjectKind, ObjectScope, ReflectionDefaults

from sqlgen.dialect import Dialect
from sqlgen.reflection import typed_defaults, typed_expressions
from sqlgen.reflection.answers import Answers, Unspelled
from sqlgen.reflection.errors import UnknownShape, Unpredictable
from sqlgen.reflection.index_parts import index_row
from sqlgen.reflection.made_up_names import constraint_names, has_sequence, sequence_of_column
from sqlgen.reflection.named_types import domain_rows, enum_rows, identifier, own_type
from sqlgen.reflection.tables import Tables, numbers
from sqlgen.reflection.type_names import ServerType, type_of_column
from sqlgen.reflection.typed_values import INTEGERS
from sqlgen.schema import Check, Column, Exclude, ForeignKey, ObjectName, PrimaryKey, Table, Unique

_PLACE = re.compile(r"sqlgen_(\d+)")
# What the queries of SQLAlchemy call their columns.
_COLUMN = (
    *("name", "format_type", "default", "not_null", "table_name", "comment", "generated"),
    *("identity_options", "collation"),
)
_OPTIONS = (
    *("oid", "relname", "reloptions", "relhasoids", "access_method_name", "tablespace_name"),
    "parent_table_names",
)
_INDEX = (
    *("indrelid", "relname", "indisunique", "indisvalid", "has_constraint", "indoption"),
    *("reloptions", "relam", "amname", "filter_definition", "indnkeyatts", "indnullsnotdistinct"),
    *("elements", "elements_is_expr", "elements_opclass", "elements_opdefault"),
)


class CatalogueRows(Tables):
    """Works out the rows and gives them to SQLAlchemy's queries for several tables at once."""

    def tell(self, what: str, table: Table, asked: ObjectName) -> Any:
        """Return what SQLAlchemy reads in the rows of *table*."""
        rows = _Rows(self, table)
        dialect = self.reader()
        method = getattr(dialect, f"get_multi_{what}")
        if method.__module__.startswith("sqlalchemy.engine"):
            if what != "table_options":
                raise UnknownShape(asked, f"a package reads {dialect.name}'s catalogue in its own way")
            # SQLAlchemy 2.0 does not ask for options there.
            raise NotImplementedError
        connection = Answers(*getattr(rows, what)())
        told = dict(method(connection, asked.schema, [table.name.name], ObjectScope.ANY, kind=ObjectKind.ANY))
        nothing = getattr(ReflectionDefaults, what)
        return rows.completed(told.get((asked.schema, table.name.name), nothing()))

    def reader(self) -> Any:
        """Return SQLAlchemy's dialect, which asks this for what it would ask the catalogue otherwise."""
        dialect = _reader(self._dialect)
        dialect._load_enums = lambda *_, schema=None, **__: self.enums(schema)
        dialect._load_domains = lambda *_, schema=None, **__: self.domains(schema)
        return dialect

    def enums(self, schema: str | None) -> Any:
        """Return the enums of *schema*: None those of the default one, ``*`` all."""
        names, rows = enum_rows(self._schema, self._dialect, schema)
        return copy.copy(self._dialect.sqlalchemy)._load_enums(Answers((names, rows)))  # type: ignore[attr-defined]

    def domains(self, schema: str | None) -> Any:
        """Return the domains of *schema*, as above."""
        names, rows = domain_rows(self._schema, self._dialect, schema)
        return copy.copy(self._dialect.sqlalchemy)._load_domains(Answers((names, rows)))  # type: ignore[attr-defined]

    def sequences_of(self, table: Table) -> tuple[str, ...]:
        """Return the sequences behind SERIAL and identity columns."""
        return tuple(
            sequence_of_column(table, column, self._schema, self._dialect)
            for column in table.columns
            if has_sequence(column)
        )

    @property
    def schema(self) -> Any:
        """The whole schema."""
        return self._schema

    @property
    def dialect(self) -> Any:
        """The target."""
        return self._dialect


@lru_cache(maxsize=8)
def _reader(dialect: Dialect) -> Any:
    """Return a dialect that keeps its queries, which take long to make, from one question to the next."""
    reader: Any = copy.copy(dialect.sqlalchemy)
    reader._pg_am_btree_oid = "btree"
    reader._load_pg_am_dict = lambda *_, **__: _Itself()
    reader._load_pg_opclass_notdefault_dict = lambda *_, **__: _Itself()
    return reader


class _Itself:
    """A catalogue in which every number is the name itself, None the one that is not shown."""

    def get(self, name: Any) -> Any:
        return name

    def __getitem__(self, name: Any) -> Any:
        return name


Result = tuple[Sequence[str], list[Sequence[Any]]]


class _Rows:
    """The rows of one table. Each method returns the answers to one question's queries."""

    def __init__(self, tables: CatalogueRows, table: Table) -> None:
        self._tables = tables
        self._table = table
        self._dialect = tables.dialect
        self._name = table.name.name
        self._unspelled: list[Unspelled] = []

    def completed(self, value: Any) -> Any:
        """Return *value* with what only its author spelled in its place."""
        if isinstance(value, dict):
            return {key: self.completed(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self.completed(item) for item in value]
        if isinstance(value, str) and not isinstance(value, Unspelled):
            place = _PLACE.fullmatch(value)
            return self._unspelled[int(place[1])] if place is not None else value
        return value

    # --- columns ----------------------------------------------------------------------------------------

    def columns(self) -> list[Result]:
        names = _COLUMN
        rows = [self._column(column) for column in self._table.columns]
        return [(names, rows or [(None, None, None, None, self._name, None, None, None, None)])]

    def _column(self, column: Column) -> Sequence[Any]:
        type_ = self._type(column)
        key = self._table.primary_key
        not_null = not column.nullable or (key is not None and column.name in key.columns)
        not_null = not_null or has_sequence(column)
        text = type_.text if type_.known else own_type(type_, self._tables.schema, self._dialect)
        collation = {"name": type_.collation, "schema": None} if type_.collation else None
        return (
            column.name,
            f"{text}[]" if type_.array else text,
            self._default(column, type_),
            not_null,
            self._name,
            column.comment,
            ("s" if column.computed.persisted is not False else "v") if column.computed is not None else "",
            self._identity(column, type_),
            collation,
        )

    def _type(self, column: Column) -> ServerType:
        return type_of_column(column, self._table.name, self._dialect)

    def _default(self, column: Column, type_: ServerType) -> str | None:
        if column.computed is not None:
            return self._rewritten(column.computed.sql, "a generated column", pretty=False)
        if has_sequence(column) and column.identity is None:
            name = sequence_of_column(self._table, column, self._tables.schema, self._dialect)
            return f"nextval('{self._relation(name)}'::regclass)"
        if column.default is None:
            return None
        shown = typed_defaults.shown(column.default.sql, type_, self._dialect, self._own)
        if shown is None:
            return self._unspelled_text("the default", column.default.sql, f".{column.name}")
        return shown or None

    def _relation(self, name: str) -> str:
        schema = self._table.name.schema
        shown = self._shown(name)
        if schema is not None and schema != self._dialect.facts.ddl.default_schema:
            shown = f"{self._shown(schema)}.{shown}"
        return shown.replace("'", "''")

    def _shown(self, name: str) -> str:
        return identifier(name, self._dialect)

    def _own(self, text: str) -> str | None:
        try:
            return own_type(
                ServerType(text, known=False), self._tables.schema, self._dialect, only_enums=True
            )
        except UnknownShape:
            return None

    def _identity(self, column: Column, type_: ServerType) -> dict[str, Any] | None:
        identity = column.identity
        if identity is None:
            return None
        limit = 2 ** INTEGERS.get(type_.word, 63)
        return {
            "always": identity.always,
            **numbers(identity, -limit, limit - 1),
            "cache": identity.cache if identity.cache is not None else 1,
            "cycle": bool(identity.cycle),
        }

    # --- expressions ------------------------------------------------------------------------------------

    def _rewritten(self, sql: str, kind: str, *, pretty: bool) -> str:
        text = self.expression(sql, pretty=pretty)
        return text if text is not None else self._unspelled_text(kind, sql)

    def expression(self, sql: str, *, pretty: bool) -> str | None:
        """Return a condition or value over the table's columns as the server shows it."""

        def type_of(name: str) -> ServerType | None:
            column = self._table.column(name)
            return self._type(column) if column is not None else None

        columns = typed_expressions.Columns(type_of, self._shown, self._own)
        return typed_expressions.rewritten(sql, columns, self._dialect, pretty=pretty)

    def _unspelled_text(self, kind: str, sql: str, subject: str = "") -> Unspelled:
        why = "how is not certain"
        return Unspelled(sql, Unpredictable(f"{self._table.name}{subject}", kind, sql, why))

    def unspelled(self, kind: str, sql: str) -> str:
        """Return a place for what is not certain."""
        self._unspelled.append(self._unspelled_text(kind, sql))
        return f"sqlgen_{len(self._unspelled) - 1}"

    # --- constraints --------------------------------------------------------------------------------------

    def named(self, *kinds: Any) -> list[tuple[str, Any]]:
        """Return the constraints of some kinds with their names, in the order of these."""
        names = constraint_names(self._table, self._tables.schema, self._dialect)
        pairs = [
            (str(name()), constraint)
            for name, constraint in zip(names, self._table.constraints, strict=True)
            if isinstance(constraint, kinds)
        ]
        return sorted(pairs, key=lambda pair: pair[0].encode())

    def _numbered(self) -> Result:
        return ["oid", "relname"], [(1, self._name)]

    def _keys(self, kind: Any) -> list[Result]:
        names = ["conrelid", "cols", "conname", "description", "indnkeyatts", "indnullsnotdistinct"]
        rows: list[Sequence[Any]] = []
        for name, constraint in self.named(kind):
            options = {key.partition("_")[2]: value for key, value in constraint.options}
            included = [getattr(item, "name", item) for item in options.get("include") or ()]
            distinct = bool(options.get("nulls_not_distinct"))
            columns = [*constraint.columns, *included]
            rows.append((1, columns, name, None, len(constraint.columns), distinct))
        return [self._numbered(), (names, rows)]

    def pk_constraint(self) -> list[Result]:
        return self._keys(PrimaryKey)

    def unique_constraints(self) -> list[Result]:
        return self._keys(Unique)

    def foreign_keys(self) -> list[Result]:
        names = ["relname", "conname", "condef", "nspname", "description"]
        rows: list[Sequence[Any]] = []
        for name, key in self.named(ForeignKey):
            schema = key.referred.schema or self._dialect.facts.ddl.default_schema
            rows.append((self._name, name, self._foreign_key(key), schema, None))
        return [(names, rows or [(self._name, None, None, None, None)])]

    def _foreign_key(self, key: ForeignKey) -> str:
        referred = key.referred_columns or self._primary_key_of(key.referred)
        visible = key.referred.schema in (None, self._dialect.facts.ddl.default_schema)
        target = _always_quoted(key.referred.name)
        if not visible and key.referred.schema is not None:
            target = f"{_always_quoted(key.referred.schema)}.{target}"
        columns, others = (", ".join(map(_always_quoted, names)) for names in (key.columns, referred))
        text = f"FOREIGN KEY ({columns}) REFERENCES {target}({others})"
        text += " MATCH FULL" if (key.match or "").upper() == "FULL" else ""
        for word, action in (("UPDATE", key.onupdate), ("DELETE", key.ondelete)):
            if action and action.upper() != "NO ACTION":
                text += f" ON {word} {action.upper()}"
        deferred = (key.initially or "").upper() == "DEFERRED"
        text += " DEFERRABLE" if key.deferrable or deferred else ""
        return text + (" INITIALLY DEFERRED" if deferred else "")

    def _primary_key_of(self, name: ObjectName) -> tuple[str, ...]:
        table = self._tables.schema.table(name)
        if table is None or table.primary_key is None:
            raise UnknownShape(name, "its primary key is not known")
        columns: tuple[str, ...] = table.primary_key.columns
        return columns

    def check_constraints(self) -> list[Result]:
        names = ["relname", "conname", "condef", "description"]
        rows: list[Sequence[Any]] = []
        for name, check in self.named(Check):
            text = self.expression(check.sql, pretty=True)
            condition = text if text is not None else self.unspelled("the CHECK", check.sql)
            options = {key.partition("_")[2]: value for key, value in check.options}
            end = " NOT VALID" if options.get("not_valid") else ""
            rows.append((self._name, name, f"CHECK ({condition}){end}", None))
        return [(names, rows or [(self._name, None, None, None)])]

    def table_comment(self) -> list[Result]:
        return [(["relname", "description"], [(self._name, self._table.comment)])]

    def table_options(self) -> list[Result]:
        names = _OPTIONS
        options = {key.partition("_")[2]: value for key, value in self._table.options}
        using = options.get("using")
        inherits = options.get("inherits")
        parents = [inherits] if isinstance(inherits, str) else list(inherits or ())
        storage = [f"{key}={value}" for key, value in (options.get("with") or {}).items()]
        row = (
            1,
            self._name,
            storage or None,
            None,
            None if using in (None, "heap") else using,
            options.get("tablespace"),
            parents or None,
        )
        return [(names, [row])]

    # --- indexes ------------------------------------------------------------------------------------------

    def indexes(self) -> list[Result]:
        names = _INDEX
        rows = sorted(self._index_rows(), key=lambda row: str(row[1]).encode())
        return [self._numbered(), (names, rows)]

    def _index_rows(self) -> Iterator[Sequence[Any]]:
        for name, constraint in self.named(Unique, Exclude):
            if isinstance(constraint, Exclude):
                raise UnknownShape(self._table.name, f"the index of the EXCLUDE {name} is not worked out")
            options = {key.partition("_")[2]: value for key, value in constraint.options}
            included = [getattr(item, "name", item) for item in options.get("include") or ()]
            elements = [*constraint.columns, *included]
            yield (
                *(1, name, True, True, True, [0] * len(constraint.columns), None, "btree", "btree", None),
                *(len(constraint.columns), bool(options.get("nulls_not_distinct"))),
                *(elements, [False] * len(elements), [None] * len(elements), [True] * len(elements)),
            )
        for index in self._table.indexes:
            yield index_row(index, self._table, self._tables.schema, self._dialect, self)


def _always_quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
