"""Alembic's live run, quickly: what `tests.engines.alembic_live` does, through one process that forks."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.engines.alembic_live import AlembicFailed, AlembicOptions
from tests.engines.databases import Database


class Live:
    """A running `live_server`; ``close`` ends it."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="sqlgen-live-")
        program = str(Path(__file__).with_name("live_server.py"))
        # With -P no folder comes before the installed packages, as with the `alembic` program.
        self._process = subprocess.Popen(
            [sys.executable, "-P", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(
        self, command: str, folder: Path, database: Database, revision: str, options: AlembicOptions
    ) -> None:
        """Bring *database* to *revision* with env.py of the project in *folder*. Raises: AlembicFailed."""
        said = {name: Path(self._folder.name) / name for name in ("stdout", "stderr")}
        request = {
            "command": command,
            "revision": revision,
            "sql": False,
            "config_file": options.config_file,
            "section": options.section,
            "x": list(options.x),
            "urls": {options.section: database.url, **options.urls},
            "options": dict(options.main_options),
            "folder": str(folder),
            "environment": dict(options.environment),
            **{name: str(path) for name, path in said.items()},
        }
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        status = self._process.stdout.readline().strip()
        if status != "0":
            raise AlembicFailed(f"{command} {revision}", said["stderr"].read_text(errors="replace"))

    def close(self) -> None:
        """End the process. A second call does nothing."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(20)
        self._process.stdout.close()
        self._folder.cleanup()
