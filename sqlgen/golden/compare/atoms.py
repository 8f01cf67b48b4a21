"""Statements as atoms: what is done, what is read and written by it, and what is only about locks.

An atom that is not understood writes everything, so that nothing may pass it; it is never taken for less.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlgen.dialect import Dialect
from sqlgen.golden.compare.names import Surroundings, name_at, words_of
from sqlgen.golden.compare.reading import Key, Read
from sqlgen.raw_sql.tokens import Token, TokenKind
from sqlgen.schema import Schema

ALL = "*"
"""Stands for whatever an atom that is not understood may touch."""


@dataclass(frozen=True, slots=True)
class Atom:
    """One deed. *key* says it; *reads* and *writes* are names in lower case, ALL among them.

    *notes*: what was taken out of the key because it is about locks alone.
    """

    key: Key
    reads: frozenset[str]
    writes: frozenset[str]
    notes: tuple[str, ...] = ()
    rows: bool = False
    """It changes rows, which a transaction must commit."""


_HARMLESS_CALLS = frozenset(
    [
        "COALESCE",
        "NULLIF",
        "LOWER",
        "UPPER",
        "TRIM",
        "LTRIM",
        "RTRIM",
        "LENGTH",
        "SUBSTR",
        "SUBSTRING",
        "CONCAT",
        "ABS",
        "ROUND",
        "CAST",
        "COUNT",
        "SUM",
        "MIN",
        "MAX",
        "AVG",
        "IN",
        "VALUES",
        "EXISTS",
        "AND",
        "OR",
        "NOT",
        "ON",
        "AS",
        "SELECT",
        "WHERE",
        "SET",
        "FROM",
        "JOIN",
        "CASE",
        "WHEN",
        "THEN",
        "ELSE",
        "ANY",
        "ALL",
        "INTO",
        "BETWEEN",
        "LIKE",
        "VARCHAR",
        "NUMERIC",
        "DECIMAL",
        "CHAR",
        "USING",
    ]
)
_ACTIONS = ("ADD", "DROP", "ALTER", "MODIFY")


def atoms_of(read: Read, before: Schema, after: Schema, dialect: Dialect) -> Iterator[Atom]:
    """Yield what *read* does, in order, between the schemas *before* and *after* it."""
    if read.raw is None:
        yield Atom(read.key, frozenset(), frozenset((ALL,)))
        return
    around = Surroundings(before)
    maker = _Maker(read, around, Surroundings(after), dialect)
    yield from maker.atoms()


def _rows(table: str) -> str:
    """Return the name of what a table holds."""
    return f"rows of {table}"


class _Maker:
    def __init__(self, read: Read, before: Surroundings, after: Surroundings, dialect: Dialect) -> None:
        assert read.raw is not None
        self._read = read
        self._before = before
        self._after = after
        self._dialect = dialect
        self._tokens: Sequence[Token] = read.raw.tokens
        self._values = [t.value if t.kind in (TokenKind.WORD, TokenKind.MARK) else "" for t in self._tokens]
        self._notes: list[str] = []
        self._key = self._normal(read.key) if len(read.key) == len(self._tokens) else read.key

    def atoms(self) -> Iterator[Atom]:
        found = list(self._ddl() or self._data() or ())
        yield from found or [Atom(self._key, frozenset(), frozenset((ALL,)), tuple(self._notes), rows=True)]

    def _normal(self, key: Key) -> Key:
        """Return *key* with names that need no quotes in one spelling, quoted or not."""
        case = self._dialect.facts.ddl.identifier_case
        if case not in ("lower", "upper"):
            return key
        known = self._before.names() | self._after.names()
        parts = list(key)
        for at, token in enumerate(self._tokens):
            if token.kind is not TokenKind.QUOTED or token.value not in known:
                continue
            folded = token.value.lower() if case == "lower" else token.value.upper()
            if folded == token.value and re.fullmatch(r"[A-Za-z_]\w*", token.value):
                parts[at] = parts[at].replace(token.text, token.value.upper())
        return tuple(parts)

    def _at(self, *words: str, start: int = 0) -> bool:
        return self._values[start : start + len(words)] == list(words)

    def _past(self, at: int, *optional: str) -> int:
        """Return where the statement goes on behind *optional* words, each of which may be missing."""
        for word in optional:
            parts = word.split()
            if self._at(*parts, start=at):
                at += len(parts)
        return at

    def _ddl(self) -> list[Atom] | None:
        if self._at("CREATE", "TABLE") or self._at("CREATE", "TEMP", "TABLE"):
            return self._create_table()
        if self._at("ALTER", "TABLE"):
            return self._alter_table()
        if self._at("DROP", "TABLE"):
            return self._drop_table()
        if self._at("CREATE", "INDEX") or self._at("CREATE", "UNIQUE", "INDEX"):
            return self._create_index()
        if self._at("DROP", "INDEX"):
            return self._drop_index()
        if self._at("COMMENT", "ON", "TABLE") or self._at("COMMENT", "ON", "COLUMN"):
            return self._comment()
        if self._at("CREATE", "VIEW") or self._at("DROP", "VIEW"):
            return self._view()
        if self._at("CREATE", "TYPE"):
            name, _ = name_at(self._tokens, 2)
            return [self._atom({name})] if name else None
        # Who uses a type, a sequence or a routine does not say so when it goes.
        return None

    def _atom(
        self,
        writes: set[str | None],
        reads: frozenset[str] = frozenset(),
        key: Key | None = None,
        words: frozenset[str] | None = None,
    ) -> Atom:
        told = words_of(self._tokens) if words is None else words
        return Atom(
            self._key if key is None else key,
            told | reads,
            frozenset(name for name in writes if name is not None),
            tuple(self._notes),
        )

    def _create_table(self) -> list[Atom] | None:
        at = self._values.index("TABLE") + 1
        first = self._past(at, "IF NOT EXISTS")
        name, at = name_at(self._tokens, first)
        if name is None or not self._after.known(name):
            return None
        keys, tokens = list(self._key), list(self._tokens)
        taken: list[Atom] = []
        if self._dialect.facts.strategy.constraints == "alter" and "EXISTS" not in self._values[:first]:
            for start, end in reversed(list(self._elements(at))):
                if start == at + 1 or not self._at("CONSTRAINT", start=start):
                    continue
                kind = start + 2
                if not (self._at("FOREIGN", "KEY", start=kind) or self._at("CHECK", start=kind)):
                    continue
                taken.insert(0, self._added_constraint(name, tuple(self._key[first:at]), start, end))
                del keys[start - 1 : end]
                del tokens[start - 1 : end]
        return [self._atom({name, _rows(name)}, key=tuple(keys), words=words_of(tokens)), *taken]

    def _elements(self, at: int) -> Iterator[tuple[int, int]]:
        """Yield where the elements within the parentheses at *at* begin and end."""
        if at >= len(self._values) or self._values[at] != "(":
            return
        depth, start = 0, at + 1
        for position in range(at, len(self._values)):
            mark = self._values[position]
            depth += (mark == "(") - (mark == ")")
            if (mark == "," and depth == 1) or (mark == ")" and depth == 0):
                yield start, position
                start = position + 1
            if depth == 0:
                return

    def _added_constraint(self, table: str, name: Key, start: int, end: int) -> Atom:
        key = ("ALTER", "TABLE", *name, "ADD", *self._key[start:end])
        own, _ = name_at(self._tokens, start + 1)
        # Engines make or share indexes for foreign keys: their order on one table counts.
        keys = f"keys of {table}" if self._at("FOREIGN", start=start + 2) else None
        words = words_of(self._tokens[start:end]) | {table}
        return self._atom({own, keys}, frozenset(map(_rows, words)), key, words)

    def _alter_table(self) -> list[Atom] | None:
        start = self._past(2, "IF EXISTS", "ONLY")
        name, at = name_at(self._tokens, start)
        if name is None or not self._before.known(name):
            return None
        views = self._before.views_on(frozenset((name,)))
        near = self._before.around(name) | self._after.around(name) | views
        new = None
        if self._at("RENAME", "TO", start=at):
            new, _ = name_at(self._tokens, at + 2)
        end = self._without_lock_clauses(at)
        head = self._key[:at]
        if self._at("ADD", "CONSTRAINT", start=at) and end == len(self._tokens):
            kind = at + 3
            if self._at("FOREIGN", "KEY", start=kind) or self._at("CHECK", start=kind):
                return [self._added_constraint(name, tuple(self._key[start:at]), at + 1, end)]
        parts = [(first, last) for first, last in self._actions(at, end)]
        reads = near | frozenset(map(_rows, near))
        if len(parts) > 1 and self._independent(parts):
            return [
                self._atom(
                    {name, _rows(name)},
                    reads,
                    (*head, *self._key[first:last]),
                    words_of((*self._tokens[:at], *self._tokens[first:last])),
                )
                for first, last in parts
            ]
        touched = {name, new, _rows(name), _rows(new or name)}
        words = words_of(self._tokens[:end])
        return [self._atom(touched, reads, tuple(self._key[:end]), words)]

    def _without_lock_clauses(self, at: int) -> int:
        """Return where the statement ends without ``, ALGORITHM=..., LOCK=...`` and their like."""
        end = len(self._tokens)
        while end - 3 > at:
            clause = end - 3
            named = self._values[clause] in ("ALGORITHM", "LOCK") and self._values[clause + 1] == "="
            if named and not self._depth(clause):
                self._notes.append(" ".join(self._key[clause:end]))
                end = clause - 1 if self._values[clause - 1] == "," else clause
                continue
            online = end - 6
            if online > at and self._at("WITH", "(", "ONLINE", "=", start=online) and not self._depth(online):
                self._notes.append("ONLINE")
                end = online
                continue
            return end
        return end

    def _depth(self, at: int) -> int:
        return self._values[:at].count("(") - self._values[:at].count(")")

    def _actions(self, at: int, end: int) -> Iterator[tuple[int, int]]:
        depth, start = 0, at
        for position in range(at, end):
            mark = self._values[position]
            depth += (mark == "(") - (mark == ")")
            if mark == "," and not depth:
                yield start, position
                start = position + 1
        yield start, end

    def _independent(self, parts: Sequence[tuple[int, int]]) -> bool:
        """Tell whether each action has its own subject, which no other one names."""
        subjects = []
        for first, last in parts:
            if self._values[first] not in _ACTIONS:
                return False
            at = self._past(first + 1, "COLUMN", "CONSTRAINT", "IF EXISTS", "IF NOT EXISTS")
            name, _ = name_at(self._tokens, at)
            if name is None or at >= last or self._values[at] in ("FIRST", "PRIMARY", "UNIQUE", "CHECK"):
                return False
            if {"FIRST", "AFTER"} & set(self._values[first:last]):
                return False
            subjects.append(name)
        words = [words_of(self._tokens[first:last]) for first, last in parts]
        return all(
            subject not in other
            for number, subject in enumerate(subjects)
            for place, other in enumerate(words)
            if place != number
        )

    def _drop_table(self) -> list[Atom] | None:
        at = self._past(2, "IF EXISTS")
        name, at = name_at(self._tokens, at)
        if name is None or at < len(self._tokens) or not self._before.known(name):
            return None
        near = self._before.around(name) | self._before.views_on(frozenset((name,)))
        return [self._atom({name, _rows(name)}, near | frozenset(map(_rows, near)))]

    def _create_index(self) -> list[Atom] | None:
        unique = self._values[1] == "UNIQUE"
        at = self._values.index("INDEX") + 1
        concurrent = self._at("CONCURRENTLY", start=at)
        name, on = name_at(self._tokens, self._past(at, "CONCURRENTLY", "IF NOT EXISTS"))
        if name is None or not self._at("ON", start=on):
            return None
        table, _ = name_at(self._tokens, self._past(on + 1, "ONLY"))
        if table is None or not self._before.known(table):
            return None
        if concurrent:
            self._notes.append("CONCURRENTLY")
        end = self._without_lock_clauses(on)
        if self._values[end - 1] == "ONLINE":
            self._notes.append("ONLINE")
            end -= 1
        key = tuple(part for place, part in enumerate(self._key[:end]) if not (concurrent and place == at))
        reads = {f"keys of {table}"}
        if unique or self._values[on:end].count("(") > 1:
            # Rows can make it fail, two that are the same or one that an expression cannot take.
            reads.add(_rows(table))
        return [self._atom({name, table} if unique else {name}, frozenset(reads), key)]

    def _drop_index(self) -> list[Atom] | None:
        concurrent = self._at("CONCURRENTLY", start=2)
        name, _ = name_at(self._tokens, self._past(2, "CONCURRENTLY", "IF EXISTS"))
        table = self._before.table_of_index(name) if name else None
        if name is None or table is None or not self._before.known(table):
            return None
        if concurrent:
            self._notes.append("CONCURRENTLY")
        key = tuple(part for place, part in enumerate(self._key) if not (concurrent and place == 2))
        return [self._atom({name, table, f"keys of {table}"}, key=key)]

    def _comment(self) -> list[Atom] | None:
        on = next((at for at, value in enumerate(self._values) if value == "IS"), None)
        if on is None:
            return None
        told = " ".join(token.value.lower() for token in self._tokens[2:on])
        return [self._atom({f"comment on {told}"})]

    def _view(self) -> list[Atom] | None:
        name, at = name_at(self._tokens, self._past(2, "IF EXISTS"))
        if name is None or (self._values[0] == "DROP" and at < len(self._tokens)):
            return None
        near = self._before.view_words(name) | self._before.views_on(frozenset((name,)))
        return [self._atom({name}, near)]

    def _data(self) -> list[Atom] | None:
        heads = (("INSERT", "INTO"), ("DELETE", "FROM"), ("UPDATE",))
        head = next((one for one in heads if self._at(*one)), None)
        if head is None:
            return None
        name, _ = name_at(self._tokens, len(head))
        if name is None or not self._before.known(name) or self._calls_unknown() or self._reads_unknown():
            return None
        near = self._before.around(name)
        written = {name} if head[0] == "INSERT" else near
        reads = near | self._before.views_on(near)
        read_rows = frozenset(map(_rows, words_of(self._tokens) | near))
        atom = self._atom({_rows(one) for one in written}, reads | read_rows)
        return [Atom(atom.key, atom.reads, atom.writes, atom.notes, rows=True)]

    def _calls_unknown(self) -> bool:
        """Tell whether a function is called that may do, or count, anything."""
        for at in range(1, len(self._values)):
            if self._values[at] != "(":
                continue
            before = self._tokens[at - 1]
            if before.kind is TokenKind.QUOTED and self._is_column_list(at):
                continue
            if before.kind is TokenKind.WORD and before.value not in _HARMLESS_CALLS:
                if self._is_column_list(at):
                    continue
                return True
        return False

    def _reads_unknown(self) -> bool:
        """Tell whether rows of something else than a known table are read: a view, a catalogue."""
        for at, value in enumerate(self._values):
            if value not in ("FROM", "JOIN", "USING"):
                continue
            if at + 1 < len(self._values) and self._values[at + 1] == "(":
                continue
            name, end = name_at(self._tokens, at + 1)
            if name is None or not self._before.known(name):
                return True
            if "," in self._values[end : end + 3]:
                return True
        return False

    def _is_column_list(self, at: int) -> bool:
        """Tell whether the parenthesis at *at* opens the columns of INSERT INTO name (...)."""
        return self._values[0] == "INSERT" and name_at(self._tokens, 2)[1] == at
