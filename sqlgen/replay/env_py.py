"""Running env.py: its surroundings, and what its failures mean."""

from __future__ import annotations

import contextlib
import io
import os
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlgen.errors import SqlgenError
from sqlgen.origin import Origin
from sqlgen.replay.errors import EnvironmentFailed, MissingModule, NeedsDatabase, ScriptFailed
from sqlgen.replay.loader import load_module

_WITHOUT = "--no-env, with dialects, metadata and version_table in sqlgen.toml"


def run_env_py(path: Path, origin: Origin) -> None:
    """Execute env.py. Raises: EnvironmentFailed, MissingModule; from scripts that it runs: SqlgenError."""
    with _flask_application(path) as application:
        try:
            load_module(path, origin, {"open": _open})
        except SqlgenError as error:
            explained = _explained(error, origin, application.reason)
            if explained is error:
                raise
            raise explained from error.__cause__


def _explained(error: SqlgenError, origin: Origin, no_application: str | None) -> SqlgenError:
    """Return *error*, or what it means if it is env.py's own and not one of a script."""
    if getattr(error.where, "path", origin.path) != origin.path:
        return error
    if isinstance(error, NeedsDatabase):
        return EnvironmentFailed(
            f"env.py wants a database: {error.question}",
            where=error.where,
            hint="sqlgen has none and runs env.py's offline path. Test context.is_offline_mode() there and "
            f"call context.configure(url=...), or leave env.py out: {_WITHOUT}.",
        )
    if isinstance(error, MissingModule):
        if _in_import_of_driver(error.__cause__):
            return EnvironmentFailed(
                f'an engine is created, whose driver "{error.name}" is not installed',
                where=error.where,
                hint="sqlgen itself needs no driver. Create the engine where one connects, or install the "
                f"driver beside sqlgen, or leave env.py out: {_WITHOUT}.",
            )
        error.hint = f"{error.hint} Or leave env.py out: {_WITHOUT}."
        return error
    if not isinstance(error, ScriptFailed):
        return error
    cause = error.__cause__
    if isinstance(cause, RuntimeError) and "application context" in str(cause):
        return EnvironmentFailed(
            f"env.py asks for Flask's application, and {no_application or 'there is none'}",
            where=error.where,
            hint="Name it as for `flask db`: FLASK_APP=module:factory sqlgen ..., or leave env.py out: "
            f"{_WITHOUT}.",
        )
    return EnvironmentFailed(
        f"env.py failed: {error.what.removeprefix('the script ')}",
        where=error.where,
        hint="sqlgen runs env.py's offline path. If it needs settings (environment variables), a database or "
        f"an application that is not here, give them or leave env.py out: {_WITHOUT}.",
    )


def _in_import_of_driver(error: BaseException | None) -> bool:
    frames = traceback.extract_tb(error.__traceback__) if error is not None else []
    return any(frame.name in ("import_dbapi", "dbapi") and "sqlalchemy" in frame.filename for frame in frames)


def _open(file: Any, mode: str = "r", *arguments: Any, **keywords: Any) -> Any:
    """Open *file*, but write no script: env.py files for several databases open one for each.

    sqlgen writes them itself, once all are complete; what was there is not to be emptied before.
    """
    is_script = isinstance(file, (str, os.PathLike)) and os.fspath(file).endswith(".sql")
    if is_script and set(mode) & set("wax+"):
        return io.BytesIO() if "b" in mode else io.StringIO()
    return open(file, mode, *arguments, **keywords)  # noqa: PTH123 - it stands in for open


class _Application:
    """Whether Flask's application was found; *reason* says why not."""

    reason: str | None = None


@contextlib.contextmanager
def _flask_application(env_py: Path) -> Iterator[_Application]:
    """Enter the application context that a Flask-Migrate env.py expects, where one can be had.

    The application is found as ``flask db`` finds it: FLASK_APP, also in .env and .flaskenv, else app.py or
    wsgi.py. Not finding one is no fault yet: env.py may make its own.
    """
    found = _Application()
    with contextlib.ExitStack() as stack:
        if "current_app" in env_py.read_text("utf-8", errors="replace"):
            try:
                stack.enter_context(_load_application().app_context())
            except Exception as error:
                text = " ".join(str(error).split())
                found.reason = f"loading it failed: {type(error).__name__}: {text}"
                if not os.environ.get("FLASK_APP"):
                    found.reason = "FLASK_APP is not set"
        yield found


def _load_application() -> Any:
    from flask.cli import ScriptInfo, load_dotenv  # type: ignore[import-not-found,unused-ignore]

    with contextlib.redirect_stderr(io.StringIO()):
        load_dotenv()  # says on stderr when python-dotenv is missing
    # The variable is read by Flask's command line, not by ScriptInfo.
    return ScriptInfo(app_import_path=os.environ.get("FLASK_APP")).load_app()
