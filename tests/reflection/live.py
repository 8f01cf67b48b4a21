"""What SQLAlchemy's Inspector says of a live server beside what the Reflector says of the symbolic schema."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.sql.elements import ClauseElement
from sqlalchemy.types import TypeEngine

from sqlgen.dialect import Dialect, load_dialect
from sqlgen.errors import SqlgenError
from sqlgen.lowering.dispatch import lower
from sqlgen.operations import Change
from sqlgen.reflection.advance import advancing
from sqlgen.reflection.answers import Unspelled
from sqlgen.reflection.reflector import Reflector
from sqlgen.schema import Schema
from tests.engines.databases import Database
from tests.operations.spelling import AT, operations

Upgrade = Callable[[Any], object]
METHODS = (
    "columns",
    "pk_constraint",
    "foreign_keys",
    "indexes",
    "unique_constraints",
    "check_constraints",
    "table_comment",
    "table_options",
)
REFUSED = "refused"


def target(database: Database) -> Dialect:
    """Return the dialect for the server's own version."""
    return load_dialect(database.dialect, ".".join(database.version.split("-")[0].split(".")[:2]))


def history(dialect: Dialect, *upgrades: Upgrade) -> tuple[list[str], Schema]:
    """Return the statements of *upgrades* and the schema that they leave."""
    statements: list[str] = []
    schema = Schema(complete=True)
    advance = advancing(dialect)

    def sink(change: Change) -> None:
        nonlocal schema
        statements.extend(made.sql for made in lower(change, dialect))
        schema = advance(change.operation, schema)

    op, recorder = operations(dialect, sink)
    recorder.enter(AT)
    for upgrade in upgrades:
        upgrade(op)
    return statements, schema


def plain(value: Any) -> Any:
    """Return *value* with types and expressions as text, so that two answers can be compared."""
    if isinstance(value, dict):
        return {plain(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, TypeEngine):
        kind = type(value)
        module = kind.__module__.partition("sqlalchemy.")[2]
        collation = getattr(value, "collation", None)
        if isinstance(collation, Unspelled):
            return {"class": f"{module}.{kind.__name__}", "collation": REFUSED}
        return f"{module}.{value!r}" + (f" COLLATE {collation}" if collation else "")
    if isinstance(value, ClauseElement):
        return str(value)
    if isinstance(value, Unspelled):
        return REFUSED
    return value


def answer(ask: Callable[[], Any]) -> Any:
    """Return what *ask* gives, as plain values; a refusal as a word."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", exc.SAWarning)
        try:
            return plain(ask())
        except SqlgenError as error:
            return f"{REFUSED}: {error.what}"
        except (exc.NoSuchTableError, NotImplementedError) as error:
            return type(error).__name__


def difference(live: Any, ours: Any) -> str | None:
    """Return what is not the same, refusals left out; None where all is."""
    if isinstance(ours, str) and ours.startswith(REFUSED):
        return None
    if isinstance(live, list) and isinstance(ours, list) and len(live) == len(ours):
        parts = [difference(*pair) for pair in zip(live, ours, strict=True)]
        return "; ".join(part for part in parts if part) or None
    if isinstance(live, dict) and isinstance(ours, dict) and list(live) == list(ours):
        parts = [difference(live[key], ours[key]) for key in live]
        name = live.get("name")
        found = "; ".join(f"{key}: {part}" for key, part in zip(live, parts, strict=True) if part)
        return f"{name}: {found}" if found else None
    return None if live == ours else f"live {live!r}, ours {ours!r}"


def refusals(ours: Any) -> int:
    """Return how many refusals there are in *ours*."""
    if isinstance(ours, str):
        return int(ours.startswith(REFUSED))
    items = ours.values() if isinstance(ours, dict) else ours if isinstance(ours, list) else ()
    return sum(refusals(item) for item in items)


def compare(database: Database, *upgrades: Upgrade) -> tuple[list[str], list[str], int]:
    """Run *upgrades* on the server; return the differences, the refusals and the number of tables."""
    dialect = target(database)
    statements, schema = history(dialect, *upgrades)
    engine = sa.create_engine(database.url)
    wrong: list[str] = []
    refused: list[str] = []
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for sql in statements:
            connection.exec_driver_sql(sql.replace("%", "%%") if dialect.name != "sqlite" else sql)
    inspector = sa.inspect(engine)
    reflector = Reflector(schema, dialect)
    for name in schema.tables:
        for method in METHODS:
            live = answer(lambda m=method, n=name: getattr(inspector, f"get_{m}")(n.name, schema=n.schema))
            ours = answer(lambda m=method, n=name: getattr(reflector, m)(n))
            if found := difference(live, ours):
                wrong.append(f"{name} {method}: {found}")
            # The character set of a table that says none is the database's own.
            if refusals(ours) and not (method == "table_options" and dialect.name in ("mysql", "mariadb")):
                refused.append(f"{name} {method}: {ours}")
    for schema_name in sorted({name.schema for name in schema.tables}, key=str):
        for method in ("table_names", "view_names", "sequence_names", "enums", "domains"):
            if method in ("enums", "domains") and dialect.name != "postgresql":
                continue
            live = answer(lambda m=method, s=schema_name: _sorted(getattr(inspector, f"get_{m}")(s)))
            ours = answer(lambda m=method, s=schema_name: getattr(reflector, m)(s))
            if found := difference(live, ours):
                wrong.append(f"{method}({schema_name}): {found}")
    engine.dispose()
    return wrong, refused, len(schema.tables)


def _sorted(found: list[Any]) -> list[Any]:
    return sorted(found, key=lambda item: item["name"] if isinstance(item, dict) else item)
