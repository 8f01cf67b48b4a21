"""The wheel as users get it: built, installed elsewhere, and it compiles a golden to the same bytes."""

from __future__ import annotations

import email
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.cli.command import BOOKSHOP, ROOT, sqlgen, variables

pytestmark = pytest.mark.slow

GOLDEN = ROOT / "golden" / "bookshop" / "postgresql" / "base..head.sql"
CALL = ("upgrade", "base:head", "-d", "postgresql")


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    environment = {key: value for key, value in variables().items() if key != "PYTHONPATH"}
    # Most of the time would go into compiling dependencies that are used once.
    environment["PIP_NO_COMPILE"] = "1"
    done = subprocess.run([str(word) for word in command], cwd=cwd, env=environment, capture_output=True)
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    return done


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build both distributions, the wheel from the source one, from a copy without what git ignores."""
    folder = tmp_path_factory.mktemp("built")
    copy = folder / "source"
    listed = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=ROOT).stdout
    for name in filter(None, listed.decode().split("\0")):
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, copy / name)
    run(sys.executable, "-m", "build", "--outdir", folder, copy, cwd=folder)
    return folder


@pytest.fixture(scope="module")
def installed(built: Path) -> Path:
    """Install the wheel and its dependencies into a fresh environment; return its folder of programs."""
    (wheel,) = built.glob("*.whl")
    run(sys.executable, "-m", "venv", "--without-pip", built / "venv", cwd=built)
    programs = built / "venv" / "bin"
    pip = (sys.executable, "-m", "pip", "--python", programs / "python", "--disable-pip-version-check")
    run(*pip, "install", "-q", wheel, cwd=built)
    return programs


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A copy of the bookshop, so that nothing of the checkout is near."""
    return shutil.copytree(BOOKSHOP, tmp_path / "bookshop", ignore=shutil.ignore_patterns("__pycache__"))


@pytest.mark.parametrize("call", [("sqlgen",), ("python", "-m", "sqlgen")], ids=" ".join)
def test_an_installed_wheel_compiles_a_golden(call: tuple[str, ...], installed: Path, shop: Path) -> None:
    done = run(installed / call[0], *call[1:], *CALL, cwd=shop)
    assert done.stderr == b""
    assert done.stdout == GOLDEN.read_bytes()


def test_it_is_not_the_checkout_that_was_run(installed: Path, shop: Path) -> None:
    code = "import sqlgen, importlib.util as u; print(sqlgen.__file__, u.find_spec('alembic'))"
    place, alembic = run(installed / "python", "-c", code, cwd=shop).stdout.decode().split()
    assert Path(place).is_relative_to(installed.parent)
    assert alembic == "None"


def test_the_wheel_holds_every_dialect_and_types(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    expected = {
        f"sqlgen/{path.relative_to(ROOT).as_posix()}"
        for path in (ROOT / "dialects").rglob("*")
        if path.is_file() and path.suffix in (".toml", ".j2", ".md")
    }
    assert len(expected) > 40
    assert sorted(expected - names) == []
    assert "sqlgen/py.typed" in names
    assert [name for name in names if name.startswith(("tests/", "golden/", "docs/"))] == []


def test_the_source_distribution_holds_what_a_build_and_a_test_need(built: Path) -> None:
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as file:
        names = {name.partition("/")[2] for name in file.getnames()}
    assert {
        "dialects/base/dialect.toml",
        "dialects/oracle/dialect.toml",
        "golden/bookshop/postgresql/base..head.sql",
        "tests/test_wheel.py",
        "docs/cli.md",
        "LICENSE",
        "README.md",
    } <= names


def test_the_metadata_has_the_version_and_the_readme(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as file:
        (name,) = (name for name in file.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = email.message_from_bytes(file.read(name))
    assert f"sqlgen {metadata['Version']}\n" == sqlgen("--version").out
    assert "# sqlgen" in str(metadata.get_payload())
