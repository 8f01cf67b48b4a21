"""Small projects written into a folder, and Alembic's own answers about them."""

from __future__ import annotations

import sys
import textwrap
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory


@dataclass(frozen=True)
class AlembicAnswers:
    """What Alembic makes of a project when it is called in its folder."""

    script_location: Path
    version_locations: list[Path]
    recursive: bool
    sourceless: bool
    output_encoding: str
    sys_path: list[str]
    config: Config


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write files by name (a name that ends in / is a folder) and return the project's folder."""

    def write_files(files: dict[str, str], folder: Path = tmp_path) -> Path:
        for name, text in files.items():
            path = folder / name
            if name.endswith("/"):
                path.mkdir(parents=True, exist_ok=True)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")
        return folder

    return write_files


@pytest.fixture
def ask_alembic(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AlembicAnswers]:
    """Return a function that asks Alembic, called in a folder with these files, what it would use."""

    def ask(
        folder: Path,
        ini: str = "alembic.ini",
        toml: str = "pyproject.toml",
        *,
        section: str = "alembic",
        **main: str,
    ) -> AlembicAnswers:
        monkeypatch.chdir(folder)
        monkeypatch.setattr(sys, "path", list(sys.path))
        before = len(sys.path)
        for name in [name for name in sys.modules if name.partition(".")[0] in ("shop", "spread")]:
            del sys.modules[name]  # another test's packages: Alembic imports what package:folder names
        sys.path_importer_cache.clear()  # it knows relative folders of sys.path as they were seen before
        config = Config(ini, toml_file=toml, ini_section=section)
        for name, value in main.items():
            config.set_main_option(name, value)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # its notes on path_separator
            scripts = ScriptDirectory.from_config(config)
        return AlembicAnswers(
            script_location=Path(scripts.dir).absolute(),
            version_locations=[Path(location) for location in scripts._version_locations],
            recursive=scripts.recursive_version_locations,
            sourceless=scripts.sourceless,
            output_encoding=scripts.output_encoding,
            sys_path=sys.path[: len(sys.path) - before],
            config=config,
        )

    return ask
