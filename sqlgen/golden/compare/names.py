"""What a statement touches: the words in it, and the tables that hang together with those that it writes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlgen.raw_sql.tokens import Token, TokenKind
from sqlgen.schema import ObjectName, Schema, Table

_NAMES = (TokenKind.WORD, TokenKind.QUOTED)


def words_of(tokens: Iterable[Token]) -> frozenset[str]:
    """Return all words and names, in lower case: whatever may be the name of something."""
    return frozenset(token.value.lower() for token in tokens if token.kind in _NAMES)


def name_at(tokens: Sequence[Token], at: int) -> tuple[str | None, int]:
    """Return the last part of the name at *at*, in lower case, and where the statement goes on."""
    if at >= len(tokens) or tokens[at].kind not in _NAMES:
        return None, at
    name = tokens[at].value.lower()
    at += 1
    while at + 1 < len(tokens) and tokens[at].text == "." and tokens[at + 1].kind in _NAMES:
        name = tokens[at + 1].value.lower()
        at += 2
    return name, at


class Surroundings:
    """What hangs together in a schema: tables by their foreign keys, views and triggers by what they name."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._tables: dict[str, list[Table]] = {}
        for name, table in schema.tables.items():
            self._tables.setdefault(name.name.lower(), []).append(table)

    def known(self, name: str) -> bool:
        """Tell whether all is known of the table called *name*: one table, read, without a trigger."""
        tables = self._tables.get(name, [])
        if self._schema.unread is not None or len(tables) != 1:
            return False
        own = tables[0].name
        return (
            self._schema.opaque_by(own) is None
            and not any(trigger.table.name.lower() == name for trigger in self._schema.triggers.values())
            and not self._schema.children.get(own)
            and not any(own in children for children in self._schema.children.values())
        )

    def around(self, name: str) -> frozenset[str]:
        """Return *name* and all tables that foreign keys connect with it, however far."""
        found, new = {name}, [name]
        while new:
            at = new.pop()
            for near in sorted(self._neighbours(at)):
                if near not in found:
                    found.add(near)
                    new.append(near)
        return frozenset(found)

    def _neighbours(self, name: str) -> set[str]:
        own = {key.referred.name.lower() for t in self._tables.get(name, []) for key in t.foreign_keys}
        other = {
            table.name.name.lower()
            for tables in self._tables.values()
            for table in tables
            if any(key.referred.name.lower() == name for key in table.foreign_keys)
        }
        return own | other

    def views_on(self, names: frozenset[str]) -> frozenset[str]:
        """Return the views whose text names one of *names*, and the views on those."""
        found: set[str] = set()
        grown = True
        while grown:
            grown = False
            for view_name, view in self._schema.views.items():
                name = view_name.name.lower()
                if name not in found and _mentions(view.sql, names | found):
                    found.add(name)
                    grown = True
        return frozenset(found)

    def view_words(self, name: str) -> frozenset[str]:
        """Return the words of the view called *name*; none where there is none."""
        for view_name, view in self._schema.views.items():
            if view_name.name.lower() == name:
                return _plain_words(view.sql)
        return frozenset()

    def table_of_index(self, index: str) -> str | None:
        """Return the table that has the index called *index*, or None."""
        for name, tables in self._tables.items():
            if any((one.name or "").lower() == index for table in tables for one in table.indexes):
                return name
        return None

    def names(self) -> frozenset[str]:
        """Return the names of all tables, columns, constraints and indexes, as they are written."""
        found: set[str] = set()
        for tables in self._tables.values():
            for table in tables:
                found.add(table.name.name)
                found.update(column.name for column in table.columns)
                found.update(c.name for c in (*table.constraints, *table.indexes) if c.name is not None)
        found.update(name.name for name in self._schema.views)
        return frozenset(found)


def _mentions(sql: str, names: Iterable[str]) -> bool:
    return not _plain_words(sql).isdisjoint(names)


def _plain_words(sql: str) -> frozenset[str]:
    # Strings and comments may add words; none is lost by it.
    return frozenset("".join(c if c.isalnum() or c in "_$#" else " " for c in sql).lower().split())


def table_named(schema: Schema, name: str) -> ObjectName | None:
    """Return the table called *name* in any case and schema, or None."""
    return next((one for one in schema.tables if one.name.lower() == name), None)
