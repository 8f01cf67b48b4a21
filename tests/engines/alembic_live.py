"""Runs a project's history through the installed Alembic, live or offline: the oracle of the tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ALEMBIC_SECONDS = 300


class AlembicFailed(Exception):
    """A command that Alembic, env.py or a script ended with an error; *stderr* is all that was said."""

    def __init__(self, what: str, stderr: str) -> None:
        lines = stderr.strip().splitlines() or ["(nothing said)"]
        super().__init__(f"alembic {what}: {lines[-1]}\n{stderr}")
        self.stderr = stderr


@dataclass(frozen=True)
class AlembicOptions:
    """What a project may need besides a URL; the defaults fit a project made by ``alembic init``.

    *urls* gives the URLs of further sections, for env.py files with several databases; *environment* is added
    to the process's own, for an env.py that reads its URL there; *main_options* are set as if they stood in
    the file.
    """

    config_file: str = "alembic.ini"
    section: str = "alembic"
    x: Sequence[str] = ()
    urls: Mapping[str, str] = field(default_factory=dict)
    main_options: Mapping[str, str] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)
    python: str = sys.executable


STOCK = AlembicOptions()


def upgrade_live(project: Path, url: str, revision: str = "head", options: AlembicOptions = STOCK) -> None:
    """Upgrade the database at *url* to *revision* with the project's own env.py. Raises: AlembicFailed."""
    _run(project, "upgrade", revision, url, options, sql=False)


def downgrade_live(project: Path, url: str, revision: str, options: AlembicOptions = STOCK) -> None:
    """Downgrade the database at *url* to *revision*. Raises: AlembicFailed."""
    _run(project, "downgrade", revision, url, options, sql=False)


def stamp_live(project: Path, url: str, revision: str, options: AlembicOptions = STOCK) -> None:
    """Stamp the database at *url* with *revision*. Raises: AlembicFailed."""
    _run(project, "stamp", revision, url, options, sql=False)


def alembic_offline(
    project: Path,
    dialect_or_url: str,
    revisions: str,
    options: AlembicOptions = STOCK,
    *,
    command: str = "upgrade",
) -> str:
    """Return the SQL of ``alembic upgrade START:END --sql`` (or another command), without what scripts print.

    Raises: AlembicFailed.
    """
    url = dialect_or_url if "://" in dialect_or_url else f"{dialect_or_url}://"
    return _run(project, command, revisions, url, options, sql=True)


def _run(project: Path, command: str, revision: str, url: str, options: AlembicOptions, *, sql: bool) -> str:
    request = {
        "command": command,
        "revision": revision,
        "sql": sql,
        "config_file": options.config_file,
        "section": options.section,
        "x": list(options.x),
        "urls": {options.section: url, **options.urls},
        "options": dict(options.main_options),
    }
    # With -P no folder comes before the installed packages, as with the `alembic` program. No bytecode: the
    # project may be one of the repository's own.
    program = "import runpy, sys; runpy.run_path(sys.argv[1], run_name='__main__')"
    done = subprocess.run(
        [options.python, "-P", "-c", program, str(Path(__file__).with_name("alembic_command.py"))],
        input=json.dumps(request),
        cwd=project,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **options.environment},
        capture_output=True,
        text=True,
        timeout=ALEMBIC_SECONDS,
    )
    if done.returncode:
        raise AlembicFailed(f"{command} {revision}", done.stderr)
    return done.stdout
