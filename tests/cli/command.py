"""The command line as tests call it: within this process, or as a process of its own."""

from __future__ import annotations

import contextlib
import io
import logging
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlgen.cli.app import run

ROOT = Path(__file__).parents[2]
BOOKSHOP = ROOT / "tests" / "projects" / "bookshop"


@dataclass(frozen=True)
class Outcome:
    """What a call left behind."""

    code: int
    out: str
    err: str


def sqlgen(*arguments: str, cwd: Path = ROOT) -> Outcome:
    """Carry *arguments* out within this process, as if started in *cwd*."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
    with logging_kept(), contextlib.chdir(cwd):
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = run(arguments)
        out.flush()
        err.flush()
    return Outcome(code, out.buffer.getvalue().decode(), err.buffer.getvalue().decode())


@contextlib.contextmanager
def logging_kept():
    """Put back what an env.py's ``fileConfig`` does to all loggers of this process."""
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    loggers = [one for one in logging.Logger.manager.loggerDict.values() if isinstance(one, logging.Logger)]
    before = [(one, one.level, one.disabled, list(one.handlers)) for one in loggers]
    try:
        yield
    finally:
        root.setLevel(level)
        root.handlers[:] = handlers
        for logger, old_level, disabled, old_handlers in before:
            logger.setLevel(old_level)
            logger.disabled = disabled
            logger.handlers[:] = old_handlers


def process(
    *arguments: str, cwd: Path = ROOT, environment: Mapping[str, str] | None = None, **options
) -> subprocess.CompletedProcess[bytes]:
    """Carry *arguments* out as ``python -m sqlgen`` in *cwd*; *options* are those of subprocess.run."""
    return subprocess.run(
        [sys.executable, "-m", "sqlgen", *arguments],
        cwd=cwd,
        env=variables(environment),
        **{"stdin": subprocess.DEVNULL, "capture_output": True, "timeout": 60, **options},
    )


def variables(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return this process's environment with *more*, without what would colour or change the output."""
    unwanted = ("NO_COLOR", "FORCE_COLOR", "ALEMBIC_CONFIG", "FLASK_APP", "GITHUB_ACTIONS", "PY_COLORS")
    kept = {key: value for key, value in os.environ.items() if key not in unwanted}
    path = os.pathsep.join(filter(None, (str(ROOT), kept.get("PYTHONPATH", ""))))
    return {**kept, "PYTHONPATH": path, **(more or {})}
