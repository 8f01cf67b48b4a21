"""Run a project through sqlgen and take the statements of its steps."""

from __future__ import annotations

import warnings
from functools import lru_cache
from pathlib import Path
from typing import Any

from tests.oracle.outcome import AUTOCOMMIT, Outcome, Refused, Rendered

# Dialects whose DDL Alembic frames with a transaction by default: only there does "outside" say anything.
FRAMED = ("postgresql", "mssql")


def render(project_dir: Path, range_text: str, dialect: str) -> list[str]:
    """Return the DDL and DML statements of the steps of *range_text*. Raises: SqlgenError."""
    from sqlgen.compiler import compile_range

    script = compile_range(_project(project_dir), range_text, dialect)
    return [
        _mark(statement, dialect)
        for section in script.sections
        for statement in section.statements
        if statement.kind.value in ("ddl", "dml")
    ]


def outcome(project_dir: Path, range_text: str, dialect: str) -> Outcome:
    """Return what `render` returns or refuses; any error that is not a `SqlgenError` is a crash of ours."""
    from sqlgen.errors import SqlgenError

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return Rendered(tuple(render(project_dir, range_text, dialect)))
        except SqlgenError as error:
            return Refused(type(error).__name__, str(error).replace(str(project_dir), "PROJECT"))


@lru_cache(maxsize=1)
def _project(folder: Path) -> Any:
    from sqlgen.project.project import find_project

    return find_project(folder)


def _mark(statement: Any, dialect: str) -> str:
    outside = dialect in FRAMED and not statement.transactional
    return f"{AUTOCOMMIT}{statement.sql}" if outside else str(statement.sql)
