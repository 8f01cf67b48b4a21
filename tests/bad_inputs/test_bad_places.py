"""Places that take no script, streams that go away, and interruptions: each in a process of its own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.bad_inputs.case import OWN, revision, write
from tests.cli.command import process, sqlgen, variables

UPGRADE = ("upgrade", "base:head")


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return write(OWN, tmp_path / "shop")


def files(folder: Path) -> list[str]:
    names = (
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if "__pycache__" not in path.parts
    )
    return sorted(names)


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """Run *command* with bash, ``sqlgen`` in it being the command line under test."""
    script = f'sqlgen() {{ "{sys.executable}" -m sqlgen "$@"; }}\n{command}'
    return subprocess.run(
        ["bash", "-c", script], cwd=folder, env=variables(), capture_output=True, timeout=60
    )


def test_a_pipe_that_is_closed_early(shop: Path) -> None:
    many = "\n".join(f"op.execute(\"UPDATE item SET name = '{'x' * 100}{n}'\")" for n in range(2000))
    write({"versions/a2.py": revision("a2", "a1", many)}, shop)
    done = shell("sqlgen upgrade base:head | head -n 1; echo ${PIPESTATUS[0]}", shop)
    assert done.stdout == b"-- shop: upgrade base -> a2" + b" " * 62 + b"SQLite 3.40\n141\n"
    assert done.stderr == b""


def test_a_listing_into_a_pipe_that_is_closed_early(shop: Path) -> None:
    done = shell("sqlgen history | true; echo ${PIPESTATUS[0]}", shop)
    assert done.stdout in (b"141\n", b"0\n")  # the listing may be written before the pipe is closed
    assert done.stderr == b""


@pytest.mark.parametrize("call", ["upgrade base:head", "history", "--version"])
def test_a_full_disk_behind_stdout(call: str, shop: Path) -> None:
    done = shell(f"sqlgen {call} > /dev/full", shop)
    assert done.returncode == 2
    assert done.stderr.decode() == (
        "error: standard output cannot be written: No space left on device\n"
        "  What has been written there is not whole: delete it.\n"
    )


def test_a_full_device(shop: Path) -> None:
    done = process(*UPGRADE, "-o", "/dev/full", cwd=shop)
    assert done.returncode == 2
    assert done.stderr.decode() == (
        "error: /dev/full: cannot be written: No space left on device\n"
        "  Nothing was written; what was there before is still there.\n"
    )


@pytest.mark.parametrize("before", [None, "-- yesterday's\n"])
def test_a_disk_that_is_full_half_way(before: str | None, shop: Path) -> None:
    """A limit of 512 bytes a file: the first write goes through, the rest does not."""
    write({"migration.sql": before}, shop)
    there = files(shop)
    done = shell(
        "ulimit -f 1; export PYTHONDONTWRITEBYTECODE=1; sqlgen upgrade base:head -o migration.sql", shop
    )
    assert done.returncode == 2
    assert done.stderr.decode() == (
        "error: migration.sql: cannot be written: File too large\n"
        "  Nothing was written; what was there before is still there.\n"
    )
    assert files(shop) == there
    assert before is None or (shop / "migration.sql").read_text() == before


def test_a_disk_that_is_full_before_the_second_of_two_files(shop: Path) -> None:
    """No file of a set is put in place unless all are; the folder that was made for them is gone again."""
    more = "\n".join(f'op.execute("UPDATE item SET name = {n}")' for n in range(90))
    write({"versions/a2.py": revision("a2", "a1", more)}, shop)
    there = files(shop)
    done = shell(
        "ulimit -f 2; export PYTHONDONTWRITEBYTECODE=1; sqlgen upgrade base:head --per-revision -o out/deep/",
        shop,
    )
    assert done.returncode == 2
    assert done.stderr.decode().startswith("error: out/deep/0002_a2.sql: cannot be written: File too large\n")
    assert files(shop) == there


def without_privileges(*command: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    """Run sqlgen so that the permissions of files count, also where the tests run as root."""
    prefix: list[str] = []
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("root may write everywhere, and setpriv (util-linux) is missing")
        prefix = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]
    return subprocess.run(
        [*prefix, sys.executable, "-B", "-m", "sqlgen", *command],
        cwd=cwd,
        env=variables(),
        capture_output=True,
        timeout=60,
    )


def test_a_folder_that_may_not_be_written(shop: Path) -> None:
    (shop / "out").mkdir(mode=0o555)
    done = without_privileges(*UPGRADE, "-o", "out/a.sql", cwd=shop)
    assert done.returncode == 2
    assert done.stderr.decode() == (
        "error: out/a.sql: cannot be written: Permission denied\n"
        "  Nothing was written; what was there before is still there.\n"
    )
    assert files(shop / "out") == []


def test_a_file_that_may_not_be_written(shop: Path) -> None:
    """Its folder may be: the file is not replaced behind the back of whoever protected it."""
    target = shop / "migration.sql"
    target.write_text("-- signed\n")
    target.chmod(0o444)
    done = without_privileges(*UPGRADE, "-o", "migration.sql", cwd=shop)
    assert (done.returncode, done.stderr.decode().splitlines()[0]) == (
        2,
        "error: migration.sql: cannot be written: Permission denied",
    )
    assert target.read_text() == "-- signed\n"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("versions/a2.py", "error: versions/a2.py: cannot be read: Permission denied.\n"),
        (
            "sqlgen.toml",
            "error: sqlgen.toml: cannot be read: Permission denied\n"
            "  It must be a text file in UTF-8 that you may read.\n",
        ),
        ("versions", "error: versions: cannot be read: Permission denied.\n"),
    ],
)
def test_what_may_not_be_read(name: str, message: str, shop: Path) -> None:
    (shop / name).chmod(0)
    try:
        done = without_privileges(*UPGRADE, cwd=shop)
    finally:
        (shop / name).chmod(0o755)
    assert (done.returncode, done.stderr.decode(), done.stdout) == (2, message, b"")


def test_a_fifo_gets_the_script(shop: Path) -> None:
    fifo = shop / "pipe.sql"
    os.mkfifo(fifo)
    received: list[bytes] = []
    reader = threading.Thread(target=lambda: received.append(fifo.read_bytes()))
    reader.start()
    done = process(*UPGRADE, "-o", "pipe.sql", cwd=shop)
    if done.returncode != 0:
        fifo.write_bytes(b"")  # lets the reader go
    reader.join(10)
    assert (done.returncode, done.stderr) == (0, b"")
    assert received == [sqlgen(*UPGRADE, cwd=shop).out.encode()]
    assert fifo.is_fifo()


@pytest.mark.parametrize("output", [None, "migration.sql"])
def test_ctrl_c(output: str | None, shop: Path) -> None:
    write(
        {"versions/a2.py": revision("a2", "a1", "import time\nprint('ready', flush=True)\ntime.sleep(50)")},
        shop,
    )
    there = files(shop)
    more = ["-o", output] if output else []
    with subprocess.Popen(
        [sys.executable, "-B", "-m", "sqlgen", *UPGRADE, *more],
        cwd=shop,
        env=variables(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stderr is not None and running.stdout is not None
        assert running.stderr.readline() == b"ready\n"
        running.send_signal(signal.SIGINT)
        told, out = running.stderr.read(), running.stdout.read()
    assert (running.returncode, told, out) == (130, b"error: interrupted; nothing was written\n", b"")
    assert files(shop) == there


FOREIGN = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C", "PYTHONIOENCODING": ""}


SAILOR = revision("a2", "a1", "op.execute(\"UPDATE item SET name = 'Ærøskøbing 🛶'\")").replace(
    "Revision a2", "To Ærøskøbing 🛶"
)


def test_a_locale_without_utf8_gets_the_same_bytes(shop: Path) -> None:
    write(
        {"versions/a2.py": SAILOR},
        shop,
    )
    for call in (UPGRADE, ("show", "a2", "--format", "json")):
        foreign = process(*call, cwd=shop, environment=FOREIGN)
        assert foreign.stdout.decode() == sqlgen(*call, cwd=shop).out
        assert (foreign.returncode, foreign.stderr) == (0, b"")
        assert "Ærøskøbing 🛶" in foreign.stdout.decode()


def test_a_locale_without_utf8_gets_messages_that_it_can_show(shop: Path) -> None:
    write({"versions/a2.py": revision("a2", "a1", "raise ValueError('Ærø')")}, shop)
    done = process(*UPGRADE, cwd=shop, environment=FOREIGN)
    assert done.returncode == 2
    assert done.stderr == b"error: versions/a2.py:9: revision a2: the script raised ValueError: \\xc6r\\xf8\n"


def test_stdout_that_is_closed(shop: Path) -> None:
    done = shell("sqlgen upgrade base:head >&-", shop)
    assert (done.returncode, done.stderr.decode()) == (
        2,
        "error: standard output is closed\n  Write to a file: -o FILE.\n",
    )


def test_stderr_that_is_closed(shop: Path) -> None:
    """A fault cannot be told, but the exit code tells that there is one."""
    done = shell("sqlgen upgrade b9 2>&-", shop)
    assert (done.returncode, done.stdout) == (2, b"")


def test_programs_that_scripts_start_do_not_print_into_the_script(shop: Path) -> None:
    body = "import os, subprocess\nsubprocess.run(['echo', 'one'])\nos.write(1, b'two\\n')\nprint('three')"
    clean = sqlgen(*UPGRADE, cwd=write({"versions/a2.py": revision("a2", "a1")}, shop))
    done = process(*UPGRADE, cwd=write({"versions/a2.py": revision("a2", "a1", body)}, shop))
    assert done.returncode == 0
    assert done.stdout.decode() == clean.out
    assert sorted(done.stderr.split()) == [b"one", b"three", b"two"]


def test_a_traceback_is_shown_to_those_who_ask(shop: Path) -> None:
    write({"versions/a2.py": revision("a2", "a1", "raise ValueError('no')")}, shop)
    done = process("--traceback", *UPGRADE, cwd=shop)
    told = done.stderr.decode()
    assert done.returncode == 2
    assert told.startswith("Traceback (most recent call last):")
    assert told.endswith("error: versions/a2.py:9: revision a2: the script raised ValueError: no\n")
