"""Which objects the statements of a body may change, as far as the text tells: tables, views, types."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from sqlgen.raw_sql import names
from sqlgen.raw_sql.found import table_with_index
from sqlgen.raw_sql.reader import Context
from sqlgen.raw_sql.tokens import Token, TokenKind, tokenize
from sqlgen.raw_sql.words import words
from sqlgen.scan import UnclosedQuote
from sqlgen.schema import Names, ObjectName

_NAMES = (TokenKind.WORD, TokenKind.QUOTED)
_STRING_ENDS = Token(TokenKind.END, "", "", 0, 0)


class Everything(Exception):
    """The text does not tell what is changed: it may be anything."""


def touched(
    tokens: Iterable[Token], context: Context, *, callers: frozenset[str] = frozenset()
) -> tuple[ObjectName, ...]:
    """Return what the statements among *tokens*, and in the strings there, may change, each once, in order.

    *callers*: the routines whose bodies lead here. Raises: Everything.
    """
    walk = _Walk(list(with_strings(tokens, context)), context, callers)
    walk.read()
    return tuple(walk.found)


def with_strings(tokens: Iterable[Token], context: Context) -> Iterator[Token]:
    """Yield *tokens*, each string followed by what is in it and by a token of kind END."""
    for token in tokens:
        yield token
        if token.kind is TokenKind.STRING and re.search(r"\w", token.value):
            try:
                inner = tokenize(token.value, context.dialect.facts.quoting)
            except UnclosedQuote:
                # A part of a statement that is put together elsewhere.
                inner = tokenize(
                    re.sub(r"['\"`\[\]$]", " ", token.value).replace("/*", "  "),
                    context.dialect.facts.quoting,
                )
            yield from with_strings(inner, context)
            yield _STRING_ENDS


def _depths(tokens: Sequence[Token]) -> list[int]:
    """Return for each token in how many strings it stands."""
    depths, depth = [], 0
    for token in tokens:
        depth -= token.kind is TokenKind.END
        depths.append(depth)
        depth += token.kind is TokenKind.STRING and re.search(r"\w", token.value) is not None
    return depths


# What may stand between the verb and the kind of object.
_MODIFIERS = words(
    "OR REPLACE ALTER TEMP TEMPORARY GLOBAL LOCAL UNLOGGED UNIQUE CLUSTERED NONCLUSTERED FULLTEXT SPATIAL "
    "BITMAP RECURSIVE CONSTRAINT FOREIGN EXTERNAL VIRTUAL IGNORE ONLINE OFFLINE MATERIALIZED EDITIONABLE "
    "NONEDITIONABLE FORCE NO PRIVATE COLUMNSTORE XML PRIMARY"
)
_BEFORE_NAME = words("IF NOT EXISTS ONLY CONCURRENTLY")
_VERBS = words("CREATE ALTER DROP")


class _Walk:
    """Goes over the tokens once; each verb of DDL adds what stands behind it."""

    def __init__(self, tokens: Sequence[Token], context: Context, callers: frozenset[str]) -> None:
        self.tokens = tokens
        self.context = context
        self.callers = callers
        self.found: dict[ObjectName, None] = {}
        self.depths = _depths(tokens)

    def read(self) -> None:
        at = 0
        while at < len(self.tokens):
            word = self._word(at)
            following = self._word(at + 1)
            if word in _VERBS and self._word(at - 1) not in ("EVENT", "ADD", "ON"):
                at = self._verb(at)
                continue
            if word in ("EXECUTE", "EXEC"):
                self._execute(at)
            elif word == "CALL":
                self._called(at + 1)
            elif word == "RENAME" and following == "TABLE":
                self._tables(at + 2)
            elif word == "INTO" and self._is_select_into(at):
                self._tables(at + 1)
            elif word == "COMMENT" and following == "ON" and self._word(at + 2) in ("TABLE", "COLUMN"):
                self._commented(at + 2)
            elif word == "SP_RENAME":
                self._renamed(at + 1)
            elif self._text(at + 1) == "(" and word:
                self._function(at)
            at += 1

    def _word(self, at: int) -> str:
        if not 0 <= at < len(self.tokens):
            return ""
        token = self.tokens[at]
        return token.value if token.kind is TokenKind.WORD else ""

    def _text(self, at: int) -> str:
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    def _verb(self, at: int) -> int:
        verb = self._word(at)
        kind_at = at + 1
        if verb != "CREATE" and self._word(kind_at) in ("CONSTRAINT", "COLUMN"):
            # An action of ALTER TABLE, whose table stands before.
            return kind_at
        while self._word(kind_at) in _MODIFIERS:
            kind_at += 1
        match self._word(kind_at):
            case "TABLE":
                self._tables(kind_at + 1, cascade=verb == "DROP")
            case "INDEX":
                self._index(kind_at + 1, created=verb == "CREATE")
            case "VIEW" | "SEQUENCE":
                self._objects(kind_at + 1)
            case "TYPE" | "DOMAIN":
                self._type(kind_at + 1)
            case "SCHEMA" | "DATABASE" | "EXTENSION" if verb != "CREATE":
                self._all_of(kind_at)
            case "" if self._ends(kind_at) and self._text(kind_at) != ";":
                # 'DROP ' || kind
                raise Everything
        return kind_at + 1

    def _ends(self, at: int) -> bool:
        return at >= len(self.tokens) or self.tokens[at].kind is TokenKind.END or self._text(at) == "%"

    def _name(self, at: int) -> tuple[ObjectName, int]:
        """Return the name that stands at *at*, behind IF EXISTS and the like. Raises: Everything."""
        while self._word(at) in _BEFORE_NAME:
            at += 1
        parts: list[str] = []
        while True:
            if self._ends(at) or self.tokens[at].kind not in _NAMES:
                raise Everything
            parts.append(names.folded(self.tokens[at], self.context.dialect))
            at += 1
            if self._text(at) != ".":
                break
            at += 1
            while self._text(at) == ".":
                at += 1
        return ObjectName(parts[-1], parts[-2] if len(parts) > 1 else None), at

    def _statement_end(self, at: int) -> int:
        while at < len(self.tokens) and self._text(at) != ";" and self.tokens[at].kind is not TokenKind.END:
            at += 1
        return at

    def _tables(self, at: int, *, cascade: bool = False) -> None:
        schema, dialect = self.context.schema, self.context.dialect
        while True:
            name, at = self._name(at)
            table = names.table_name(name, schema, dialect)
            self.found.setdefault(names.known_name(name, schema.views, dialect) or table)
            end = self._statement_end(at)
            statement = [self._word(i) for i in range(at, end)]
            if "CASCADE" in statement:
                self._depending(table)
            if "RENAME" in statement:
                self._new_name(at, end, table)
            if not cascade or self._text(at) != ",":
                return
            at += 1

    def _new_name(self, at: int, end: int, table: ObjectName) -> None:
        for place in range(at, end):
            if self._word(place) == "RENAME" and self._word(place + 1) in ("TO", "AS"):
                new, _ = self._name(place + 2)
                self.found.setdefault(ObjectName(new.name, new.schema or table.schema))

    def _depending(self, table: ObjectName) -> None:
        """CASCADE takes along what refers to the table."""
        for other, _ in self.context.schema.referring_to(table):
            self.found.setdefault(other.name)
        for view in self.context.schema.views.values():
            if table in view.refers_to:
                self.found.setdefault(view.name)

    def _index(self, at: int, *, created: bool) -> None:
        end = self._statement_end(at)
        if created:
            at = next((i for i in range(at, end) if self._word(i) == "ON"), end)
            self._tables(at + 1)
            return
        name, at = self._name(at)
        if self._word(at) == "ON":
            self._tables(at + 1)
            return
        owner = table_with_index(self.context.schema, name, self.context.dialect)
        if owner is not None:
            self.found.setdefault(owner.name)

    def _objects(self, at: int) -> None:
        schema, dialect = self.context.schema, self.context.dialect
        while True:
            try:
                name, at = self._name(at)
            except Everything:
                # No table's shape depends on it.
                self.found.update(dict.fromkeys((*schema.views, *schema.sequences)))
                return
            known = names.known_name(name, schema.views, dialect) or names.known_name(
                name, schema.sequences, dialect
            )
            self.found.setdefault(known or names.without_default_schema(name, dialect))
            if self._text(at) != ",":
                return
            at += 1

    def _type(self, at: int) -> None:
        from sqlgen.raw_sql.named_types import columns_of_type

        name, _ = self._name(at)
        schema, dialect = self.context.schema, self.context.dialect
        known = names.known_name(name, schema.enums, dialect) or names.without_default_schema(name, dialect)
        self.found.setdefault(known)
        for table, _column in columns_of_type(self.context, known):
            self.found.setdefault(table.name)

    def _all_of(self, at: int) -> None:
        """DROP SCHEMA s; of an extension, the tables with columns of types that are not known."""
        from sqlgen.raw_sql.constructs import is_raw

        if self._word(at) == "EXTENSION":
            for table in self.context.schema.tables.values():
                if any(is_raw(column.type) for column in table.columns):
                    self.found.setdefault(table.name)
            return
        name, _ = self._name(at + 1)
        schema = self.context.schema
        short = names.without_default_schema(ObjectName("", name.name), self.context.dialect).schema
        maps: tuple[Names, ...] = (schema.tables, schema.views, schema.enums, schema.sequences)
        for objects in maps:
            for known in objects:
                if known.schema == short:
                    self.found.setdefault(known)

    def _is_select_into(self, at: int) -> bool:
        """SELECT ... INTO in a language where that makes a table and not a variable's value."""
        if self._word(at - 1) in ("INSERT", "MERGE", "REPLACE", "IGNORE") or self._text(at + 1)[:1] in (
            "@",
            ":",
        ):
            return False
        return self.depths[at] > 0 or bool(self.context.dialect.facts.ddl.alone_in_batch)

    def _commented(self, at: int) -> None:
        name, _ = self._name(at + 1)
        if self._word(at) == "COLUMN":
            parts = []
            place = at + 1
            while self.tokens[place].kind in _NAMES and self._text(place + 1) == ".":
                parts.append(names.folded(self.tokens[place], self.context.dialect))
                place += 2
            name = ObjectName(parts[-1], parts[-2] if len(parts) > 1 else None) if parts else name
        self.found.setdefault(names.table_name(name, self.context.schema, self.context.dialect))

    def _renamed(self, at: int) -> None:
        """sp_rename 't.c', 'new', 'COLUMN'; sp_rename 't', 'new'."""
        end = self._statement_end(at)
        strings = [token.value for token in self.tokens[at : end + 1] if token.kind is TokenKind.STRING]
        if not strings:
            raise Everything
        parts = [part.strip('[]"') for part in strings[0].split(".")]
        owners = [ObjectName(parts[-1]), *(ObjectName(part) for part in parts[-2:-1])]
        for name in owners:
            table = names.table_name(name, self.context.schema, self.context.dialect)
            if table in self.context.schema.tables or len(parts) == 1:
                self.found.setdefault(table)
        if len(strings) > 1 and len(parts) == 1:
            self.found.setdefault(ObjectName(strings[1]))

    def _execute(self, at: int) -> None:
        """EXECUTE: a text whose beginning stands here is read with the rest; any other may say anything."""
        from sqlgen.raw_sql.effects import HARMLESS

        following = self._word(at + 1)
        if following in ("FUNCTION", "PROCEDURE") or self._word(at - 1) in ("GRANT", "REVOKE", ","):
            return
        at += 1
        while self._text(at) in ("(",) or self._word(at) in (
            "IMMEDIATE",
            "FORMAT",
            "CONCAT",
            "SP_EXECUTESQL",
            "AS",
            "N",
        ):
            at += 1
        if at < len(self.tokens) and self.tokens[at].kind is TokenKind.STRING:
            self._begins_well(at)
            return
        variable = self._text(at)
        if following and following not in HARMLESS and self._is_routine(at):
            self._called(at)
            return
        for place in self._assigned(variable):
            self._begins_well(place)

    def _begins_well(self, at: int) -> None:
        """A text that is put together must begin with a whole verb, else it may say anything."""
        from sqlgen.raw_sql.effects import HARMLESS

        if at >= len(self.tokens) or self.tokens[at].kind is not TokenKind.STRING:
            raise Everything
        first = re.match(r"\s*([A-Za-z]+)\s", self.tokens[at].value + " ")
        word = first[1].upper() if first is not None else ""
        if word in HARMLESS or word in ("SELECT", "WITH", "DO", "DECLARE", "BEGIN", "IF", "CALL", "EXEC"):
            return
        if word not in _VERBS | {"RENAME", "COMMENT"} or self.tokens[at].value.strip().upper() == word:
            raise Everything

    def _assigned(self, variable: str) -> list[int]:
        """Return where the texts begin that *variable* is given. Raises: Everything: none, or not a text."""
        wanted = variable.upper()
        places: list[int] = []
        for at in range(len(self.tokens) - 1):
            if self.tokens[at].text.upper() != wanted:
                continue
            following = at + 1
            if self.tokens[at].text[:1] == "@" and self._word(following) and self._text(following) != "=":
                while (
                    following < len(self.tokens)
                    and self._text(following) not in ("=", ";", ",")
                    and following < at + 8
                ):
                    following += 1
            if self._text(following) not in (":=", "=", "+=") and self._word(following) != "DEFAULT":
                if self._word(at - 1) == "INTO":
                    raise Everything
                continue
            start = following + 1
            while self._text(start) == "(" or self._word(start) in ("FORMAT", "CONCAT", "N"):
                start += 1
            if self.tokens[start].text.upper() == wanted or (self._text(following) == "+=" and places):
                continue
            places.append(start)
        if not places:
            raise Everything
        return places

    def _is_routine(self, at: int) -> bool:
        """EXEC name: a procedure, and no variable."""
        if not self.context.dialect.facts.ddl.alone_in_batch:
            return False
        return self._text(at)[:1] != "@"

    def _called(self, at: int) -> None:
        name, _ = self._name(at)
        self._body_of(name, unknown_is_harmless=False)

    def _function(self, at: int) -> None:
        """A function that the history made is looked into, wherever it is called."""
        previous = self._text(at - 1) == "." and at >= 2 and self.tokens[at - 2].kind in _NAMES
        schema = names.folded(self.tokens[at - 2], self.context.dialect) if previous else None
        name = ObjectName(names.folded(self.tokens[at], self.context.dialect), schema)
        self._body_of(name, unknown_is_harmless=True)

    def _body_of(self, name: ObjectName, *, unknown_is_harmless: bool) -> None:
        from sqlgen.raw_sql.routines import bodies, describes

        known = names.known_name(name, self.context.schema.routines, self.context.dialect)
        if known is None:
            if unknown_is_harmless or describes(name):
                return
            raise Everything
        if str(known) in self.callers:
            return
        for body in bodies(self.context.schema.routines[known], self.context):
            found = touched(body.tokens, self.context, callers=self.callers | {str(known)})
            self.found.update(dict.fromkeys(found))
