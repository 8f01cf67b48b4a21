"""Functions of the catalogue, named for what they do; ``[catalogue.functions]`` says who calls them how."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from typing import Any

from sqlgen.catalogue.contents import Contents
from sqlgen.catalogue.errors import InDoubt, Unanswerable
from sqlgen.catalogue.primitives import (
    OnlyOne,
    OrderedList,
    OrderedText,
    action_letter,
    as_number,
    as_vector,
    bare_constant,
    filled_in,
    is_validated,
    like_pattern,
    matches_expression,
    must_be_certain,
    must_be_known,
    must_be_real,
    not_known,
    version_text,
)
from sqlgen.catalogue.shapes import UNKNOWN

KINDS = {
    "relation_or_null": "regclass",
    "relation": "regclass",
    "schema_or_null": "id",
    "schema": "id",
    "type": "id",
    "type_or_null": "id",
    "visible": "truth",
}
"""What kind of value a function gives, where it is not what it looks like."""


class Functions:
    """The functions over one schema. *failure*: why the last one refused; SQLite keeps no reasons."""

    def __init__(self, contents: Contents, database: str) -> None:
        self.contents = contents
        self.database = database
        self.failure: Exception | None = None
        self.unreal: frozenset[tuple[str, str]] = frozenset()

    def register(self, connection: sqlite3.Connection) -> None:
        """Make the functions known to *connection*."""
        own: dict[str, Callable[..., Any]] = {
            "database_name": lambda: self.database,
            "default_schema": lambda: self.contents.default_schema,
            "known": lambda value: value,
            "unknown": lambda what: f"{UNKNOWN}{what}",
            "certain": must_be_certain,
            "real": must_be_real,
            "real_name": self._real_name,
            "bare": bare_constant,
            "truth": lambda value: value,
            "id": lambda value: value,
            "array_of": lambda value: value,
            "place": lambda value: value,
            "places": lambda value: value,
            "vector": as_vector,
            "listed": lambda value: (
                json.dumps([int(n) for n in value.split()]) if value is not None else None
            ),
            "number": as_number,
            "action_letter": action_letter,
            "validated": is_validated,
            "like_exact": lambda text, pattern, escape: like_pattern(text, pattern, escape, 0),
            "like_folded": lambda text, pattern, escape: like_pattern(text, pattern, escape, re.IGNORECASE),
            "matches": matches_expression,
            "lower": lambda text: text.lower() if isinstance(text, str) else text,
            "upper": lambda text: text.upper() if isinstance(text, str) else text,
            "version": lambda: version_text(self.contents.dialect),
            "setting": self._setting,
            "relation": lambda text: self._relation(text, required=True),
            "relation_or_null": lambda text: self._relation(text, required=False),
            "relation_name": self._relation_name,
            "schema": lambda text: self._schema(text, required=True),
            "schema_or_null": lambda text: self._schema(text, required=False),
            "schema_name": lambda number: self._name_of("_namespace", "schema_id", "schema", number),
            "type": lambda text: self._type(text, required=True),
            "type_or_null": lambda text: self._type(text, required=False),
            "constraint_definition": lambda number, *_: self._of(
                "_constraint", "constraint_id", "definition", number
            ),
            "index_definition": self._index_definition,
            "first": lambda value, *_: value,
            "full_type": self._full_type,
            "sequence_of": self._sequence_of,
            "visible": self._visible,
            "comment": self._comment,
            "column_comment": self._column_comment,
            "quoted": self._quoted,
            "formatted": self._formatted,
            "object_id": self._object_id,
            "object_name": lambda number, *_: self._object_name(number),
            "column_length": self._column_length,
            "column_named": self._column_named,
        }
        if self.contents.dialect.facts.catalogue.embedded:
            # Its own are those that are meant, and are part of indexes.
            del own["lower"], own["upper"]
        for name, function in own.items():
            connection.create_function(name, -1, self._guarded(function))
        connection.create_aggregate("only_one", 1, lambda: OnlyOne(self))
        connection.create_aggregate("ordered_text", 3, OrderedText)
        connection.create_aggregate("ordered_list", 2, OrderedList)

        def folded(one: str, other: str) -> int:
            a, b = one.upper(), other.upper()
            return (a > b) - (a < b)

        connection.create_collation("folded", folded)

    def _guarded(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            try:
                return function(*arguments)
            except Exception as error:
                self.failure = error
                raise

        return call

    # --- names ----------------------------------------------------------------------------------------

    def _split(self, text: str) -> tuple[str | None, str]:
        parts = re.findall(r'"(?:[^"]|"")+"|\[[^\]]+\]|[^."\[\]]+', text.strip())
        if not parts or len(parts) > 2:
            raise Unanswerable(f'"{text}" is not a name of one or two parts')
        names = [self._folded(part) for part in parts]
        return (names[0] if len(names) == 2 else None, names[-1])

    def _folded(self, part: str) -> str:
        if part[0] in '"[':
            return part[1:-1].replace('""', '"')
        case = self.contents.dialect.facts.ddl.identifier_case
        return part.lower() if case == "lower" else part

    def _places(self, schema: str | None) -> tuple[str, ...]:
        if schema is not None:
            return (schema,)
        return (*self.contents.dialect.facts.catalogue.search_path, self.contents.default_schema)

    def _find(self, schema: str | None, name: str) -> dict[str, Any] | None:
        same = str.lower if self._insensitive else str
        for place in self._places(schema):
            self._must_be_real(place, name)
            for row in self.contents.rows["_relation"]:
                if same(row["schema"]) == same(place) and same(row["relation"]) == same(name):
                    return row
        return None

    @property
    def _insensitive(self) -> bool:
        return self.contents.dialect.facts.ddl.identifier_case == "insensitive"

    def _must_be_real(self, schema: str, name: str) -> None:
        same = str.lower if self._insensitive else str
        unreal = any(same(s) == same(schema) and same(n) == same(name) for s, n in self.unreal)
        if unreal:
            raise InDoubt(not_known(name))

    def _real_name(self, name: Any) -> Any:
        """Return the name of a table that is not in doubt."""
        if isinstance(name, str):
            self._must_be_real(self.contents.default_schema, name)
        return name

    def _relation(self, text: Any, *, required: bool) -> Any:
        if text is None or isinstance(text, int):
            return text
        schema, name = self._split(text)
        row = self._find(schema, name)
        if row is None and required:
            raise Unanswerable(f'there is no relation "{text}" at this moment, and the server would say so')
        return row["relation_id"] if row is not None else None

    def _relation_name(self, number: Any) -> Any:
        """Return how the server writes a regclass: with the schema where it must be said."""
        from sqlgen.catalogue.indexes import quoted

        if number is None or number == 0:
            return None if number is None else "-"
        row = next((r for r in self.contents.rows["_relation"] if r["relation_id"] == number), None)
        if row is None:
            raise Unanswerable("the name of an object that is not known")
        name = quoted(self.contents, row["relation"])
        return name if row["schema"] == self.contents.default_schema else f"{row['schema']}.{name}"

    def _schema(self, text: Any, *, required: bool) -> Any:
        if text is None or isinstance(text, int):
            return text
        row = next((r for r in self.contents.rows["_namespace"] if r["schema"] == text.strip('"')), None)
        if row is None and (required or not self.contents.schema.complete):
            raise Unanswerable(f'the schema "{text}" is not known')
        return row["schema_id"] if row is not None else None

    def _type(self, text: Any, *, required: bool) -> Any:
        if text is None or isinstance(text, int):
            return text
        schema, name = self._split(text)
        for row in self.contents.rows["_type"]:
            if row["type_name"] == name and (schema is None or row["schema"] == schema):
                return row["type_id"]
        if not self.contents.schema.complete or len(self.contents.schema.extensions):
            raise Unanswerable(f'the type "{text}" is not known')
        from sqlgen.catalogue.types import shown_type

        shown = shown_type(name, self.contents.dialect)
        if isinstance(shown.id, int):
            return shown.id
        if required:
            raise Unanswerable(f'there is no type "{text}" at this moment, and the server would say so')
        return None

    def _name_of(self, shape: str, key: str, column: str, number: Any) -> Any:
        return next((row[column] for row in self.contents.rows[shape] if row[key] == number), None)

    def _of(self, shape: str, key: str, column: str, number: Any) -> Any:
        return must_be_known(self._name_of(shape, key, column, number)) if number is not None else None

    # --- what they are --------------------------------------------------------------------------------

    def _index_definition(self, number: Any, column: Any = 0, pretty: Any = 0) -> Any:
        if column:
            raise Unanswerable("the definition of one column of an index")
        definition = self._of("_index", "index_id", "definition", number)
        if pretty and isinstance(definition, str) and (default := self.contents.default_schema):
            definition = definition.replace(f" ON {default}.", " ON ")
        return definition

    def _full_type(self, number: Any, modifier: Any = None) -> Any:
        for row in self.contents.rows["_column"]:
            if row.get("type_id") == number and modifier in (row.get("modifier"), None):
                full = must_be_known(row["full_type"])
                return re.sub(r"\([\d,]+\)", "", full) if modifier is None else full
        facts = self.contents.dialect.facts.catalogue.types
        shown = next((each["shown"] for each in facts.values() if each.get("id") == number), None)
        if shown is None or modifier not in (None, -1):
            raise Unanswerable("the name of a type that is not known")
        return shown

    def _sequence_of(self, table: Any, column: Any) -> Any:
        schema, name = self._split(table)
        row = self._find(schema, name)
        if row is None:
            raise Unanswerable(f'there is no table "{table}" at this moment, and the server would say so')
        place = "" if row["schema"] == self.contents.default_schema else row["schema"]
        number = self.contents.ids.get(("sequence of", place, name, column))
        found = next(
            (r for r in self.contents.rows["_sequence"] if number is not None and r["relation_id"] == number),
            None,
        )
        if found is None:
            return None
        from sqlgen.catalogue.indexes import quoted

        return f"{found['schema']}.{quoted(self.contents, found['relation'])}"

    def _visible(self, number: Any) -> Any:
        row = next((r for r in self.contents.rows["_relation"] if r["relation_id"] == number), None)
        if row is None:
            raise Unanswerable("whether an object that is not known is on the search path")
        return int(row["schema"] == self.contents.default_schema)

    def _comment(self, number: Any, catalogue: Any = "pg_class") -> Any:
        if catalogue != "pg_class":
            raise Unanswerable(f"comments kept under {catalogue}")
        return self._name_of("_relation", "relation_id", "comment", number)

    def _column_comment(self, number: Any, position: Any) -> Any:
        rows = (
            r
            for r in self.contents.rows["_column"]
            if r["table_id"] == number and r.get("position") == position
        )
        return next((row["comment"] for row in rows), None)

    def _quoted(self, name: Any) -> Any:
        from sqlgen.catalogue.indexes import quoted

        return quoted(self.contents, name)

    def _formatted(self, form: Any, *values: Any) -> Any:
        from sqlgen.catalogue.formats import formatted

        return formatted(self.contents, form, *values)

    def _setting(self, name: Any, missing: Any = 0) -> Any:
        settings = self.contents.dialect.facts.catalogue.settings
        if not isinstance(name, str) or name.lower() not in settings:
            raise Unanswerable(f"the server alone knows its setting {name}")
        return filled_in(settings[name.lower()], self.contents.dialect)

    # --- SQL Server's ---------------------------------------------------------------------------------

    def _object_id(self, text: Any, letter: Any = None) -> Any:
        if text is None:
            return None
        schema, name = self._split(text)
        row = self._find(schema, name)
        kinds = {"U": "table", "V": "view", "SO": "sequence"}
        if letter is not None and letter.strip().upper() not in (*kinds, "F", "C", "D", "PK", "UQ"):
            raise Unanswerable(f"objects of the type {letter}")
        wanted = kinds.get(letter.strip().upper()) if letter is not None else None
        if row is not None and (letter is None or row["kind"] == wanted):
            return row["relation_id"]
        letters = {"f": "F", "c": "C", "d": "D", "p": "PK", "u": "UQ"}
        for constraint in self.contents.rows["_constraint"]:
            if constraint.get("constraint_name") is None or constraint["kind"] not in letters:
                continue
            same = constraint["constraint_name"].lower() == name.lower()
            here = schema is None or constraint["schema"].lower() == schema.lower()
            if same and here and letter in (None, letters[constraint["kind"]]):
                return constraint["constraint_id"]
        if letter in (None, "TR", "P", "FN") and (
            self.contents.schema.routines or self.contents.schema.triggers
        ):
            raise Unanswerable("whether a routine or trigger has that name")
        return None

    def _object_name(self, number: Any) -> Any:
        found = self._name_of("_relation", "relation_id", "relation", number)
        if found is None and number is not None:
            found = must_be_known(self._name_of("_constraint", "constraint_id", "constraint_name", number))
        return found

    def _column_length(self, table: Any, column: Any) -> Any:
        number = self._object_id(table)
        for row in self.contents.rows["_column"]:
            if row["table_id"] == number and (row.get("column_name") or "").lower() == column.lower():
                # The length itself is seldom asked for; whether there is one, is.
                length = row.get("max_bytes")
                return length if length is not None else f"{UNKNOWN}the length of {column} in bytes"
        return None

    def _column_named(self, number: Any, position: Any) -> Any:
        rows = (
            r
            for r in self.contents.rows["_column"]
            if r["table_id"] == number and r.get("position") == position
        )
        return next((row["column_name"] for row in rows), None)
