"""What an index of the schema is in a catalogue: elements, their order and their operator classes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

from sqlgen.dialect import Dialect
from sqlgen.reflection.errors import UnknownShape
from sqlgen.reflection.made_up_names import index_name
from sqlgen.schema import Index, IndexPart, Schema, Table

_ORDER = re.compile(r"(?:\s+(ASC|DESC))?(?:\s+NULLS\s+(FIRST|LAST))?\s*$", re.IGNORECASE)
_CLASS = re.compile(r"(.+?)\s+(\w+_ops)", re.DOTALL)
_CALL = re.compile(r"\w+\(.*\)", re.DOTALL)
DESCENDS, NULLS_FIRST = 1, 2


class Rewriter(Protocol):
    """Tells how the server shows an expression over the table's columns."""

    def expression(self, sql: str, *, pretty: bool) -> str | None:
        """Return *sql* as the server shows it, None where that is not certain."""

    def unspelled(self, kind: str, sql: str) -> str:
        """Return a place for what is not certain."""


class Element(NamedTuple):
    """One element. *operators*: its operator class, None the default one."""

    text: str
    is_expression: bool
    flags: int
    operators: str | None


def index_row(
    index: Index, table: Table, schema: Schema, dialect: Dialect, rewriter: Rewriter
) -> Sequence[Any]:
    """Return the row of pg_index and pg_class that SQLAlchemy reads. Raises: UnknownShape, UnknownName."""
    options = {key.partition("_")[2]: value for key, value in index.options}
    classes = {getattr(key, "name", key): value for key, value in (options.get("ops") or {}).items()}
    elements = [_element(part, table, classes, dialect, rewriter) for part in index.parts]
    included = [getattr(item, "name", item) for item in options.get("include") or ()]
    storage = [f"{key}={value}" for key, value in (options.get("with") or {}).items()]
    method = str(options.get("using") or "btree").lower()
    where = options.get("where")
    condition = None
    if where is not None:
        condition = rewriter.expression(str(where), pretty=False)
        if condition is None:
            condition = rewriter.unspelled("the WHERE of an index", str(where))
    return (
        1,
        index_name(index, table, schema, dialect),
        index.unique,
        True,
        False,
        [element.flags for element in elements],
        storage or None,
        method,
        # SQLAlchemy 2.0 asks for its name, 2.1 for its number, for which the name stands.
        method,
        condition,
        len(elements),
        bool(options.get("nulls_not_distinct")),
        [*(element.text for element in elements), *included],
        [*(element.is_expression for element in elements), *(False for _ in included)],
        [*(element.operators for element in elements), *(None for _ in included)],
        # SQLAlchemy 2.0 asks which of them are the default ones; 2.1 knows them by number.
        [*(element.operators is None for element in elements), *(True for _ in included)],
    )


def _element(
    part: IndexPart, table: Table, classes: dict[Any, Any], dialect: Dialect, rewriter: Rewriter
) -> Element:
    default = dialect.facts.reflection.default_operator_classes
    if part.column is not None and part.sql == part.column:
        given = classes.get(part.column)
        return Element(part.column, False, 0, None if given in default else given)
    order = _ORDER.search(part.sql)
    sql = part.sql[: order.start()].strip() if order is not None else part.sql
    flags = _flags(order)
    operators = None
    if (found := _CLASS.fullmatch(sql)) is not None:
        sql, operators = found[1], found[2]
    name = part.column or (sql.strip('"') if sql.startswith('"') else sql.lower())
    if table.column(name) is not None:
        given = operators or classes.get(name)
        return Element(name, False, flags, None if given in default else given)
    bare = sql[1:-1] if sql.startswith("(") and sql.endswith(")") else sql
    text = rewriter.expression(bare, pretty=True)
    if text is None:
        raise UnknownShape(
            table.name,
            f"how the server shows the index over {sql} is not certain",
            hint="Do not ask for the indexes of this table.",
        )
    text = text if _CALL.fullmatch(text) else f"({text})"
    given = operators or next(iter(classes.values()), None)
    return Element(text, True, flags, None if given in default else given)


def _flags(order: re.Match[str] | None) -> int:
    if order is None:
        return 0
    descends = (order[1] or "").upper() == "DESC"
    nulls_first = (order[2] or ("FIRST" if descends else "LAST")).upper() == "FIRST"
    return DESCENDS * descends + NULLS_FIRST * nulls_first
