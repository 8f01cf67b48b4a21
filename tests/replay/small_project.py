"""Small Alembic projects written for one test, and what sqlgen makes of them."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path

from sqlgen.compiler import compile_databases
from sqlgen.project.project import Project, find_project
from sqlgen.script.script import Script

OFFLINE_ENV = """
from alembic import context

def run_migrations_offline():
    context.configure(url=context.config.get_main_option("sqlalchemy.url"))
    with context.begin_transaction():
        context.run_migrations()

run_migrations_offline()
"""

INI = """
[alembic]
script_location = %(here)s/migrations
prepend_sys_path = .
path_separator = os
sqlalchemy.url = postgresql://scott:tiger@nowhere/books
"""


def write_project(
    folder: Path,
    *bodies: str,
    env: str = OFFLINE_ENV,
    ini: str = INI,
    preamble: str = "",
    files: Mapping[str, str] | None = None,
) -> Path:
    """Write a project with a revision r1, r2, ... for each of *bodies*, the inside of upgrade()."""
    versions = folder / "migrations" / "versions"
    versions.mkdir(parents=True)
    (folder / "alembic.ini").write_text(ini)
    (folder / "migrations" / "env.py").write_text(textwrap.dedent(env))
    for number, body in enumerate(bodies, 1):
        parent = f'"r{number - 1}"' if number > 1 else "None"
        script = [
            f'"""step {number}"""',
            "import sqlalchemy as sa",
            "from alembic import op",
            f'revision = "r{number}"',
            f"down_revision = {parent}",
            textwrap.dedent(preamble),
            body
            if body.lstrip().startswith("def upgrade")
            else "def upgrade():\n" + textwrap.indent(textwrap.dedent(body).strip() or "pass", "    "),
            "def downgrade():\n    pass",
        ]
        (versions / f"r{number}.py").write_text("\n".join(script) + "\n")
    for name, text in (files or {}).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text))
    return folder


def scripts(
    folder: Path,
    dialect: str | None = "postgresql",
    range_text: str = "base:head",
    x: Sequence[str] = (),
    direction: str = "upgrade",
) -> list[Script]:
    """Return the scripts of the project in *folder*."""
    return compile_databases(found(folder, x), range_text, dialect, direction=direction)  # type: ignore[arg-type]


def found(folder: Path, x: Sequence[str] = ()) -> Project:
    """Return the project in *folder*."""
    return find_project(folder, x_arguments=x, environ={})


def statements(
    folder: Path,
    dialect: str | None = "postgresql",
    range_text: str = "base:head",
    x: Sequence[str] = (),
    direction: str = "upgrade",
) -> list[str]:
    """Return the statements of the one script, in one line each, but those of the version table."""
    (script,) = scripts(folder, dialect, range_text, x, direction)
    return own(script)


def own(script: Script) -> list[str]:
    """Return the statements of *script*, in one line each, but those of the version table."""
    return [" ".join(s.sql.split()) for s in script.statements if s.kind.name != "VERSION"]
