"""The projects of `projects/`, written to exercise every operation in every form, as cases."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.end_to_end.walk import Case
from tests.engines.alembic_live import AlembicOptions

PROJECTS = Path(__file__).parent / "projects"


def case(name: str, dialects: tuple[str, ...] = ("postgresql", "mariadb"), **options: object) -> Case:
    """Return the case of the folder *name*, its rows beside its revisions."""
    folder = PROJECTS / name
    return Case(name, folder, dialects, rows=folder / "rows.sql", **options)  # type: ignore[arg-type]


TYPES = case("types")
ALTER = case("alter")
# The scripts that sqlgen reads give no existing_ argument; those of Alembic give them all.
ALTER_TERSE = replace(ALTER, name="alter_terse", x=("terse=yes",))
