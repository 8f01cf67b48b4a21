"""The names that servers give to constraints without one are those of the schema, and serve to drop them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sqlgen.dialect import load_dialect
from sqlgen.lowering.dispatch import lower
from sqlgen.lowering.errors import NotKnownHere
from sqlgen.operations import Change
from sqlgen.schema import Check, ForeignKey, PrimaryKey, Unique
from tests.batch.sequences import SEQUENCES, parents
from tests.engines.databases import Database
from tests.operations.spelling import AT, operations

KINDS = {Check: "check", ForeignKey: "foreignkey", PrimaryKey: "primary", Unique: "unique"}
NAMES = {
    "postgresql": """
        SELECT relname, conname,
            CASE contype WHEN 'c' THEN 'check' WHEN 'f' THEN 'foreignkey' WHEN 'p' THEN 'primary'
                ELSE 'unique' END
        FROM pg_constraint JOIN pg_class t ON t.oid = conrelid
        WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'f', 'p', 'u')""",
    "mariadb": """
        SELECT table_name, constraint_name,
            CASE constraint_type WHEN 'FOREIGN KEY' THEN 'foreignkey' WHEN 'PRIMARY KEY' THEN 'primary'
                ELSE lower(constraint_type) END
        FROM information_schema.table_constraints WHERE constraint_schema = DATABASE()""",
}
NAMES["mysql"] = NAMES["mariadb"]


# MariaDB calls a CHECK within a column's definition like the column, and takes it away with MODIFY only.
REFUSED = {("add_column_with_check", "mariadb")}
KEPT = ("p", "q", "r")


class Run:
    """One history, recorded for the server of *database*, and run there piece by piece."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.dialect = load_dialect(database.dialect, ".".join(database.version.split(".")[:2]))
        self._made: list[str] = []
        self._op, self.recorder = operations(self.dialect, self._take)
        self.recorder.enter(AT)

    def _take(self, change: Change) -> None:
        self._made.extend(statement.sql for statement in lower(change, self.dialect))

    def run(self, *scripts: Callable[[Any], object]) -> None:
        """Run the statements of *scripts* on the server."""
        for upgrade in scripts:
            upgrade(self._op)
        if self._made:
            self.database.run_script_driver("".join(f"{sql};\n" for sql in self._made))
        self._made.clear()

    def known(self) -> set[tuple[str, str, str]]:
        """Return what the schema has of what `NAMES` asks for; a name of a primary key may be nobody's."""
        return {
            (table.name.name, constraint.name or "PRIMARY", KINDS[type(constraint)])
            for table in self.recorder.schema.tables.values()
            for constraint in table.constraints
        }

    def told(self) -> set[tuple[str, str, str]]:
        """Return the names of constraints that the server tells, with their tables and kinds."""
        rows = self.database.query(NAMES[self.database.dialect])
        return {(str(table), str(name), str(kind)) for table, name, kind in rows}


@pytest.mark.server("postgresql", "mariadb", "mysql", "sqlite")
@pytest.mark.parametrize("name", SEQUENCES)
def test_names_are_the_servers(name: str, database: Database) -> None:
    """And all can be dropped by them; on SQLite, where there are none, by what they are."""
    history = Run(database)
    history.run(parents, SEQUENCES[name])
    if (name, database.dialect) in REFUSED:
        with pytest.raises(NotKnownHere, match="has no name"):
            history.run(drop_all)
        return
    if database.dialect == "sqlite":
        history.run(drop_all)
        texts = database.query("SELECT lower(sql) FROM sqlite_master WHERE name NOT IN ('p', 'q', 'r')")
        words = ("references", "check", "unique")
        assert not [text for (text,) in texts if text and any(word in text for word in words)]
        return
    assert history.known() == history.told()
    history.run(drop_all)
    assert history.known() == history.told()
    assert {kind for table, _, kind in history.told() if table not in KEPT} <= {"primary"}


def drop_all(op: Any) -> None:
    """Drop all constraints but those of the parents, and primary keys."""
    for table in list(op.get_context().recorder.schema.tables.values()):
        if table.name.name in KEPT:
            continue
        for kind in ("foreignkey", "check", "unique"):
            for constraint in reversed([c for c in table.constraints if KINDS[type(c)] == kind]):
                op.drop_constraint(constraint.name, table.name.name, type_=kind)
