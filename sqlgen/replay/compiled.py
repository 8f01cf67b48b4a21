"""``@compiles`` on Alembic's DDL constructs: seen, so that a project's own spelling is never passed over."""

from __future__ import annotations

import sys
from typing import Any

from sqlgen import operations as o
from sqlgen.replay.errors import BadDirective
from sqlgen.replay.recorder import Recorder

_PARTS = {
    "ColumnNullable": "nullable",
    "ColumnType": "type",
    "PostgresqlColumnType": "type",
    "ColumnName": "new_name",
    "ColumnDefault": "default",
    "ComputedColumnDefault": "default",
    "IdentityColumnDefault": "default",
    "ColumnComment": "comment",
}


def spelled_by_project(kind: type[Any], dialect: str) -> bool:
    """Return whether the project compiles constructs of the class *kind* its own way for *dialect*."""
    dispatcher = vars(kind).get("_compiler_dispatcher")
    spellings = dispatcher.specs if dispatcher is not None else {}
    function = spellings.get(dialect, spellings.get("default"))
    return function is not None and not _is_ours(function)


def refuse_own_spelling(operation: o.Operation, recorder: Recorder) -> None:
    """Raise for an operation of which the project spells Alembic's construct its own way.

    Alembic's operations go through these constructs, ours do not. Raises: BadDirective.
    """
    base = sys.modules.get("alembic.ddl.base")
    if base is None:
        return
    dialect = recorder.dialect.facts.sqlalchemy.name
    for kind in _kinds(operation, base):
        if spelled_by_project(kind, dialect):
            raise BadDirective(
                f"the project compiles {kind.__name__} its own way (@compiles), and sqlgen writes "
                "op. calls by its templates",
                where=operation.origin,
                hint=f"Write op.execute({kind.__name__}(...)), which is compiled that way, or a template of "
                "your own (--dialects-dir).",
            )


def _kinds(operation: o.Operation, base: Any) -> list[type[Any]]:
    if isinstance(operation, o.AddColumn):
        return [base.AddColumn]
    if isinstance(operation, o.DropColumn):
        return [base.DropColumn]
    if isinstance(operation, o.RenameTable):
        return [base.RenameTable]
    if isinstance(operation, o.AlterColumn):
        kinds = [kind for kind in _derived(base.AlterColumn) if _is_ours(kind)]
        return [kind for kind in kinds if _changes(operation, _PARTS.get(kind.__name__))]
    return []


def _changes(operation: o.AlterColumn, part: str | None) -> bool:
    return part is None or getattr(operation, part) is not o.KEEP


def _derived(kind: type[Any]) -> list[type[Any]]:
    return [one for below in kind.__subclasses__() for one in (below, *_derived(below))]


def _is_ours(definition: Any) -> bool:
    # SQLAlchemy's: what stands for the standard spelling where only a dialect's own was given.
    return str(definition.__module__).startswith(("alembic.", "sqlgen.", "sqlalchemy."))
