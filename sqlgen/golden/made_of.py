"""What the goldens were made of when they were accepted: hashes, kept in one small file beside them.

It serves to name causes only. A file that is missing, or in conflict, makes no golden wrong.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Any

from sqlgen.golden.matrix import Cell, Matrix, project_of

NAME = "matrix.lock"
HEADER = """\
# What the goldens beside this file were made of, written by `sqlgen golden update`; `sqlgen golden check`
# names causes by it. In conflict after a merge? Take either side: the next update writes it anew.
"""
_LIBRARIES = ("sqlalchemy", "sqlglot")


@dataclass(frozen=True, slots=True)
class MadeOf:
    """Hashes by what they are of. *revisions*: by project and id, ``hash <- parents``.

    *made_by*: sqlgen, its code, and the libraries that spell SQL, by name.
    """

    made_by: Mapping[str, str] = field(default_factory=dict)
    dialects: Mapping[str, str] = field(default_factory=dict)
    configs: Mapping[str, str] = field(default_factory=dict)
    matrices: Mapping[str, str] = field(default_factory=dict)
    revisions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    goldens: Mapping[str, str] = field(default_factory=dict)


def digest(*parts: str | bytes) -> str:
    """Return a short hash of *parts*."""
    told = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        told.update(len(data).to_bytes(8) + data)
    return told.hexdigest()[:16]


def read_made_of(folder: Path) -> MadeOf | None:
    """Return what the file in *folder* says; None where there is none that can be read."""
    try:
        table = tomllib.loads((folder / NAME).read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        return None
    texts = {key: _texts(table.get(key)) for key in ("made_by", "dialects", "configs", "matrices", "goldens")}
    revisions = table.get("revisions")
    by_project = revisions if isinstance(revisions, dict) else {}
    return MadeOf(**texts, revisions={name: _texts(one) for name, one in by_project.items()})


def _texts(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        return {}
    return {key: text for key, text in value.items() if isinstance(text, str)}


def text_of(made_of: MadeOf) -> str:
    """Return the text of the file, in one order."""
    lines = [HEADER]
    for key in ("made_by", "dialects", "configs", "matrices"):
        lines.append(_table(key, getattr(made_of, key)))
    for name in sorted(made_of.revisions):
        lines.append(_table(f"revisions.{_quoted(name)}", made_of.revisions[name]))
    lines.append(_table("goldens", made_of.goldens))
    return "\n".join(lines)


def _table(name: str, values: Mapping[str, str]) -> str:
    told = "".join(f"{_quoted(key)} = {_quoted(values[key])}\n" for key in sorted(values))
    return f"[{name}]\n{told}"


def _quoted(text: str) -> str:
    # A string of JSON without characters beyond ASCII's is one of TOML.
    return json.dumps(text)


def made_of(matrix: Matrix, goldens: Mapping[str, str]) -> MadeOf:
    """Return what *matrix* is made of now; *goldens*: the files' texts, by path below the folder."""
    projects = {entry.name: project_of(entry, matrix.root) for entry in _entries(matrix)}
    return MadeOf(
        made_by=_made_by(),
        dialects={cell.dialect: _dialect_digest(cell, projects) for cell in _one_of_each(matrix.cells)},
        configs={name: _config_digest(project) for name, project in projects.items()},
        matrices={entry.name: digest(repr(_plain(entry))) for entry in _entries(matrix)},
        revisions={
            name: {
                one.id: f"{digest(_source(one.path))} <- {', '.join(one.down_revisions) or 'base'}"
                for one in graph
            }
            for name, graph in matrix.graphs.items()
        },
        goldens={path: digest(text) for path, text in goldens.items()},
    )


def _entries(matrix: Matrix) -> list[Any]:
    return [entry for entry in matrix.settings.projects if entry.name in matrix.graphs]


def _one_of_each(cells: Sequence[Cell]) -> list[Cell]:
    return [*{cell.dialect: cell for cell in reversed(cells)}.values()]


def _plain(entry: Any) -> tuple[Any, ...]:
    """Return what a project's own part of the matrix says about scripts; which cells there are is seen."""
    options = [(one.text, one.direction, one.options) for one in entry.ranges]
    variables = (sorted(entry.environment.items()), sorted(entry.by_dialect.items()))
    return (entry.path, entry.section, entry.config, entry.x, variables, options)


def _made_by() -> dict[str, str]:
    from sqlgen import __version__

    package = Path(__file__).parents[1]
    code = digest(*_contents(sorted(package.rglob("*.py"))))
    return {"sqlgen": __version__, "code": code} | {name: metadata.version(name) for name in _LIBRARIES}


def _dialect_digest(cell: Cell, projects: Mapping[str, Any]) -> str:
    from sqlgen.golden.compile import dialect_of

    folders = dialect_of(cell, projects[cell.project.name]).folders
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    return digest(*(path.name for path in files), *_contents(files))


def _config_digest(project: Any) -> str:
    from sqlgen.project.files import read_toml

    parts: list[str | bytes] = []
    for path in (project.env_py, project.alembic.ini_path):
        if path is not None and path.is_file():
            parts.append(_source(path))
    if project.settings_path is not None:
        table: Mapping[str, Any] = read_toml(project.settings_path, project.settings_path.name)
        if project.settings_path.name == "pyproject.toml":
            table = {name: table.get("tool", {}).get(name) for name in ("alembic", "sqlgen")}
            table = {**table, "sqlgen": _without_golden(table["sqlgen"])}
        parts.append(json.dumps(_without_golden(table), default=str, sort_keys=True))
    return digest(*parts)


def _without_golden(table: Any) -> Any:
    return {key: value for key, value in table.items() if key != "golden"} if table else table


def _contents(files: Iterable[Path]) -> list[bytes]:
    return [path.read_bytes() for path in files]


def _source(path: Path) -> bytes:
    """Return a file's bytes with line ends as LF, which a checkout may have changed."""
    try:
        return path.read_bytes().replace(b"\r\n", b"\n")
    except OSError:
        return b""
