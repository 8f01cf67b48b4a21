"""The typed example of the public interface runs, and importing the package is cheap."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import sqlgen
from tests.bad_inputs.case import OWN, revision, write
from tests.cli.command import BOOKSHOP, ROOT
from tests.typing import public_api as api


def test_a_script_with_its_statements_and_their_places(tmp_path: Path) -> None:
    script = api.script_of(write(OWN, tmp_path), "base:head")
    assert list(api.statements_by_revision(script)) == ["a1", "a2"]
    assert ("versions/a2.py", 9, "a2") in api.where_from(script)


def test_text_for_a_dialect_and_version() -> None:
    assert "book" in api.text_for(BOOKSHOP, "a1:a2", "mysql", "8.0.36")
    assert api.title_of("postgresql", "16") == "PostgreSQL 16"


def test_faults_are_values(tmp_path: Path) -> None:
    folder = write({**OWN, "versions/a3.py": revision("a3", "a2", "raise ValueError('no')")}, tmp_path)
    assert api.faults_of(folder, "base:a2", "mysql") == []
    assert api.faults_of(folder, "base:a3", "mysql") == [
        "versions/a3.py:9: the script raised ValueError: no; None"
    ]


def test_public_names_are_those_of_their_homes() -> None:
    assert set(sqlgen.__all__) == {*sqlgen._HOMES, "__version__"}
    for name, home in sqlgen._HOMES.items():
        assert getattr(sqlgen, name) is getattr(importlib.import_module(home), name)
    assert set(sqlgen.__all__) <= set(dir(sqlgen))


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'sqlgen' has no attribute 'compile'"):
        _ = sqlgen.compile


def test_importing_the_package_imports_nothing_heavy() -> None:
    code = "import sys, sqlgen; print(sorted(name for name in sys.modules if name.startswith('s')))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8")
    assert "'sqlgen'" in done.stdout, done.stderr
    assert "sqlgen." not in done.stdout and "sqlalchemy" not in done.stdout and "sqlglot" not in done.stdout
