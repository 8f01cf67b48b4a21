"""Tables told by their definition: the text that the server shows is written, and SQLAlchemy reads it.

https://dev.mysql.com/doc/refman/8.0/en/show-create-table.html, https://mariadb.com/kb/en/show-create-table/
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator
from types import SimpleNamespace
from typing import Any

from sqlgen.reflection.answers import Unspelled
from sqlgen.reflection.errors import DatabasesOwn, UnknownName, UnknownShape, Unpredictable
from sqlgen.reflection.indexes_of_keys import indexes_with_those_of_keys
from sqlgen.reflection.kept_defaults import shown
from sqlgen.reflection.made_up_names import constraint_names
from sqlgen.reflection.quoted_expressions import rewritten
from sqlgen.reflection.tables import Tables
from sqlgen.reflection.type_names import ServerType, type_of_column
from sqlgen.schema import Check, Column, ForeignKey, Index, ObjectName, Options, Table

_PLACE = re.compile(r"\(sqlgen_(\d+)\)|sqlgen_(\d+)")
_PART = re.compile(r"`?(\w+)`?(?:\((\d+)\))?(?:\s+(ASC|DESC))?", re.IGNORECASE)


class DefinitionText(Tables):
    """Writes the definition, gives it to SQLAlchemy's parser, and puts in what only its author spelled."""

    def tell(self, what: str, table: Table, asked: ObjectName) -> Any:
        """Return what SQLAlchemy reads in the definition of *table*."""
        definition = _Definition(self, table, asked)
        dialect = copy.copy(self._dialect.sqlalchemy)
        state: Any = _parser(self._dialect.sqlalchemy).parse(definition.text(), None)
        dialect._parsed_state_or_create = lambda *_, **__: state  # type: ignore[attr-defined]
        # Corrected in older servers by further questions.
        dialect._needs_correct_for_88718_96365 = False  # type: ignore[attr-defined]
        connection = SimpleNamespace(dialect=SimpleNamespace(default_schema_name=None))
        method = getattr(dialect, f"get_{what}")
        return definition.completed(method(connection, table.name.name, schema=asked.schema))

    @property
    def facts(self) -> Any:
        """The facts of reflection."""
        return self._facts.reflection

    @property
    def dialect(self) -> Any:
        """The target."""
        return self._dialect

    @property
    def schema(self) -> Any:
        """The whole schema."""
        return self._schema


def _parser(dialect: Any) -> Any:
    return dialect._tabledef_parser


class _Definition:
    """The text of one table, with places for what cannot be spelled as the server does."""

    def __init__(self, tables: DefinitionText, table: Table, asked: ObjectName) -> None:
        self._tables = tables
        self._table = table
        self._asked = asked
        self._dialect = tables.dialect
        self._facts = tables.facts
        self._prefix = f"{tables.dialect.sqlalchemy.name}_"
        self._options = _table_options(table, self._prefix)
        self._unspelled: list[Unspelled] = []

    def text(self) -> str:
        lines = [*self._columns(), *self._keys(), *self._foreign_keys(), *self._checks()]
        body = ",\n".join(f"  {line}" for line in lines)
        return f"CREATE TABLE {_quoted(self._table.name.name)} (\n{body}\n) {self._end()}"

    def completed(self, value: Any) -> Any:
        """Return *value* with the places filled in."""
        if isinstance(value, dict):
            return {key: self.completed(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self.completed(item) for item in value]
        if isinstance(value, str) and (place := _PLACE.fullmatch(value)) is not None:
            return self._unspelled[int(place[1] or place[2])]
        return value

    def _place(self, kind: str, sql: str, why: str, subject: str = "") -> str:
        name = f"{self._table.name}{subject}"
        self._unspelled.append(Unspelled(sql, Unpredictable(name, kind, sql, why)))
        return f"sqlgen_{len(self._unspelled) - 1}"

    def _databases_own(self, what: str) -> str:
        self._unspelled.append(Unspelled("", DatabasesOwn(self._table.name, what)))
        return f"sqlgen_{len(self._unspelled) - 1}"

    # --- columns ----------------------------------------------------------------------------------------

    def _columns(self) -> Iterator[str]:
        for column in self._table.columns:
            type_ = type_of_column(column, self._table.name, self._dialect)
            yield " ".join(part for part in self._column(column, type_) if part)

    def _column(self, column: Column, type_: ServerType) -> Iterator[str]:
        yield _quoted(column.name)
        yield type_.text
        yield self._charset(type_)
        computed = column.computed
        if computed is not None:
            sql = self._expression(computed.sql, "a generated column", f".{column.name}")
            yield f"GENERATED ALWAYS AS ({sql}) {'STORED' if computed.persisted else 'VIRTUAL'}"
        key = self._table.primary_key
        if not column.nullable or (key is not None and column.name in key.columns):
            yield "NOT NULL"
        elif type_.word.startswith("timestamp"):
            yield "NULL"
        if column.default is not None:
            yield f"DEFAULT {self._default(column, type_)}"
        if column.autoincrement:
            yield "AUTO_INCREMENT"
        if column.comment:
            yield f"COMMENT {_text(column.comment)}"

    def _charset(self, type_: ServerType) -> str:
        charset, collation = type_.charset, type_.collation
        own = {key: value for key, value in self._options.items() if key in ("charset", "collate")}
        if charset is None and collation is not None:
            charset = collation.split("_")[0]
        if charset is None or (charset == own.get("charset") and collation == own.get("collate")):
            return ""
        if collation is None:
            collation = self._facts.collations.get(charset)
            if collation is None:
                return f"CHARACTER SET {charset}"
        return f"CHARACTER SET {charset} COLLATE {collation}"

    def _default(self, column: Column, type_: ServerType) -> str:
        assert column.default is not None
        sql, on_update = column.default.sql, column.on_update
        found = re.fullmatch(r"(.+?)\s+ON\s+UPDATE\s+(.+)", sql, re.IGNORECASE | re.DOTALL)
        if found is not None:
            sql, on_update = found[1], found[2]
        text = shown(sql, type_, self._dialect)
        if text is None or "\n" in text:
            why = "what it shows is not known"
            return f"({self._place('the default', column.default.sql, why, f'.{column.name}')})"
        if on_update is not None:
            updated = shown(on_update, type_, self._dialect)
            if updated is None:
                why = "what it shows is not known"
                return f"({self._place('the default', sql, why, f'.{column.name}')})"
            text += f" ON UPDATE {updated}"
        return text

    def _expression(self, sql: str, kind: str, subject: str = "") -> str:
        names = tuple(column.name for column in self._table.columns)
        text = rewritten(sql, names, self._dialect)
        return text if text is not None else self._place(kind, sql, "how is not certain", subject)

    # --- keys -------------------------------------------------------------------------------------------

    def _keys(self) -> Iterator[str]:
        key = self._table.primary_key
        if key is not None:
            yield f"PRIMARY KEY ({_list(key.columns)})"
        for index in indexes_with_those_of_keys(self._table, self._tables.schema, self._dialect):
            yield self._index(index)

    def _index(self, index: Index) -> str:
        options = _own(index.options, self._prefix)
        prefix = str(options.get("prefix") or "").upper()
        kind = "UNIQUE KEY" if index.unique else f"{prefix} KEY".strip()
        parts = ",".join(self._part(part, options.get("length")) for part in index.parts)
        name = index.name if index.name is not None else self._refuse_index()
        parser = options.get("with_parser")
        return f"{kind} {_quoted(name)} ({parts})" + (
            f" /*!50100 WITH PARSER `{parser}` */ " if parser else ""
        )

    def _part(self, part: Any, length: Any) -> str:
        found = _PART.fullmatch(part.sql) if part.sql != part.column else None
        column = part.column or (found[1] if found is not None else None)
        if column is None or self._table.column(column) is None:
            raise UnknownShape(self._table.name, f"the server rewrites the index's expression {part.sql}")
        size = length.get(column) if isinstance(length, dict) else length
        if found is not None:
            size = found[2] or size
        text = _quoted(column) + (f"({size})" if size else "")
        return f"{text} DESC" if found is not None and (found[3] or "").upper() == "DESC" else text

    def _refuse_index(self) -> str:
        raise UnknownName(self._table.name, "an index without a name")

    # --- constraints ------------------------------------------------------------------------------------

    def _named(self, kind: Any) -> list[tuple[str, Any]]:
        """Return the constraints of a kind with their names, in the order of these."""
        names = constraint_names(self._table, self._tables.schema, self._dialect)
        pairs = [
            (name(), constraint)
            for name, constraint in zip(names, self._table.constraints, strict=True)
            if isinstance(constraint, kind)
        ]
        return sorted(((name, c) for name, c in pairs if name is not None), key=lambda pair: pair[0])

    def _foreign_keys(self) -> Iterator[str]:
        if str(self._options.get("engine", "InnoDB")).lower() != "innodb":
            return
        for name, key in self._named(ForeignKey):
            referred = key.referred_columns or self._primary_key_of(key.referred)
            target = ".".join(_quoted(part) for part in (key.referred.schema, key.referred.name) if part)
            if key.referred.schema == self._table.name.schema:
                target = _quoted(key.referred.name)
            text = f"CONSTRAINT {_quoted(name)} FOREIGN KEY ({_list(key.columns)})"
            text += f" REFERENCES {target} ({_list(referred)})"
            text += f" ON DELETE {key.ondelete.upper()}" if key.ondelete else ""
            text += f" ON UPDATE {key.onupdate.upper()}" if key.onupdate else ""
            for action in self._facts.actions_not_shown:
                text = text.replace(f" {action}", "")
            yield text

    def _primary_key_of(self, name: ObjectName) -> tuple[str, ...]:
        table = self._tables.schema.table(name)
        if table is None or table.primary_key is None:
            raise UnknownShape(name, "its primary key is not known")
        columns: tuple[str, ...] = table.primary_key.columns
        return columns

    def _checks(self) -> Iterator[str]:
        for name, check in self._named(Check):
            yield f"CONSTRAINT {_quoted(name)} CHECK ({self._expression(check.sql, 'the CHECK')})"

    def _end(self) -> str:
        options = dict(self._options)
        charset = options.pop("charset", None)
        collation = options.pop("collate", None)
        if charset is None and collation is not None:
            charset = str(collation).split("_")[0]
        if charset is None:
            charset = self._databases_own("the character set")
            collation = collation or self._databases_own("the collation")
        elif collation is None:
            collation = self._facts.collations.get(str(charset).lower()) or self._databases_own(
                "the collation"
            )
        text = f"ENGINE={options.pop('engine', 'InnoDB')} DEFAULT CHARSET={charset} COLLATE={collation}"
        for key in ("row_format", "key_block_size", "max_rows", "min_rows", "pack_keys", "avg_row_length"):
            if key in options:
                value = str(options.pop(key))
                text += f" {key.upper()}={value.upper() if key == 'row_format' else value}"
        return f"{text} COMMENT={_text(self._table.comment)}" if self._table.comment else text


def _own(options: Options, prefix: str) -> dict[str, Any]:
    """Return the keywords that count for the dialect, without its name."""
    return {key.removeprefix(prefix).lower(): value for key, value in options if key.startswith(prefix)}


def _table_options(table: Table, prefix: str) -> dict[str, Any]:
    """Return the options under one name each, whichever spelling was used."""
    names = {
        "default_charset": "charset",
        "default charset": "charset",
        "character_set": "charset",
        "default_character_set": "charset",
        "default_collate": "collate",
        "collation": "collate",
        "type": "engine",
    }
    options: dict[str, Any] = {}
    for name, value in _own(table.options, prefix).items():
        options[names.get(name, name)] = value
    return options


def _quoted(name: str) -> str:
    return f"`{name.replace('`', '``')}`"


def _list(columns: Iterable[str]) -> str:
    return ",".join(_quoted(column) for column in columns)


def _text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "''").replace("\n", "\\n").replace("\r", "\\r")
    return f"'{escaped}'"
