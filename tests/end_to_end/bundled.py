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
