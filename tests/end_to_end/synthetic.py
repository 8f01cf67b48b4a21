"""The projects of `projects/`, written to exercise every operation in every form, as cases."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.end_to_end.walk import Case
from tests.engines.alembic_live import AlembicOptions

PROJECTS = Path(__file__).parent / "projects"


def case(
    name: str, dialects: tuple[str, ...] = ("postgresql", "mariadb", "mysql"), **options: object
) -> Case:
    """Return the case of the folder *name*, its rows beside its revisions."""
    folder = PROJECTS / name
    return Case(name, folder, dialects, rows=folder / "rows.sql", **options)  # type: ignore[arg-type]


TYPES = case("types")
ALTER = case("alter")
# The scripts that sqlgen reads give no existing_ argument; those of Alembic give them all.
ALTER_TERSE = replace(ALTER, name="alter_terse", x=("terse=yes",))
CONSTRAINTS = case("constraints")
UNNAMED = case("unnamed")
PG_CONSTRAINTS = case("pg_constraints", ("postgresql",))
INDEXES = case("indexes")
NUMBERS = case("numbers")
COMMENTS = case("comments")
ENUMS = case("enums", ("postgresql",))
SCHEMAS = case("schemas", ("postgresql",))
NAMES = case("names")
BATCH = case("batch", ("postgresql", "mariadb", "mysql", "sqlite"))
ROWS = case("rows", ("postgresql", "mariadb", "mysql", "sqlite"))
TRANSACTIONS = case("transactions", ("postgresql",))
ROUTINES = case("routines", ("mariadb", "mysql"))
TABLES = case("tables")
COLUMNS = case("columns")
IDIOMS = case("idioms")
# SQLite cannot ALTER what these scripts change; Alembic does it in batches, sqlgen by itself or in batches.
SQLITE = case("sqlite", ("sqlite",), options=AlembicOptions(x=("batch=yes",)))
SQLITE_BATCH = replace(SQLITE, name="sqlite_batch", x=("batch=yes",))

SYNTHETIC = (
    TYPES,
    ALTER,
    ALTER_TERSE,
    CONSTRAINTS,
    UNNAMED,
    PG_CONSTRAINTS,
    INDEXES,
    NUMBERS,
    COMMENTS,
    ENUMS,
    SCHEMAS,
    NAMES,
    BATCH,
    ROWS,
    TRANSACTIONS,
    ROUTINES,
    TABLES,
    COLUMNS,
    IDIOMS,
    SQLITE,
    SQLITE_BATCH,
)
