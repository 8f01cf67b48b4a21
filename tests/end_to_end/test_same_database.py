"""A script of sqlgen's builds the database that Alembic's live run builds: same schema, rows and numbers."""

from __future__ import annotations

from tests.end_to_end.bundled import BUNDLED
from tests.end_to_end.synthetic import SYNTHETIC
from tests.end_to_end.walk import Walk

CASES = (*BUNDLED, *SYNTHETIC)


def test_each_revision_up_and_down_with_rows(walk: Walk) -> None:
    walk.go("upgrade", walk.case.hops("upgrade"), rows=True)
    walk.go("downgrade", walk.case.hops("downgrade"))


def test_ranges_of_several_revisions(walk: Walk) -> None:
    """Base to the middle, to the heads, back to the middle, to base, and all of it at once."""
    up, down = walk.case.hops("upgrade"), walk.case.hops("downgrade")
    middle, head = walk.case.middle, up[-1][1]
    if middle is not None:
        walk.go("upgrade", [("base", middle, middle), (middle, "heads", "heads")])
        walk.go("downgrade", [(head, middle, middle), (middle, "base", "base")])
    walk.go("upgrade", [("base", "heads", "heads")])
    walk.go("downgrade", [(down[0][0], "base", "base")])
