"""The command line as a process: what is on stdout, and that Alembic makes no difference to it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.replay.small_project import INI, OFFLINE_ENV, write_project
from tests.replay.test_plugins import REPLACED, VIEWS

BOOKSHOP = Path("tests/projects/bookshop").resolve()

NO_ALEMBIC = """
import sys

class Blocker:
    def find_spec(self, name, path=None, target=None):
        # In front of all other finders but sqlgen's own, which comes while scripts run.
        if name.split(".")[0] == "alembic":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Blocker())
"""
ALEMBIC_FIRST = "import alembic, alembic.op, alembic.command, alembic.autogenerate\n"
RUN = "from sqlgen.__main__ import main\nsys.exit(main())\n"


def run(folder: Path, *arguments: str, before: str = "") -> subprocess.CompletedProcess[bytes]:
    """Run sqlgen on the project in *folder*, *before* being executed first in its process."""
    command = [sys.executable, "-c", f"import sys\n{before}\n{RUN}", "-C", str(folder), *arguments]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, capture_output=True, env=environment, timeout=120)


NOISY_ENV = """
import os, subprocess, sys
from logging.config import fileConfig
import logging
from alembic import context

fileConfig(context.config.config_file_name)
logging.getLogger("alembic.env").info("NOISE of a logger")
print("NOISE of env.py")
os.write(1, b"NOISE to the descriptor\\n")
subprocess.run([sys.executable, "-c", "print('NOISE of a program')"], check=True)
"""
LOGGING = """
[loggers]
keys = root
[handlers]
keys = console
[formatters]
keys = plain
[logger_root]
level = INFO
handlers = console
[handler_console]
class = StreamHandler
args = (sys.stdout,)
formatter = plain
[formatter_plain]
format = %(message)s
"""


def test_stdout_is_the_scripts_alone(tmp_path: Path) -> None:
    quiet = write_project(tmp_path / "quiet" / "project", 'op.execute("SELECT 1")')
    noisy = write_project(
        tmp_path / "noisy" / "project",
        'print("NOISE of a script"); op.execute("SELECT 1"); sys.stdout.write("NOISE\\n")',
        env=NOISY_ENV + OFFLINE_ENV,
        ini=INI + LOGGING,
        preamble="import sys",
    )
    wanted = run(quiet, "upgrade", "base:head")
    made = run(noisy, "upgrade", "base:head")
    assert wanted.returncode == made.returncode == 0, made.stderr.decode()
    assert made.stdout == wanted.stdout
    for noise in (b"of env.py", b"of a logger", b"to the descriptor", b"of a program", b"of a script"):
        assert b"NOISE " + noise in made.stderr


def projects(folder: Path) -> dict[str, Path]:
    """Return projects that use more of Alembic than op, written into *folder*."""
    extended = write_project(
        folder / "extended",
        'op.create_view("v", "SELECT 1")\nop.create_table("t", sa.Column("a", sa.Integer))',
        env="import views\n" + REPLACED + OFFLINE_ENV,
        files={"views.py": VIEWS},
        preamble="import alembic\nassert alembic.__version__ == '1.20.1'",
    )
    return {"bookshop": BOOKSHOP, "extended": extended}


@pytest.mark.parametrize("name", ["bookshop", "extended"])
def test_alembic_absent_or_imported_first_makes_no_difference(name: str, tmp_path: Path) -> None:
    project = projects(tmp_path)[name]
    here = run(project, "upgrade", "base:head", "-d", "postgresql")
    absent = run(project, "upgrade", "base:head", "-d", "postgresql", before=NO_ALEMBIC)
    first = run(project, "upgrade", "base:head", "-d", "postgresql", before=ALEMBIC_FIRST)
    assert here.returncode == 0, here.stderr.decode()
    assert here.stdout
    assert (absent.returncode, absent.stdout, absent.stderr) == (0, here.stdout, here.stderr)
    assert (first.returncode, first.stdout, first.stderr) == (0, here.stdout, here.stderr)


def test_sqlgen_imports_no_alembic(tmp_path: Path) -> None:
    """The real one is not even looked at, although it is installed where this test runs."""
    watch = """
import atexit, sys
def look():
    files = [getattr(m, "__file__", "") or "" for n, m in sys.modules.items() if n.split(".")[0] == "alembic"]
    print("FOUND", [file for file in files if "replay" not in file], file=sys.stderr)
atexit.register(look)
"""
    made = run(BOOKSHOP, "upgrade", "base:head", "-d", "postgresql", before=watch)
    assert made.returncode == 0
    assert b"FOUND []" in made.stderr


def test_plugins_registered_with_the_real_alembic_before_are_taken_over(tmp_path: Path) -> None:
    """As in a test run of somebody else's that used Alembic first."""
    (tmp_path / "plugin.py").write_text(VIEWS + REPLACED)
    body = 'op.create_view("v", "SELECT 1")\nop.create_table("t", sa.Column("a", sa.Integer))'
    project = write_project(tmp_path / "project", body, env="import plugin\n" + OFFLINE_ENV)
    path = f"import sys; sys.path.append({str(tmp_path)!r})\n"
    afresh = run(project, "upgrade", "base:head", before=path)
    before = run(project, "upgrade", "base:head", before=path + ALEMBIC_FIRST + "import plugin\n")
    assert afresh.returncode == 0, afresh.stderr.decode()
    assert b"GRANT SELECT ON t" in afresh.stdout
    assert (before.returncode, before.stdout) == (0, afresh.stdout), before.stderr.decode()
