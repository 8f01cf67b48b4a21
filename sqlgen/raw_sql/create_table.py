"""CREATE TABLE in all its forms, SELECT INTO, and DROP TABLE."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from sqlgen.operations import CreateTable, DropTable, MakeOpaque, Operation
from sqlgen.raw_sql import names
from sqlgen.raw_sql.columns import ColumnDraft, read_column
from sqlgen.raw_sql.constraints import at_constraint, named_columns, read_constraint
from sqlgen.raw_sql.dependents import without_references, without_views
from sqlgen.raw_sql.reader import Reader
from sqlgen.raw_sql.tokens import TokenKind
from sqlgen.schema import Check, Column, Constraint, ForeignKey, Index, ObjectName, PrimaryKey, Table

_PREFIXES = ("GLOBAL", "LOCAL", "TEMPORARY", "TEMP", "UNLOGGED", "PRIVATE")


@dataclass
class _Draft:
    """A table while its definition is read."""

    name: ObjectName
    columns: list[Column] = field(default_factory=list)
    constraints: list[Constraint] = field(default_factory=list)
    indexes: list[Index] = field(default_factory=list)
    options: dict[str, object] = field(default_factory=dict)
    comment: str | None = None
    opaque: str | None = None


def create_table(reader: Reader) -> Iterator[Operation]:
    """Read what follows CREATE [OR REPLACE]. Raises: NotRead."""
    prefixes = []
    while word := reader.accept_any(*_PREFIXES, "FOREIGN", "VIRTUAL", "EXTERNAL"):
        prefixes.append(word)
    reader.expect("TABLE")
    if_not_exists = reader.if_not_exists()
    name = reader.new_object()
    name = names.known_name(name, reader.schema.tables, reader.dialect) or name
    if if_not_exists and reader.context.table(name) is not None:
        return
    draft = _Draft(name)
    _read_body(reader, draft, virtual="VIRTUAL" in prefixes)
    table = Table(
        name=name,
        columns=tuple(draft.columns),
        constraints=tuple(draft.constraints),
        indexes=tuple(draft.indexes),
        comment=draft.comment,
        options=tuple(draft.options.items()),
        prefixes=tuple(p for p in prefixes if p in _PREFIXES),
        origin=reader.context.origin,
    )
    yield CreateTable(reader.context.origin, table, if_not_exists)
    if draft.opaque is not None:
        yield MakeOpaque(reader.context.origin, (name,), draft.opaque)


def _read_body(reader: Reader, draft: _Draft, *, virtual: bool) -> None:
    if virtual:
        draft.opaque = "the module of a virtual table decides on its columns"
        reader.skip_rest()
        return
    if reader.accept("PARTITION", "OF") or reader.accept("LIKE"):
        _copy(reader, draft, reader.table(), everything=True)
        reader.skip_rest()
        return
    if reader.accept("OF"):
        draft.opaque = "the table has the columns of a type"
        reader.skip_rest()
        return
    if reader.at("(") and reader.keyword(1) == "LIKE" and reader.dialect.facts.ddl.index_belongs_to_table:
        reader.position += 2
        _copy(reader, draft, reader.table(), everything=True)
        reader.skip_rest()
        return
    if reader.at("(") and reader.keyword(1) not in ("SELECT", "WITH"):
        _read_elements(reader, draft)
    _read_options(reader, draft)
    _mark_keys(reader, draft)
    _name_checked_columns(reader, draft)


def _read_elements(reader: Reader, draft: _Draft) -> None:
    reader.expect("(")
    while not reader.at(")"):
        _read_element(reader, draft)
        if not reader.accept(","):
            break
    reader.expect(")")


def _read_element(reader: Reader, draft: _Draft) -> None:
    if reader.accept("LIKE"):
        source = reader.table()
        options = reader.skip_to(",", ")").upper()
        _copy(reader, draft, source, everything="ALL" in options or "INDEXES" in options)
    elif reader.at("PERIOD", "FOR"):
        reader.skip_to(",", ")")
    elif at_constraint(reader):
        element = read_constraint(reader, draft.name)
        if isinstance(element, Index):
            draft.indexes.append(element)
        else:
            draft.constraints.append(element)
    else:
        _add_column(read_column(reader, draft.name), draft)


def _add_column(column: ColumnDraft, draft: _Draft) -> None:
    draft.columns.append(column.column(nullable=True))
    draft.constraints += column.constraints
    draft.indexes += column.indexes
    draft.options.update(column.table_options)


def _copy(reader: Reader, draft: _Draft, source: ObjectName, *, everything: bool) -> None:
    """LIKE: columns and NOT NULL; defaults, constraints and indexes only where asked for."""
    table = reader.context.table(source)
    if table is None or source in reader.schema.opaque:
        draft.opaque = f"it is made like {source}, whose columns are not known"
        return
    if not everything:
        draft.columns += [replace(column, default=None, autoincrement=False) for column in table.columns]
        return
    draft.columns += table.columns
    # Where an index belongs to its table, the copy's may have the same name.
    keep = reader.dialect.facts.ddl.index_belongs_to_table
    copied = [c for c in table.constraints if not isinstance(c, ForeignKey)]
    draft.constraints += copied if keep else [replace(c, name=None) for c in copied]
    draft.indexes += [replace(index, definition=None, construct=None) for index in table.indexes]


def _read_options(reader: Reader, draft: _Draft) -> None:
    prefix = reader.dialect.facts.sqlalchemy.name
    while not reader.ended:
        if reader.accept("AS") or (reader.at_any(("SELECT", "WITH")) and not reader.at("WITH", "(")):
            draft.opaque = "its columns are those of a query"
            reader.skip_rest()
        elif reader.accept("INHERITS"):
            _inherit(reader, draft)
        elif reader.accept("PARTITION", "BY"):
            draft.options[f"{prefix}_partition_by"] = reader.skip_to("WITH", "TABLESPACE", "USING")
        elif reader.accept("WITHOUT", "ROWID"):
            draft.options[f"{prefix}_with_rowid"] = False
        elif reader.accept("STRICT"):
            draft.options[f"{prefix}_strict"] = True
        elif reader.accept("COMMENT"):
            reader.accept("=")
            draft.comment = reader.string() or None
        elif (option := _engine_option(reader)) is not None:
            draft.options[f"{prefix}_{option[0]}"] = option[1]
        else:
            # Storage: it changes no shape.
            reader.skip_group() if reader.at("(") else reader.take()


_ENGINE_OPTIONS = {
    ("ENGINE",): "engine",
    ("DEFAULT", "CHARSET"): "default_charset",
    ("DEFAULT", "CHARACTER", "SET"): "default_charset",
    ("CHARSET",): "default_charset",
    ("CHARACTER", "SET"): "default_charset",
    ("DEFAULT", "COLLATE"): "collate",
    ("COLLATE",): "collate",
    ("ROW_FORMAT",): "row_format",
    ("AUTO_INCREMENT",): "auto_increment",
    ("TABLESPACE",): "tablespace",
    ("KEY_BLOCK_SIZE",): "key_block_size",
}


def _engine_option(reader: Reader) -> tuple[str, str] | None:
    for words, option in _ENGINE_OPTIONS.items():
        if reader.at(*words):
            reader.position += len(words)
            reader.accept("=")
            value = reader.take()
            return option, value.text if value.kind is TokenKind.WORD else value.value
    return None


def _inherit(reader: Reader, draft: _Draft) -> None:
    reader.expect("(")
    inherited: list[Column] = []
    while True:
        parent = reader.context.table(reader.table())
        if parent is None:
            draft.opaque = "it inherits columns that are not known"
        else:
            inherited += parent.columns
        if not reader.accept(","):
            break
    reader.expect(")")
    own = {column.name for column in draft.columns}
    draft.columns = [column for column in inherited if column.name not in own] + draft.columns


def _mark_keys(reader: Reader, draft: _Draft) -> None:
    """Say of the primary key's columns what the key implies."""
    key = next((c for c in draft.constraints if isinstance(c, PrimaryKey)), None)
    if key is None:
        return
    not_null = reader.dialect.facts.ddl.primary_key_not_null
    rowless = f"{reader.dialect.facts.sqlalchemy.name}_with_rowid" in draft.options
    for at, column in enumerate(draft.columns):
        if column.name not in key.columns:
            continue
        numbered = len(key.columns) == 1 and not not_null and column.type.sql.upper() == "INTEGER"
        nullable = column.nullable and not (not_null or rowless)
        draft.columns[at] = replace(
            column,
            nullable=nullable,
            autoincrement=column.autoincrement or (numbered and not rowless),
        )


def _name_checked_columns(reader: Reader, draft: _Draft) -> None:
    """Say of table-level checks which columns they name; those were not known before."""
    own = [column.name for column in draft.columns]
    draft.constraints = [
        replace(c, columns=named_columns(c.sql, own, reader.dialect))
        if isinstance(c, Check) and not c.columns
        else c
        for c in draft.constraints
    ]


def select_into(reader: Reader) -> Iterator[Operation]:
    """Read a SELECT: where it has INTO and a table's name, the table exists then."""
    while not reader.ended:
        if reader.at("("):
            reader.skip_group()
        elif reader.at_any(("INSERT", "MERGE", "REPLACE")):
            return
        elif reader.accept("INTO"):
            yield from _into(reader)
            return
        else:
            reader.position += 1


def _into(reader: Reader) -> Iterator[Operation]:
    if reader.at_any(("OUTFILE", "DUMPFILE", "@")) or reader.peek().text.startswith(("@", ":")):
        return
    reader.accept_any(*_PREFIXES)
    reader.accept_any(*_PREFIXES)
    reader.accept("TABLE")
    name = reader.new_object()
    yield CreateTable(reader.context.origin, Table(name, (), origin=reader.context.origin))
    yield MakeOpaque(reader.context.origin, (name,), "its columns are those of a query")


def drop_table(reader: Reader) -> Iterator[Operation]:
    """Read what follows DROP. Raises: NotRead."""
    reader.accept_any("TEMPORARY", "FOREIGN", "EXTERNAL")
    reader.expect("TABLE")
    if_exists = reader.if_exists()
    dropped = [reader.table()]
    while reader.accept(","):
        dropped.append(reader.table())
    cascade = reader.accept("CASCADE")
    reader.accept_any("RESTRICT", "CONSTRAINTS")
    reader.accept("PURGE")
    reader.expect_end()
    origin = reader.context.origin
    # Some engines read CASCADE and do nothing for it: https://dev.mysql.com/doc/refman/8.0/en/drop-table.html
    cascade = cascade and not reader.dialect.facts.ddl.index_belongs_to_table
    for name in dropped:
        if cascade:
            yield from without_references(reader.context, name)
            yield from without_views(reader.context, name)
        yield DropTable(origin, name, if_exists)
