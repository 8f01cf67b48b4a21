"""Files of raw statements: each case a title, the statements, and what it may leave unknown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    """*calls*: the text of each op.execute; *opaque*: what may be unknown afterwards, ``*`` for all."""

    title: str
    calls: tuple[str, ...]
    opaque: tuple[str, ...]


def start(name: str) -> str:
    """Return the statements that make the tables that every case starts from."""
    return (CASES / name / "start.sql").read_text("utf-8")


def cases(name: str) -> list[Case]:
    """Return the cases of the engine's files, in order."""
    found: list[Case] = []
    for path in sorted((CASES / name).iterdir()):
        text = path.read_text("utf-8")
        if path.suffix == ".list":
            found += [_of_line(line) for line in text.splitlines()]
        elif path.name != "start.sql":
            found += _cases(text, path.stem)
    return found


def _of_line(line: str) -> Case:
    """A statement, and behind ``#!`` what it leaves unknown."""
    text, _, opaque = line.partition("  #! ")
    return Case(text, (text,), tuple(opaque.split()))


def _cases(text: str, stem: str) -> list[Case]:
    found = []
    for block in re.split(r"^-- # ", text, flags=re.MULTILINE)[1:]:
        title, _, body = block.partition("\n")
        opaque = re.search(r"^-- opaque: (.*)\n", body, re.MULTILINE)
        calls = re.sub(r"^-- opaque: .*\n", "", body, flags=re.MULTILINE).split("\n-- then\n")
        found.append(
            Case(
                f"{stem}: {title}",
                tuple(call.strip() for call in calls),
                tuple(opaque[1].split()) if opaque else (),
            )
        )
    return found
