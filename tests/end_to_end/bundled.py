"""The projects of tests/projects as cases."""

from __future__ import annotations

from pathlib import Path

from tests.end_to_end.walk import Case
from tests.engines.alembic_live import AlembicOptions

HERE = Path(__file__).parent
PROJECTS = HERE.parent / "projects"

BOOKSHOP = Case(
    "bookshop",
    PROJECTS / "bookshop",
    rows=HERE / "rows" / "bookshop.sql",
    up=(
        ("base", "a1", "a1"),
        ("a1", "a2", "a2"),
        ("a2", "a3", "a3"),
        ("a3", "p1", "p1"),
        ("p1", "p2", "p2"),
        ("p2", "p3", "p3"),
        ("p3", "p3,a4", "a4"),
        ("p3,a4", "a5", "a5"),
        ("p3,a5", "a6", "a6"),
        ("p3,a6", "a7", "a7"),
        ("p3,a7", "b1", "b1"),
        ("b1", "b2", "b2"),
    ),
    down=(
        ("b2", "b1", "b1"),
        ("b1", "a7", "a7"),
        ("a7,p3", "a3", "a3"),
        ("a3", "a2", "a2"),
        ("a2", "a1", "a1"),
        ("a1", "base", "base"),
    ),
)

PLAIN = Case(
    "plain",
    PROJECTS / "plain",
    dialects=("postgresql",),
    live_folder=HERE / "projects" / "plain_live",
    rows=HERE / "rows" / "plain.sql",
)

WAREHOUSE = Case(
    "warehouse",
    PROJECTS / "warehouse",
    dialects=("postgresql",),
    rows=HERE / "rows" / "warehouse.sql",
    options=AlembicOptions(config_file="pyproject.toml"),
    url_variable="WAREHOUSE_URL",
    down=(
        ("inv_0004,sales_0002", "inv_0003", "inv_0003"),
        ("sales_0002", "sales_0001,inv_0003", "sales_0001"),
        ("sales_0001,inv_0003", "inv_0002", "inv_0002"),
        ("sales_0001,inv_0002", "inv_0001", "inv_0001"),
        ("sales_0001", "base", "base"),
    ),
)

ASYNC_NOTES = Case(
    "async_notes",
    PROJECTS / "async_notes",
    dialects=("postgresql",),
    rows=HERE / "rows" / "async_notes.sql",
    needs=("greenlet",),
)

LIBRARY = Case(
    "library_flask",
    PROJECTS / "library_flask",
    dialects=("postgresql", "sqlite"),
    rows=HERE / "rows" / "library_flask.sql",
    options=AlembicOptions(
        config_file="migrations/alembic.ini",
        main_options={"script_location": "migrations"},
        environment={"FLASK_APP": "library"},
    ),
    url_variable="DATABASE_URL",
    needs=("flask_migrate", "flask_sqlalchemy"),
)

BUNDLED = (BOOKSHOP, PLAIN, WAREHOUSE, ASYNC_NOTES, LIBRARY)
