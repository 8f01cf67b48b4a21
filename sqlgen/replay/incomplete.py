"""Refuses operations that lack a name or a column: no server takes them, whatever the schema is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from sqlgen import operations as o
from sqlgen import schema as s
from sqlgen.replay.errors import BadDirective

_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")
_DIRECTIVES = {
    s.PrimaryKey: "create_primary_key",
    s.Unique: "create_unique_constraint",
    s.ForeignKey: "create_foreign_key",
    s.Check: "create_check_constraint",
}


def refuse_incomplete(operation: o.Operation) -> None:
    """Raise BadDirective where *operation* lacks what it is about."""
    if isinstance(operation, o.AlterTable):
        for inner in operation.operations:
            refuse_incomplete(inner)
    lacks = _lacks(operation)
    if lacks:
        raise BadDirective(f"{_directive(operation)} {lacks}", where=operation.origin)


def _directive(operation: o.Operation) -> str:
    constraint = getattr(operation, "constraint", None)
    if type(constraint) in _DIRECTIVES:
        return _DIRECTIVES[type(constraint)]
    return _WORD.sub("_", type(operation).__name__).lower()


def _lacks(operation: Any) -> str | None:
    """Return what *operation* lacks, as the end of a sentence, or None."""
    match operation:
        case o.CreateTable(table=table):
            return _table(table.name) or _columns(column.name for column in table.columns)
        case o.AddColumn(table=name, column=column):
            return _table(name) or _columns((column.name,))
        case o.DropColumn(table=name, column=column):
            return _table(name) or _columns((column,))
        case o.AlterColumn(table=name, column=column, new_name=new_name):
            return _table(name) or _columns((column, "-" if new_name is o.KEEP else new_name))
        case o.RenameTable(table=name, new_name=new_name):
            return _table(name) or _table(s.ObjectName(new_name))
        case o.CreateIndex(table=name, index=index):
            return _table(name) or _parts(index)
        case o.DropIndex(name=name):
            return None if name else "has an index without a name"
        case o.AddConstraint(table=name, constraint=constraint):
            return _table(name) or _constraint(constraint)
        case o.DropConstraint(table=name, name=constraint):
            return _table(name) or ("has a constraint without a name" if constraint == "" else None)
        case o.DropTable(table=name) | o.SetTableComment(table=name) | o.AlterTable(table=name):
            return _table(name)
    return None


def _table(name: s.ObjectName) -> str | None:
    return None if name.name else "has a table without a name"


def _columns(names: Iterable[Any]) -> str | None:
    return None if all(names) else "has a column without a name"


def _parts(index: s.Index) -> str | None:
    if not index.parts:
        return "names no column" if index.definition is None else None
    return _columns(part.column if part.column is not None else "-" for part in index.parts)


def _constraint(constraint: Any) -> str | None:
    match constraint:
        case s.Check(sql=sql):
            return None if sql.strip() else "has no condition"
        case s.ForeignKey(columns=(_, *_), referred=s.ObjectName(name="")):
            return "has a table without a name"
    columns = getattr(constraint, "columns", ("-",))
    return _columns(columns) if columns else "names no column"
