"""The environments of real histories: wheels fetched when a test runs and never committed, and projects."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

from tests.histories.packages import History

ENV = """from alembic import context
from sqlalchemy import MetaData, engine_from_config, pool

metadata = MetaData(naming_convention=NAMING_CONVENTION)
config = context.config


def offline():
    context.configure(
        url=config.get_main_option("sqlalchemy.url"),
        target_metadata=metadata,
        literal_binds=True,
        dialect_opts={"paramstyle": "named"},
        **OPTIONS,
    )
    with context.begin_transaction():
        context.run_migrations()


def online():
    section = config.get_section(config.config_ini_section, {})
    engine = engine_from_config(section, prefix="sqlalchemy.", poolclass=pool.NullPool)
    if engine.dialect.is_async:
        import asyncio

        asyncio.run(asynchronous(engine))
    else:
        with engine.connect() as connection:
            migrate(connection)


async def asynchronous(engine):
    from sqlalchemy.ext.asyncio import AsyncEngine

    async with AsyncEngine(engine).connect() as connection:
        await connection.run_sync(migrate)


def migrate(connection):
    context.configure(connection=connection, target_metadata=metadata, **OPTIONS)
    with context.begin_transaction():
        context.run_migrations()


if context.is_offline_mode():
    offline()
else:
    online()
"""


def cache_folder() -> Path:
    """Return the folder that fetched wheels are kept in between runs."""
    default = Path.home() / ".cache" / "sqlgen-histories"
    return Path(os.environ.get("SQLGEN_HISTORIES_CACHE", default))


class NotFetched(Exception):
    """The package index cannot be reached, or does not have the wheel."""


def unpacked(history: History) -> Path:
    """Return the folder of the unpacked wheel, fetched if it is not there. Raises: NotFetched."""
    target = cache_folder() / f"{history.package}-{history.version}"
    if (target / history.versions).is_dir():
        return target
    wheels = cache_folder() / "wheels"
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
    command += ["--dest", str(wheels), f"{history.package}=={history.version}"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise NotFetched(done.stderr.strip().splitlines()[-1])
    stem = f"{history.package.replace('-', '_')}-{history.version}-"
    wheel = next(path for path in sorted(wheels.glob("*.whl")) if path.name.startswith(stem))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


# What sqlgen and live Alembic need beside the history's own packages.
TOOLS = (
    "sqlalchemy>=2.0.40,<2.2", "alembic==1.20.1", "sqlglot>=30,<31", "jinja2", "typer>=0.27,<0.29",
    "psycopg[binary]>=3.2", "pymysql>=1.1",
)  # fmt: skip


def interpreter(history: History) -> Path:
    """Return the Python of the history's own environment, made if it is not there. Raises: NotFetched."""
    if not history.installed and not history.requires:
        return Path(sys.executable)
    folder = cache_folder() / f"{history.key}-venv"
    python = folder / "bin" / "python"
    if (folder / "complete").is_file():
        return python
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
    packages = [*([f"{history.package}=={history.version}"] if history.installed else []), *history.requires]
    command = [
        str(python),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--prefer-binary",
    ]
    done = subprocess.run([*command, *packages, *TOOLS], capture_output=True, text=True)
    if done.returncode:
        raise NotFetched(done.stderr.strip().splitlines()[-1])
    (folder / "complete").write_text("")
    return python


def url_of(history: History, url: str) -> str:
    """Return *url* of a database as the application would write it."""
    scheme, _, rest = url.partition("://")
    name, plus, driver = scheme.partition("+")
    return f"{history.reached_as.get(name, name)}{plus}{history.drivers.get(name, driver)}://{rest}"


def _after(versions: Path, revision: str) -> list[Path]:
    """Return the scripts of a history without branches that come after *revision*."""
    above = {}
    for path in versions.glob("*.py"):
        ids = dict(re.findall(r"(?m)^(revision|down_revision) = ['\"](\w+)['\"]", path.read_text("utf-8")))
        above[ids.get("down_revision")] = (ids["revision"], path)
    found = []
    while revision in above:
        revision, path = above[revision]
        found.append(path)
    return found


def project(history: History, folder: Path, dialect: str, only: Sequence[Path] | None = None) -> Path:
    """Write a project with a stock env.py over the history's own scripts into *folder* and return it.

    *only*: copies of just these scripts. Alembic loads all that it finds, and the later ones of some
    histories import the whole application.
    """
    root = unpacked(history)
    paths = [] if history.installed else [str(root)]
    folder.mkdir(parents=True, exist_ok=True)
    convention = repr(dict(history.naming_convention) if history.naming_convention else None)
    env = ENV.replace("NAMING_CONVENTION", convention).replace("OPTIONS", f"dict({history.options})")
    (folder / "env.py").write_text(history.prelude + env)
    (folder / "script.py.mako").write_text("")
    versions = root / history.versions
    if only is None and history.stands_at:
        only = _after(versions, history.stands_at)
    if only is not None:
        versions = folder / "versions"
        versions.mkdir(exist_ok=True)
        for path in only:
            shutil.copy(path, versions / path.name)
    if history.stands_at:
        text = f"revision = {history.stands_at!r}\ndown_revision = None\n\n\ndef upgrade():\n    pass\n"
        (versions / f"{history.stands_at}_.py").write_text(f"{text}\n\ndef downgrade():\n    pass\n")
    (folder / "alembic.ini").write_text(
        "[alembic]\n"
        "script_location = %(here)s\n"
        "path_separator = newline\n"
        f"version_locations = {versions}\n"
        "recursive_version_locations = true\n"
        + "".join(f"prepend_sys_path = {path}\n" for path in paths)
        + f"sqlalchemy.url = {history.reached_as.get(dialect, dialect)}://\n"
    )
    if history.baseline:
        (folder / "sqlgen.toml").write_text(f'baseline = "{history.baseline}"\n')
    return folder
