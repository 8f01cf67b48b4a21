"""The names that a server makes up for what has none: constraints, their indexes, sequences of columns.

Three ways, chosen by the fact ``reflection.unnamed``: the name is made of the columns and numbered where it
is taken (`of_columns`), counted (`counted`), or there is none (`nameless`). Where the server draws a name
from numbers of its own (`unknowable`) nobody can tell it. A name stays when the table or column is renamed,
so `settled` writes it down at the moment of its making.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable
from dataclasses import replace

from sqlgen.dialect import Dialect
from sqlgen.expressions import speaks_of
from sqlgen.facts import Facts
from sqlgen.reflection import taken_names
from sqlgen.reflection.errors import UnknownName
from sqlgen.schema import (
    Check,
    Column,
    Constraint,
    Exclude,
    ForeignKey,
    Index,
    ObjectName,
    PrimaryKey,
    Schema,
    Table,
    Unique,
)

KINDS: dict[type[Constraint], str] = {
    PrimaryKey: "primary",
    Unique: "unique",
    ForeignKey: "foreignkey",
    Check: "check",
    Exclude: "exclude",
}


def name_of(constraint: Constraint, table: Table, schema: Schema, dialect: Dialect) -> str | None:
    """Return the name that the server knows *constraint* by; None where it keeps none.

    Raises: UnknownName.
    """
    for other, name in zip(table.constraints, constraint_names(table, schema, dialect), strict=True):
        if other is constraint:
            return name()
    return constraint.name


def constraint_names(table: Table, schema: Schema, dialect: Dialect) -> tuple[Callable[[], str | None], ...]:
    """Return, for each constraint of *table*, a function that tells its name or raises UnknownName."""
    return _STRATEGIES[dialect.facts.reflection.unnamed](table, schema, dialect)


def named_table(table: Table, schema: Schema, dialect: Dialect) -> Table:
    """Return *table* with a name for all that the server names for certain."""
    table = _with_sequences(table, schema, dialect)
    for index in table.indexes:
        if index.name is None:
            table = replace(table, indexes=_named_indexes(table, schema, dialect))
            break
    for constraint in table.constraints:
        if constraint.name is None:
            break
    else:
        return table

    def named(constraint: Constraint, name: Callable[[], str | None]) -> Constraint:
        if constraint.name is not None:
            return constraint
        try:
            return replace(constraint, name=name(), made_up=True)
        except UnknownName:
            return constraint

    names = constraint_names(table, schema, dialect)
    return replace(
        table, constraints=tuple(named(c, name) for c, name in zip(table.constraints, names, strict=True))
    )


def _named_indexes(table: Table, schema: Schema, dialect: Dialect) -> tuple[Index, ...]:
    indexes = table.indexes
    for at, index in enumerate(indexes):
        try:
            name = index_name(index, replace(table, indexes=indexes), schema, dialect)
        except UnknownName:
            continue
        indexes = (*indexes[:at], replace(index, name=name), *indexes[at + 1 :])
    return indexes


def _with_sequences(table: Table, schema: Schema, dialect: Dialect) -> Table:
    if "sequence" not in dialect.facts.ddl.made_up_names:
        return table
    for column in table.columns:
        if (column.autoincrement or column.identity is not None) and column.sequence is None:
            if not has_sequence(column):
                continue
            name = sequence_of_column(table, column, schema, dialect)
            columns = tuple([replace(c, sequence=name) if c is column else c for c in table.columns])
            table = table.with_parts(columns, table.constraints, table.indexes)
    return table


def has_sequence(column: Column) -> bool:
    """Tell whether a server that numbers by sequences made one for *column*: SERIAL, or an identity."""
    return column.identity is not None or (column.autoincrement and column.default is None)


def settled(before: Schema, after: Schema, dialect: Dialect) -> Schema:
    """Return *after* with the names that the server made up between *before* and it.

    To be called after each operation, so that a later rename or drop does not change what was named.
    """
    changed = list(after.tables.changed_since(before.tables))
    if len(changed) > 1:
        changed.sort(key=lambda pair: str(pair[0]))
    for name, table in changed:
        complete = named_table(table, after, dialect)
        if complete is not table:
            after = after.with_tables(after.tables.with_(name, complete))
    return after


def sequence_of_column(table: Table, column: Column, schema: Schema, dialect: Dialect) -> str:
    """Return the name of the sequence behind a SERIAL or identity column, where the server makes one.

    Raises: UnknownName.
    """
    if column.sequence is not None:
        return column.sequence
    form = dialect.facts.ddl.made_up_names["sequence"]
    taken = taken_names.relations(table, schema, dialect)
    return _numbered(_clipped(form, table.name.name, column.name, dialect.facts), taken)


def index_name(index: Index, table: Table, schema: Schema, dialect: Dialect) -> str:
    """Return the name of *index*, made up where the script gave none. Raises: UnknownName."""
    if index.name is not None:
        return index.name
    form = dialect.facts.ddl.made_up_names.get("index")
    if form is None:
        raise UnknownName(table.name, "an index without a name")
    words = _distinct([part.column or _function_called(part.sql, table) for part in index.parts])
    included = next((value for key, value in index.options if key.endswith("_include")), ())
    return _numbered(
        _clipped(form, table.name.name, _joined([*words, *included], dialect.facts), dialect.facts),
        taken_names.relations(table, schema, dialect),
    )


# --- made of the columns ------------------------------------------------------------------------------
# ChooseConstraintName, ChooseIndexName and makeObjectName in PostgreSQL's src/backend/commands/indexcmds.c,
# src/backend/catalog/pg_constraint.c.


def _of_columns(table: Table, schema: Schema, dialect: Dialect) -> tuple[Callable[[], str | None], ...]:
    facts = dialect.facts
    relations = taken_names.relations(table, schema, dialect)
    # Constraints are told apart within a schema, whichever tables they are on.
    constraints = taken_names.constraints(table, schema, dialect)
    made: set[str] = set()
    given: dict[int, Callable[[], str | None]] = {}
    # CREATE TABLE makes CHECKs first, then the keys, then the foreign keys.
    for kinds in ((Check,), (PrimaryKey,), (Unique, Exclude), (ForeignKey,)):
        of_kind = [pair for pair in enumerate(table.constraints) if isinstance(pair[1], kinds)]
        for at, constraint in sorted(of_kind, key=_in_text):
            if constraint.name is not None:
                given[at] = _always(constraint.name)
                continue
            form = facts.ddl.made_up_names[KINDS[type(constraint)]]
            columns = _columns_in_name(constraint, table)
            base = _clipped(form, table.name.name, _joined(columns, facts) if columns else "", facts)
            name = _numbered(base, relations, constraints, made)
            given[at] = _always(name)
            made.add(name)
    return tuple(given[at] for at in range(len(table.constraints)))


def _columns_in_name(constraint: Constraint, table: Table) -> tuple[str, ...]:
    if isinstance(constraint, PrimaryKey):
        return ()
    if isinstance(constraint, Check):
        spoken_of = [c.name for c in table.columns if speaks_of(constraint.sql, c.name)]
        return tuple(spoken_of) if len(spoken_of) == 1 else ()
    return constraint.columns


def _in_text(pair: tuple[int, Constraint]) -> bool:
    """Sort a CHECK within a column's definition before those of the table; it has no name only when new."""
    return not (isinstance(pair[1], Check) and pair[1].of_column)


def _clipped(form: str, table: str, columns: str, facts: Facts) -> str:
    """Return *form* filled in, the longer of *table* and *columns* cut until the name fits."""
    first, second = table.encode(), columns.encode()
    if not columns:
        form = form.replace("_{columns}", "")
    rest = form.format(table="", columns="").encode()
    room = facts.ddl.identifier_limit - len(rest)
    first_length, second_length = len(first), len(second)
    while first_length + second_length > room:
        if first_length > second_length:
            first_length -= 1
        else:
            second_length -= 1
    return form.format(
        table=first[:first_length].decode(errors="ignore"),
        columns=second[:second_length].decode(errors="ignore"),
    )


def _joined(columns: Iterable[str], facts: Facts) -> str:
    """Return the columns with ``_`` between them, no more of them than a name has room for."""
    text = b""
    for column in columns:
        text += (b"_" if text else b"") + column.encode()
        if len(text) > facts.ddl.identifier_limit:
            break
    return text.decode()


def _numbered(base: str, *taken: Container[str]) -> str:
    name, number = base, 0
    while any(name in names for names in taken):
        number += 1
        name = f"{base}{number}"
    return name


def _distinct(words: list[str]) -> list[str]:
    made: list[str] = []
    for word in words:
        made.append(_numbered(word, made))
    return made


_CALL = re.compile(r'\(*\s*(?:"?\w+"?\.)?(\w+)\s*\(.*\)\s*\)*', re.DOTALL)


def _function_called(sql: str, table: Table) -> str:
    called = _CALL.fullmatch(sql)
    if called is None:
        raise UnknownName(table.name, f"an index over {sql} without a name")
    return called[1].lower()


# --- counted ------------------------------------------------------------------------------------------


def _counted(table: Table, schema: Schema, dialect: Dialect) -> tuple[Callable[[], str | None], ...]:
    """MySQL: https://dev.mysql.com/doc/refman/8.0/en/create-table-foreign-keys.html (ibfk), the source's
    make_unique_key_name for indexes. The highest number in use plus one; a number that became free above
    all others is used again.
    """
    forms = dialect.facts.ddl.made_up_names
    names: list[Callable[[], str | None]] = []
    # An index of the server's own making gives way.
    indexes = {index.name for index in table.indexes if index.name is not None and not index.generated}
    indexes |= {c.name for c in table.constraints if isinstance(c, Unique) and c.name is not None}
    highest = {
        kind: max((_number(c.name, form, table) for c in table.constraints if c.name is not None), default=0)
        for kind, form in forms.items()
    }
    for constraint in table.constraints:
        kind = KINDS[type(constraint)]
        if isinstance(constraint, PrimaryKey):
            names.append(_always(forms["primary"]))
        elif constraint.name is not None:
            names.append(_always(constraint.name))
        elif isinstance(constraint, Unique):
            name = free_index_name(constraint.columns[0], indexes)
            indexes.add(name)
            names.append(_always(name))
        elif (
            isinstance(constraint, Check)
            and constraint.of_column
            and not dialect.facts.reflection.names_column_checks
        ):
            names.append(_always(None))
        elif kind not in forms:
            names.append(_refuse(table, f"a {kind} without a name"))
        else:
            highest[kind] += 1
            names.append(_always(forms[kind].format(table=table.name.name, number=highest[kind])))
    return tuple(names)


def free_index_name(column: str, taken: Iterable[str]) -> str:
    """Return the name of an unnamed index over *column* first: its own, then with ``_2`` and so on."""
    used = {name.lower() for name in taken} | {"primary"}
    name, number = column, 1
    while name.lower() in used:
        number += 1
        name = f"{column}_{number}"
    return name


def _number(name: str, form: str, table: Table) -> int:
    head, placeholder, _ = form.format(table=table.name.name, number="\0").partition("\0")
    rest = name[len(head) :]
    return int(rest) if placeholder and name.startswith(head) and rest.isdecimal() else 0


# --- none, or unknowable ------------------------------------------------------------------------------


def _nameless(table: Table, schema: Schema, dialect: Dialect) -> tuple[Callable[[], str | None], ...]:
    return tuple(_always(constraint.name) for constraint in table.constraints)


def _unknowable(table: Table, schema: Schema, dialect: Dialect) -> tuple[Callable[[], str | None], ...]:
    return tuple(
        _always(c.name)
        if c.name is not None
        else _refuse(
            table, f"{dialect.title} draws the name of a {KINDS[type(c)]} without one from a counter"
        )
        for c in table.constraints
    )


def _always(name: str | None) -> Callable[[], str | None]:
    return lambda: name


def _refuse(table: Table, why: str) -> Callable[[], str | None]:
    def refused() -> str | None:
        raise UnknownName(table.name, why, where=table.origin, hint="Give the constraint a name.")

    return refused


_STRATEGIES: dict[str, Callable[[Table, Schema, Dialect], tuple[Callable[[], str | None], ...]]] = {
    "of_columns": _of_columns,
    "counted": _counted,
    "nameless": _nameless,
    "unknowable": _unknowable,
}


def is_made_up(name: str, table: ObjectName, dialect: Dialect) -> bool:
    """Tell whether *name* is counted and follows its table's name when that is renamed (``t_ibfk_1``)."""
    forms = dialect.facts.ddl.made_up_names.values()
    return any(
        "{number}" in form
        and "{table}" in form
        and re.fullmatch(re.escape(form.format(table=table.name, number="\0")).replace("\0", r"\d+"), name)
        for form in forms
    )
