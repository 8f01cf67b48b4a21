"""CREATE TABLE in all its forms, SELECT INTO, and DROP TABLE."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from sqlgen.operations import CreateTable, DropTable, Inherit, MakeOpaque, Operation
from sqlgen.raw_sql import names
from sqlgen.raw_sql.columns import ColumnDraft, read_column
from sqlgen.raw_sql.constraints import at_constraint, named_columns, read_constraint
from sqlgen.raw_sql.dependents import without_references, without_views
from sqlgen.raw_sql.found import named_in_order
from sqlgen.raw_sql.reader import Reader
from sqlgen.raw_sql.tokens import TokenKind
from sqlgen.raw_sql.words import words
from sqlgen.schema import (
    Check,
    Column,
    Constraint,
    Default,
    ForeignKey,
    Index,
    ObjectName,
    PrimaryKey,
    Table,
)

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
    parents: list[ObjectName] = field(default_factory=list)
    """The tables whose constraints it shares by name."""


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
        indexes=tuple(_with_names(draft.indexes, reader)),
        comment=draft.comment,
        options=tuple(draft.options.items()),
        prefixes=tuple(p for p in prefixes if p in _PREFIXES),
        origin=reader.context.origin,
    )
    table = _with_own_key(table)
    if draft.opaque is None:
        table = replace(table, definition=reader.statement.sql)
    yield CreateTable(reader.context.origin, table, if_not_exists)
    for parent in draft.parents:
        yield Inherit(reader.context.origin, name, parent)
    if draft.opaque is not None:
        yield MakeOpaque(reader.context.origin, (name,), draft.opaque)


def _read_body(reader: Reader, draft: _Draft, *, virtual: bool) -> None:
    if virtual:
        draft.opaque = "the module of a virtual table decides on its columns"
        reader.skip_rest()
        return
    if reader.accept("PARTITION", "OF"):
        _read_partition(reader, draft)
        return
    if reader.accept("LIKE"):
        _copy(reader, draft, reader.table(), _EVERYTHING)
        reader.skip_rest()
        return
    if reader.accept("OF"):
        draft.opaque = "the table has the columns of a type"
        reader.skip_rest()
        return
    if reader.at("(") and reader.keyword(1) == "LIKE" and reader.dialect.facts.ddl.index_belongs_to_table:
        reader.position += 2
        _copy(reader, draft, reader.table(), _EVERYTHING)
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
        _copy(reader, draft, source, _copied_parts(reader))
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


def _with_names(indexes: list[Index], reader: Reader) -> list[Index]:
    return named_in_order(indexes, None) if reader.dialect.facts.ddl.index_belongs_to_table else indexes


# What LIKE can bring along: https://www.postgresql.org/docs/15/sql-createtable.html
_EVERYTHING = words("COMMENTS CONSTRAINTS DEFAULTS GENERATED IDENTITY INDEXES")
_PARTITION = _EVERYTHING - {"COMMENTS", "IDENTITY"} | {"FOREIGN"}


def _copied_parts(reader: Reader) -> frozenset[str]:
    """Read ``INCLUDING ALL EXCLUDING INDEXES``."""
    parts: frozenset[str] = frozenset()
    while word := reader.accept_any("INCLUDING", "EXCLUDING"):
        part = reader.take().value
        named = _EVERYTHING if part == "ALL" else frozenset({part})
        parts = parts | named if word == "INCLUDING" else parts - named
    return parts


def _read_partition(reader: Reader, draft: _Draft) -> None:
    parent = reader.table()
    draft.parents.append(parent)
    _copy(reader, draft, parent, _PARTITION)
    if any(trigger.table == parent for trigger in reader.schema.triggers.values()):
        draft.opaque = f"it gets the triggers of {parent}"
    if reader.at("("):
        draft.opaque = f"it changes what it gets from {parent}"
    while not reader.ended:
        if reader.accept("PARTITION", "BY"):
            prefix = reader.dialect.facts.sqlalchemy.name
            draft.options[f"{prefix}_partition_by"] = reader.skip_to("WITH", "TABLESPACE", "USING")
        else:
            reader.skip_group() if reader.at("(") else reader.take()


def _copy(reader: Reader, draft: _Draft, source: ObjectName, parts: frozenset[str]) -> None:
    """Take over the columns of *source* with their NOT NULL, and *parts* of what else it has."""
    table = reader.context.table(source)
    if table is None or reader.schema.opaque_by(source) is not None:
        draft.opaque = f"it is made like {source}, whose columns are not known"
        return
    facts = reader.dialect.facts
    if facts.ddl.index_belongs_to_table:
        # There, LIKE brings everything but foreign keys, and the indexes keep their names.
        draft.comment = table.comment
        draft.columns += table.columns
        draft.constraints += [c for c in table.constraints if not isinstance(c, ForeignKey)]
        draft.indexes += [replace(index, definition=None, construct=None) for index in table.indexes]
        return
    draft.columns += [_copied_column(column, table, parts) for column in table.columns]
    for constraint in table.constraints:
        if isinstance(constraint, Check):
            if "CONSTRAINTS" in parts:
                draft.constraints.append(constraint)
        elif isinstance(constraint, ForeignKey):
            if "FOREIGN" in parts:
                draft.constraints.append(constraint)
        elif "INDEXES" in parts:
            draft.constraints.append(replace(constraint, name=None))
    if "INDEXES" in parts:
        draft.indexes += [replace(i, name=None, definition=None, construct=None) for i in table.indexes]


def _copied_column(column: Column, table: Table, parts: frozenset[str]) -> Column:
    if column.computed is not None and "GENERATED" not in parts:
        column = replace(column, computed=None)
    if column.identity is not None:
        if "IDENTITY" not in parts:
            column = replace(column, identity=None, autoincrement=False)
    elif "DEFAULTS" not in parts:
        column = replace(column, default=None, autoincrement=False)
    elif column.autoincrement and column.default is None:
        # The copy takes its numbers from the sequence of the original.
        sequence = f"{table.name}_{column.name}_seq"
        column = replace(column, default=Default(f"nextval('{sequence}'::regclass)"))
    return column if "COMMENTS" in parts else replace(column, comment=None)


def _with_own_key(table: Table) -> Table:
    """REFERENCES the table itself, whose key stood further on."""
    key = table.primary_key
    if key is None or all(f.referred_columns or f.referred != table.name for f in table.foreign_keys):
        return table
    return replace(
        table,
        constraints=tuple(
            replace(c, referred_columns=key.columns)
            if isinstance(c, ForeignKey) and c.referred == table.name and not c.referred_columns
            else c
            for c in table.constraints
        ),
    )


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
    for keys, option in _ENGINE_OPTIONS.items():
        if reader.at(*keys):
            reader.position += len(keys)
            reader.accept("=")
            value = reader.take()
            return option, value.text if value.kind is TokenKind.WORD else value.value
    return None


def _inherit(reader: Reader, draft: _Draft) -> None:
    reader.expect("(")
    inherited: list[Column] = []
    while True:
        name = reader.table()
        draft.parents.append(name)
        parent = reader.context.table(name)
        if parent is None or reader.schema.opaque_by(name) is not None:
            draft.opaque = "it inherits columns that are not known"
        else:
            inherited += [_copied_column(column, parent, _PARTITION) for column in parent.columns]
            draft.constraints += [c for c in parent.checks if not _not_inherited(c)]
        if not reader.accept(","):
            break
    reader.expect(")")
    own = {column.name: column for column in draft.columns}
    merged = [_merged(column, own.pop(column.name, None)) for column in inherited]
    draft.columns = list({column.name: column for column in [*merged, *own.values()]}.values())


def _not_inherited(check: Check) -> bool:
    return ("no_inherit", True) in check.options


def _merged(inherited: Column, own: Column | None) -> Column:
    """A column that both have stands where the parent has it; each says what the other leaves out."""
    if own is None:
        return inherited
    nullable = own.nullable and inherited.nullable
    return replace(own, nullable=nullable, default=own.default or inherited.default)


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
    dropped = reader.listed(reader.table)
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
