"""Compile a revision range of an Alembic-style history into one SQL script, without a database.

The public names below are imported when they are first used: `import sqlgen` loads neither SQLAlchemy nor
anything else that a listing of the history can do without.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlgen.compiler import Target, compile_databases, compile_range
    from sqlgen.dialect import Dialect, load_dialect
    from sqlgen.errors import SeveralErrors, SqlgenError
    from sqlgen.project.project import Project, find_project
    from sqlgen.script.script import Script, Section
    from sqlgen.statement import Statement

__version__ = "0.1.0"

__all__ = [
    "Dialect",
    "Project",
    "Script",
    "Section",
    "SeveralErrors",
    "SqlgenError",
    "Statement",
    "Target",
    "__version__",
    "compile_databases",
    "compile_range",
    "find_project",
    "load_dialect",
]

_HOMES = {
    "Dialect": "sqlgen.dialect",
    "Project": "sqlgen.project.project",
    "Script": "sqlgen.script.script",
    "Section": "sqlgen.script.script",
    "SeveralErrors": "sqlgen.errors",
    "SqlgenError": "sqlgen.errors",
    "Statement": "sqlgen.statement",
    "Target": "sqlgen.compiler",
    "compile_databases": "sqlgen.compiler",
    "compile_range": "sqlgen.compiler",
    "find_project": "sqlgen.project.project",
    "load_dialect": "sqlgen.dialect",
}


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
