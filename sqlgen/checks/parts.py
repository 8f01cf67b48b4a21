"""Faults in adding and dropping constraints and indexes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlgen import operations as o
from sqlgen.apply import KINDS, dropped_constraint
from sqlgen.checks.faults import ExistsAlready, SchemaFault, did_you_mean
from sqlgen.checks.keys import foreign_key
from sqlgen.checks.known import Known
from sqlgen.checks.register import TITLES, Holder, kind_of, of_index
from sqlgen.expressions import speaks_of
from sqlgen.schema import Check, Constraint, Exclude, ForeignKey, Index, ObjectName, PrimaryKey, Table


def add_constraint(op: o.AddConstraint, known: Known) -> Iterator[SchemaFault]:
    """ALTER TABLE ... ADD."""
    faults = list(known.missing_table(op.table))
    yield from faults or added(op.table, op.constraint, known)


def added(table: ObjectName, constraint: Constraint, known: Known) -> Iterator[SchemaFault]:
    """Yield what is wrong with adding *constraint* to a table that is there."""
    what = _shown(constraint)
    missing = constraint.columns
    if isinstance(constraint, Check):
        missing = tuple(_gone_from(constraint.sql, table, known))
    elif isinstance(constraint, Exclude) or known.started is not None:
        # A live run that makes the table anew leaves out what is over columns that are not there.
        missing = ()
    faults = list(known.missing_columns(table, missing, why=f"{what} is over what is not there: "))
    yield from faults
    if not faults and isinstance(constraint, ForeignKey):
        yield from foreign_key(constraint, table, known.shape_of(table), known)
    if isinstance(constraint, PrimaryKey):
        second = list(_second_primary_key(table, known))
        yield from second
        if second:
            return
    if constraint.name is not None:
        yield from known.taken(Holder(kind_of(constraint), constraint.name, table))


def _shown(constraint: Constraint) -> str:
    title = TITLES[kind_of(constraint)]
    return f'{title} "{constraint.name}"' if constraint.name else f"a {title}"


def _gone_from(sql: str, name: ObjectName, known: Known) -> Iterator[str]:
    """Yield the columns that an expression names and that the history took from the table."""
    table = known.shape_of(name)
    if table is not None:
        there = [c.name for c in table.columns]
        gone = (c for c in known.memory.columns_gone(name) if speaks_of(sql, c))
        yield from (c for c in gone if not any(known.same(other, c) for other in there))


def _second_primary_key(name: ObjectName, known: Known) -> Iterator[SchemaFault]:
    if known.dialect.facts.strategy.constraints == "rebuild_table":
        return
    table = known.parts_of(name)
    if table is not None and table.primary_key is not None:
        made_at = known.memory.where_made(("constraint", name, table.primary_key.name), table)
        yield ExistsAlready(
            f'table "{name}" has a primary key already',
            known.origin,
            ("existing", "primary key", name),
            f"It was created at {made_at}. Drop it before." if made_at is not None else "Drop it before.",
        )


def names_within(holders: Sequence[Holder], known: Known) -> Iterator[SchemaFault]:
    """Yield a fault for each name that one statement gives twice."""
    seen: set[str] = set()
    for holder in holders:
        rooms = known.dialect.facts.checks.names.get(holder.kind, ())
        for room in rooms:
            place = f"{room}\0{holder.name}"
            if place in seen and len(holder.name) <= known.dialect.facts.ddl.identifier_limit:
                yield ExistsAlready(
                    f'{TITLES[holder.kind]} "{holder.name}": the name is given twice',
                    known.origin,
                    ("existing", "name", holder.table.schema, holder.name),
                    "Give one of them another name.",
                )
                break
        seen.update(f"{room}\0{holder.name}" for room in rooms)


def drop_constraint(op: o.DropConstraint, known: Known) -> Iterator[SchemaFault]:
    """DROP CONSTRAINT."""
    faults = [] if op.if_exists else list(known.missing_table(op.table))
    yield from faults
    table = known.parts_of(op.table)
    if faults or op.if_exists or op.name is None or table is None or _may_be_there(op, table, known):
        return
    if known.started is not None and _may_be_there(op, known.started, known):
        return
    names = [c.name for c in table.constraints if c.name]
    title = TITLES["foreignkey" if op.kind == "foreignkey" else op.kind] if op.kind else "constraint"
    near = did_you_mean(op.name, names) or f"Its constraints: {', '.join(names) or 'none with a name'}."
    yield known.missing(("constraint", op.table, op.name), f'{title} "{op.name}" of "{op.table}"', near)


def _may_be_there(op: o.DropConstraint, table: Table, known: Known) -> bool:
    """Tell whether the server may know a constraint by the name that *op* says."""
    facts, name = known.dialect.facts, op.name or ""
    if len(name.encode()) >= facts.ddl.identifier_limit:
        return True
    if facts.checks.hidden_constraints and op.kind in (None, "check"):
        return True
    if dropped_constraint(op, table) is not None:
        return True
    if any(c.name is not None and known.same(c.name, name) for c in table.constraints):
        return True
    if op.kind == "primary" and table.primary_key is not None and not facts.ddl.names_primary_key:
        return True
    # A constraint without a name has one that the server made up.
    kind: Any = KINDS[op.kind] if op.kind is not None else object
    if any(c.name is None and isinstance(c, kind) for c in table.constraints):
        return True
    return facts.ddl.unique_is_index and _may_have_index(table, name, known)


def create_index(op: o.CreateIndex, known: Known) -> Iterator[SchemaFault]:
    """CREATE INDEX."""
    faults = list(known.missing_table(op.table))
    yield from faults or indexed(op.table, op.index, known, conditional=op.if_not_exists)


def indexed(
    table: ObjectName, index: Index, known: Known, *, conditional: bool = False
) -> Iterator[SchemaFault]:
    """Yield what is wrong with an index on a table that is there."""
    columns = index.columns + _included(index, known)
    yield from known.missing_columns(table, columns, why=f'index "{index.name}" is over what is not there: ')
    if index.name is not None and not conditional:
        yield from known.taken(of_index(index, table))


def _included(index: Index, known: Known) -> tuple[str, ...]:
    own = f"{known.dialect.facts.sqlalchemy.name}_include"
    given = next((value for key, value in index.options if key == own), None)
    return tuple(c for c in given if isinstance(c, str)) if isinstance(given, (list, tuple)) else ()


def drop_index(op: o.DropIndex, known: Known) -> Iterator[SchemaFault]:
    """DROP INDEX."""
    facts = known.dialect.facts
    if op.if_exists or len(op.name.encode()) >= facts.ddl.identifier_limit:
        return
    schema = op.table.schema if op.table is not None else op.schema
    if op.table is not None and facts.ddl.index_belongs_to_table:
        faults = list(known.missing_table(op.table))
        yield from faults
        if faults:
            return
    elif op.table is not None and known.is_absent(op.table) and known.register.index(op.name, schema) is None:
        yield from known.missing_table(op.table)
        return
    table = known.parts_of(op.table) if op.table is not None else None
    key = ("index", schema, op.name)
    if op.table is not None and table is not None:
        elsewhere = not facts.ddl.index_belongs_to_table and known.register.index(op.name, schema) is not None
        absent = not elsewhere and not _may_have_index(table, op.name, known)
    else:
        absent = (
            known.memory.is_gone(key)
            and (op.table is None or not known.doubts.parts(op.table, known.schema))
            and known.register.index(op.name, schema) is None
        )
    if absent and not (known.started is not None and _may_have_index(known.started, op.name, known)):
        names = [i.name for i in table.indexes if i.name] if table is not None else []
        of = f' of "{op.table}"' if op.table is not None else ""
        near = did_you_mean(op.name, names) or f"Its indexes: {', '.join(names) or 'none'}."
        yield known.missing(key, f'index "{op.name}"{of}', near)


def _may_have_index(table: Table, name: str, known: Known) -> bool:
    """Tell whether the server may know an index of the table by *name*, maybe one that it made itself."""
    if any(i.name is None or known.same(i.name, name) for i in table.indexes):
        return True
    if any(c.name is not None and known.same(c.name, name) for c in table.constraints):
        return True
    unnamed = any(c.name is None and not isinstance(c, Check) for c in table.constraints)
    # What the server makes up begins with the name of the table or of a column, as they were called then.
    columns = [c.name for c in table.columns] + list(known.memory.columns_gone(table.name))
    tables = [name.name for name in known.memory.names_of(table.name)]
    beginnings = tuple(word.lower() for word in (*columns, *tables))
    return unnamed and name.lower().startswith(beginnings)
