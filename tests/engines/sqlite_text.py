"""Reads what SQLite keeps only as text: checks, collations, generated columns, constraint names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile

# https://www.sqlite.org/lang_keywords.html: an identifier in quotes is never a keyword.
TOKEN = re.compile(
    r"""(?P<space>\s+|--[^\n]*|/\*.*?(?:\*/|\Z))
    |(?P<literal>[xX]?'(?:[^']|'')*')
    |(?P<quoted>"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\])
    |(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    |(?P<word>[^\W\d][\w$]*)
    |(?P<sign>\|\||<<|>>|<=|>=|==|<>|!=|->>|->|.)""",
    re.VERBOSE | re.DOTALL,
)

COLUMN_CONSTRAINTS = frozenset(
    [
        "constraint",
        "primary",
        "not",
        "null",
        "unique",
        "check",
        "default",
        "collate",
        "references",
        "generated",
        "as",
    ]
)
TABLE_CONSTRAINTS = frozenset(["constraint", "primary", "unique", "check", "foreign"])


@dataclass(frozen=True)
class Token:
    """A word of SQL: lower case and unquoted where that means the same; *keyword*: it may be one."""

    text: str
    keyword: bool = False


@dataclass
class TableText:
    """The facts that a CREATE TABLE statement holds and no pragma tells, in the statement's order."""

    constraints: list[str] = field(default_factory=list)
    columns: dict[str, list[str]] = field(default_factory=dict)
    options: str = ""


def tokens(sql: str) -> list[Token]:
    """Return the tokens of *sql* without comments and white space."""
    return [
        _token(str(found.lastgroup), found.group())
        for found in TOKEN.finditer(sql)
        if found.lastgroup != "space"
    ]


def _token(kind: str, text: str) -> Token:
    if kind == "word":
        return Token(text.lower(), keyword=True)
    if kind == "quoted":
        name = text[1:-1].replace(text[-1] * 2, text[-1])
        return Token(name.lower() if re.fullmatch(r"[^\W\d][\w$]*", name) else f'"{name.lower()}"')
    return Token(text)


def normalised(sql: str) -> str:
    """Return *sql* in one spelling of white space, case and quotes, without parentheses around the whole."""
    return _joined(tokens(sql))


def _joined(words: list[Token]) -> str:
    while len(words) > 1 and words[0].text == "(" and _group_end(words, 0) == len(words):
        words = words[1:-1]
    return " ".join(word.text for word in words)


def _group_end(words: list[Token], start: int) -> int:
    """Return the position after the group that opens at *start*."""
    depth = 0
    for position in range(start, len(words)):
        depth += {"(": 1, ")": -1}.get(words[position].text, 0)
        if depth == 0:
            return position + 1
    raise ValueError("parentheses do not match: " + " ".join(word.text for word in words))


def read_table(create_table: str) -> TableText:
    """Return the facts of a CREATE TABLE statement as sqlite_master holds it."""
    words = tokens(create_table)
    opening = next(position for position, word in enumerate(words) if word.text == "(")
    closing = _group_end(words, opening)
    table = TableText(options=" ".join(sorted(_joined(words[closing:]).split(" , "))))
    for part in _split(words[opening + 1 : closing - 1]):
        if part[0].keyword and part[0].text in TABLE_CONSTRAINTS:
            _read_constraints(part, "", table)
        else:
            name = part[0].text
            table.columns[name] = []
            kind = list(
                takewhile(lambda word: not (word.keyword and word.text in COLUMN_CONSTRAINTS), part[1:])
            )
            _read_constraints(part[1 + len(kind) :], name, table)
    return table


def _split(words: list[Token]) -> Iterator[list[Token]]:
    """Yield what stands between the commas outside parentheses."""
    start = position = 0
    while position < len(words):
        if words[position].text == "(":
            position = _group_end(words, position)
        elif words[position].text == ",":
            yield words[start:position]
            position = start = position + 1
        else:
            position += 1
    if start < len(words):
        yield words[start:]


def _read_constraints(words: list[Token], column: str, table: TableText) -> None:
    """Add the constraints in *words*, those of *column* or, where it is empty, of the table."""
    name = ""
    for clause in _clauses(words, bool(column)):
        keyword, rest = clause[0].text, clause[1:]
        if keyword == "constraint":
            name = rest[0].text
            continue
        columns = [f"({column})"] if column else []
        match keyword:
            case "check":
                facts = ["check", name, _joined(rest)]
            case "primary" | "unique":
                facts = [keyword, name, *columns, _key(rest)]
            case "references" | "foreign":
                referring = columns or [_key(rest[: _group_end(rest, 1)])]
                facts = ["foreign key", name, *referring, _deferral(rest)]
            case _:
                facts = []
                _read_property(keyword, rest, table.columns.get(column, []))
        if facts:
            table.constraints.append(" ".join(filter(None, facts)))
        name = ""


def _read_property(keyword: str, rest: list[Token], properties: list[str]) -> None:
    """Add what a clause other than a constraint says of its column, unless a pragma says it."""
    match keyword:
        case "not" | "null" if "conflict" in [word.text for word in rest]:
            properties.append(f"null on conflict {rest[-1].text}")
        case "collate":
            properties.append(f"collate {rest[0].text}")
        case "generated" | "as":
            opening = next(position for position, word in enumerate(rest) if word.text == "(")
            properties.append(f"as {_joined(rest[opening : _group_end(rest, opening)])}")


def _key(words: list[Token]) -> str:
    """Return the rest of a key: its columns, AUTOINCREMENT, what to do on a conflict; ASC is left out."""
    text = " ".join(word.text for word in words if not (word.keyword and word.text in ("key", "asc")))
    return text.replace("( ", "(").replace(" )", ")").replace(" , ", ", ")


def _deferral(words: list[Token]) -> str:
    """Return when a foreign key is checked, where that is not at once."""
    text = _joined(words)
    return "deferred" if "deferrable initially deferred" in text and "not deferrable" not in text else ""


def _clauses(words: list[Token], of_column: bool) -> Iterator[list[Token]]:
    """Yield each constraint with its keyword first; words in parentheses never begin one."""
    starters = COLUMN_CONSTRAINTS if of_column else TABLE_CONSTRAINTS
    clause: list[Token] = []
    position = 0
    while position < len(words):
        word = words[position]
        end = _group_end(words, position) if word.text == "(" else position + 1
        if word.keyword and word.text in starters and not _continues(clause, word, words, position):
            if clause:
                yield clause
            clause = []
        clause += words[position:end]
        position = end
    if clause:
        yield clause


def _continues(clause: list[Token], word: Token, words: list[Token], position: int) -> bool:
    """Say whether *word*, which may begin a clause, belongs to this one: ``NOT NULL``, ``SET NULL``."""
    before = clause[-1].text if clause else ""
    match word.text:
        case "null":
            return before in ("not", "set", "default")
        case "default":
            return before == "set"
        case "as":
            return before == "always"
        case "not":
            return position + 1 < len(words) and words[position + 1].text == "deferrable"
        case _:
            return False
