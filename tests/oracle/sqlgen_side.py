"""Run a project through sqlgen and take the statements of its steps."""

from __future__ import annotations

import traceback
import warnings
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from tests.oracle.outcome import AUTOCOMMIT, Outcome, Refused, Rendered

# Dialects whose DDL Alembic frames with a transaction by default: only there does "outside" say anything.
FRAMED = ("postgresql", "mssql")

SLIPS = (AssertionError, AttributeError, LookupError, NotImplementedError, RecursionError, NameError)


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
    """Return what `render` returns or refuses. Raises: what is a crash of ours, though it be wrapped."""
    from sqlgen.errors import SqlgenError

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return Rendered(tuple(render(project_dir, range_text, dialect)))
        except SqlgenError as error:
            for crash in _crashes(error):
                raise crash from error
            return Refused(type(error).__name__, str(error).replace(str(project_dir), "PROJECT"))


def _crashes(error: BaseException) -> Iterator[BaseException]:
    """Yield the causes of *error* that are slips in our code, and no fault of the script that we read."""
    from sqlgen.errors import SeveralErrors, SqlgenError

    if isinstance(error, SeveralErrors):
        for one in error.errors:
            yield from _crashes(one)
    if isinstance(error, SqlgenError):
        if error.__cause__ is not None:
            yield from _crashes(error.__cause__)
    elif isinstance(error, SLIPS) and _passed_through_us(error):
        yield error


def _passed_through_us(error: BaseException) -> bool:
    """Whether *error* was raised below our code, the proxies that a script calls not counted."""
    import sqlgen

    ours = Path(sqlgen.__file__).parent
    frames = [Path(frame.filename) for frame in traceback.extract_tb(error.__traceback__)]
    called = max((at for at, path in enumerate(frames) if path.name in ("case.py", "given.py")), default=0)
    return any(path.is_relative_to(ours) and path.parent.name != "shim" for path in frames[called + 1 :])


@lru_cache(maxsize=1)
def _project(folder: Path) -> Any:
    from sqlgen.project.project import find_project

    return find_project(folder)


def _mark(statement: Any, dialect: str) -> str:
    # The writer ends a block with the semicolon that belongs to it on Oracle.
    block = dialect == "oracle" and statement.block and not statement.sql.endswith(";")
    outside = dialect in FRAMED and not statement.transactional
    return f"{AUTOCOMMIT if outside else ''}{statement.sql}{';' if block else ''}"
