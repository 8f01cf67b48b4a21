"""Say whether two tools said the same, statement by statement.

Spelling that no server can tell apart is made equal: runs of white space outside quotes, blanks inside
parentheses and round commas, one terminator at the end. Nothing else: letters keep their case, quotes stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from tests.oracle.outcome import Outcome, Refused, Rendered

# What is copied as it stands: literals, quoted names, comments. A doubled quote reads as two literals in a
# row, which come out unchanged just the same.
_VERBATIM = {
    "postgresql": r"""'[^']*'|"[^"]*"|\$(?P<tag>\w*)\$.*?\$(?P=tag)\$""",
    "mysql": r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`[^`]*`""",
    "mariadb": r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`[^`]*`""",
    "sqlite": r"""'[^']*'|"[^"]*"|`[^`]*`|\[[^\]]*\]""",
    "mssql": r"""'[^']*'|"[^"]*"|\[[^\]]*\]""",
    "oracle": r"""'[^']*'|"[^"]*\"""",
}
_COMMENT = r"--[^\n]*(?:\n|$)|/\*.*?\*/"


def normalise(statement: str, dialect: str) -> str:
    """Return *statement* with its free white space made uniform and its terminator gone.

    Oracle keeps a last semicolon: it ends a PL/SQL block, and in a plain statement it is an error.
    """
    pieces: list[str] = []
    at = 0
    for match in re.finditer(f"{_VERBATIM[dialect]}|{_COMMENT}", statement, re.DOTALL):
        pieces += (_uniform(statement[at : match.start()]), match.group())
        at = match.end()
    pieces.append(_uniform(statement[at:]))
    text = "".join(pieces).strip()
    if dialect == "mssql":
        text = re.sub(r"\s*\bGO$", "", text)
    return text if dialect == "oracle" else text.removesuffix(";").rstrip()


def _uniform(free: str) -> str:
    """Blanks before an opening parenthesis stay: ``count (*)`` and ``count(*)`` differ on MySQL."""
    text = re.sub(r"\s+", " ", free)
    text = re.sub(r"\( ", "(", text)
    return re.sub(r" ?, ?", ", ", re.sub(r" \)", ")", text))


def canonical(statements: Iterable[str], dialect: str) -> tuple[str, ...]:
    """Return the statements normalised, with what Alembic emits in random order put in order.

    After CREATE TABLE that is its indexes, after ADD COLUMN its constraints and indexes: Alembic iterates
    over sets there, and the statements of a run do not depend on each other.
    """
    ordered: list[str] = []
    for _, run in groupby(_numbered(statements, dialect), key=lambda pair: pair[0]):
        ordered += sorted(text for _, text in run)
    return tuple(ordered)


def _numbered(statements: Iterable[str], dialect: str) -> Iterable[tuple[int, str]]:
    """Number each statement, giving those that may be exchanged with the one before it the same number."""
    number, loose, previous = 0, "", ""
    for raw in statements:
        text = normalise(raw, dialect)
        kind = _kind(text)
        if not (kind and kind == previous and loose):
            number += 1
        if kind in ("table", "column"):
            loose = kind
        elif not (kind == "index" or (kind == "constraint" and loose == "column")):
            loose = ""
        previous = kind if kind in ("index", "constraint") else ""
        yield number, text


_KINDS = (
    ("table", re.compile(r"CREATE TABLE ")),
    ("index", re.compile(r"CREATE (UNIQUE )?(CLUSTERED |NONCLUSTERED |BITMAP )?INDEX ")),
    ("constraint", re.compile(r"ALTER TABLE \S+ ADD (CONSTRAINT|FOREIGN KEY|UNIQUE|CHECK)\b")),
    ("column", re.compile(r"ALTER TABLE \S+ ADD ")),
)


def _kind(text: str) -> str:
    return next((kind for kind, pattern in _KINDS if pattern.match(text)), "")


def same(alembic: Outcome, ours: Outcome, dialect: str) -> bool:
    """Whether both tools say the same statements, or both refuse."""
    match alembic, ours:
        case Rendered(theirs), Rendered(mine):
            return canonical(theirs, dialect) == canonical(mine, dialect)
        case Refused(), Refused():
            return True
        case _:
            return False
