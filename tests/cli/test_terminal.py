"""Colours, the counter and completion: what depends on who looks."""

from __future__ import annotations

import io
import os
import pty
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from sqlgen.cli.terminal import Counter
from tests.bad_inputs.case import OWN, revision, write
from tests.cli.command import ROOT, process, variables

ESCAPE = "\x1b["


def on_terminal(
    *arguments: str, cwd: Path = ROOT, environment: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """Run sqlgen with a terminal as stderr (stdout is not one); return the code and what the terminal got."""
    leader, follower = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "sqlgen", *arguments],
        cwd=cwd,
        env=variables({"TERM": "xterm", **(environment or {})}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=follower,
    ) as running:
        os.close(follower)
        told = b""
        try:
            while chunk := os.read(leader, 4096):
                told += chunk
        except OSError:  # the other side is closed
            pass
    os.close(leader)
    return running.returncode, told.decode().replace("\r\n", "\n")


RED = "\x1b[1;31merror:\x1b[0m sqlgen: no such command 'x'\n"
PLAIN = "error: sqlgen: no such command 'x'\n"


@pytest.mark.parametrize(
    ("environment", "first_line"),
    [
        ({}, RED),
        ({"NO_COLOR": "1"}, PLAIN),
        ({"TERM": "dumb"}, PLAIN),
        ({"NO_COLOR": "", "FORCE_COLOR": "1"}, RED),
    ],
)
def test_colours_on_a_terminal(environment: Mapping[str, str], first_line: str) -> None:
    code, told = on_terminal("x", environment=environment)
    assert code == 2
    assert told.startswith(first_line)


@pytest.mark.parametrize(
    ("environment", "first_line"),
    [({}, PLAIN), ({"FORCE_COLOR": "1"}, RED), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, PLAIN)],
)
def test_colours_elsewhere(environment: Mapping[str, str], first_line: str) -> None:
    assert process("x", environment=environment).stderr.decode().startswith(first_line)


def test_help_is_coloured_only_where_it_is_asked_for() -> None:
    assert ESCAPE not in process("upgrade", "--help").stdout.decode()
    assert ESCAPE in process("upgrade", "--help", environment={"FORCE_COLOR": "1"}).stdout.decode()


def test_scripts_are_never_coloured() -> None:
    call = ("-C", "tests/projects/bookshop", "upgrade", "a1:a2")
    assert ESCAPE not in process(*call, environment={"FORCE_COLOR": "1"}).stdout.decode()


@pytest.fixture
def slow(tmp_path: Path) -> Path:
    """A project whose second revision takes a second, and whose third fails."""
    return write(
        {
            **OWN,
            "versions/a2.py": revision("a2", "a1", "import time\ntime.sleep(1)"),
            "versions/a3.py": revision("a3", "a2", "raise ValueError('no')"),
        },
        tmp_path,
    )


def test_long_work_is_counted_on_a_terminal(slow: Path) -> None:
    """One line, taken away before anything else is told."""
    code, told = on_terminal("upgrade", "base:head", cwd=slow, environment={"NO_COLOR": "1"})
    fault = re.escape("error: versions/a3.py:9: revision a3: the script raised ValueError: no\n")
    assert code == 2
    assert re.fullmatch(rf"(\r\d of 3 revisions)*\r3 of 3 revisions\r {{16}}\r{fault}", told), told


class Terminal(io.StringIO):
    """A terminal in memory."""

    def isatty(self) -> bool:
        return True


def test_short_work_is_not_counted() -> None:
    terminal = Terminal()
    counter = Counter(terminal)
    for _ in range(10):
        counter.step(10)
    counter.clear()
    assert terminal.getvalue() == ""


def test_long_work_is_not_counted_elsewhere(slow: Path) -> None:
    done = process("upgrade", "base:a2", cwd=slow)
    assert (done.returncode, done.stderr) == (0, b"")


COMPLETIONS = {
    "bash": ("complete -o default -F _sqlgen_completion sqlgen", {"COMP_CWORD": "3"}),
    "zsh": ("compdef _sqlgen_completion sqlgen", {}),
    "fish": ("complete --command sqlgen", {}),
}


@pytest.mark.parametrize("shell", COMPLETIONS)
def test_completion_is_shown_for_each_shell(shell: str) -> None:
    done = process(environment={"_SQLGEN_COMPLETE": f"source_{shell}"})
    assert COMPLETIONS[shell][0] in done.stdout.decode()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("sqlgen d", ["downgrade", "dialects", "diff"]),
        ("sqlgen upgrade --dialect m", ["mariadb", "mssql", "mysql"]),
        ("sqlgen history --format j", ["json"]),
        ("sqlgen upgrade --per", ["--per-revision"]),
    ],
)
def test_what_bash_completes(words: str, offered: list[str]) -> None:
    environment = {
        "_SQLGEN_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
    }
    assert process(environment=environment).stdout.decode().split() == offered


def test_show_completion_finds_the_shell() -> None:
    done = subprocess.run(
        ["bash", "-c", f'"{sys.executable}" -m sqlgen --show-completion; true'],
        cwd=ROOT,
        env=variables(),
        capture_output=True,
        encoding="utf-8",
    )
    assert COMPLETIONS["bash"][0] in done.stdout, done.stderr
