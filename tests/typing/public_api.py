"""The public interface as a caller with a type checker uses it; `make types` checks it, a test runs it."""

from __future__ import annotations

from pathlib import Path
from typing import assert_type

from sqlgen import (
    Dialect,
    Project,
    Script,
    Section,
    SeveralErrors,
    SqlgenError,
    Statement,
    Target,
    compile_databases,
    compile_range,
    find_project,
    load_dialect,
)


def script_of(folder: Path, range_text: str) -> Script:
    """Return the script of a range for the project's own dialect."""
    project = find_project(folder)
    assert_type(project, Project)
    return compile_range(project, range_text)


def text_for(folder: Path, range_text: str, dialect: str, version: str | None = None) -> str:
    """Return the text of a script for a dialect and a version of its server."""
    target = Target(dialect, version)
    script = compile_range(find_project(folder), range_text, target, direction="upgrade")
    assert_type(script.dialect, Dialect)
    return script.text(plain=True)


def statements_by_revision(script: Script) -> dict[str, list[str]]:
    """Return the SQL of each revision of a script."""
    found: dict[str, list[str]] = {}
    for section in script.sections:
        assert_type(section, Section)
        if section.step is not None:
            found[section.step.revision.id] = [statement.sql for statement in section.statements]
    return found


def where_from(script: Script) -> list[tuple[str, int, str | None]]:
    """Return file, line and revision of each statement."""
    found = []
    for statement in script.statements:
        assert_type(statement, Statement)
        origin = statement.origin
        found.append((origin.path, origin.line, origin.revision))
    return found


def faults_of(folder: Path, range_text: str, dialect: str) -> list[str]:
    """Return what stands in the way of a script, one text a fault; nothing where it can be written."""
    try:
        scripts = compile_databases(find_project(folder), range_text, dialect)
    except SeveralErrors as several:
        return [error.what for error in several.errors]
    except SqlgenError as error:
        return [f"{error.where}: {error.what}; {error.hint}"]
    assert_type(scripts, list[Script])
    return []


def title_of(dialect: str, version: str) -> str:
    """Return how a dialect is called, with its version."""
    return load_dialect(dialect, version).title
