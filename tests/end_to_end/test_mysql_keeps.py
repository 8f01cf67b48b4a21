"""MODIFY and CHANGE replace a column's definition; sqlgen's repeat what the script does not change.

Alembic loses most of this. Each database must equal one that was made by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.end_to_end import two_revisions
from tests.engines.databases import Database

pytestmark = pytest.mark.server("mariadb", "mysql")

TABLE = """
CREATE TABLE t (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT 'numbered',
    name VARCHAR(20) CHARACTER SET latin1 COLLATE latin1_german1_ci NOT NULL DEFAULT 'it''s' COMMENT 'na''me',
    amount INT UNSIGNED ZEROFILL NOT NULL DEFAULT 5,
    price DECIMAL(10,2) UNSIGNED NULL DEFAULT 1.50,
    changed TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3) COMMENT 'when',
    kind ENUM('a','b') CHARACTER SET latin1 NOT NULL DEFAULT 'a',
    flags SET('x','y') NOT NULL DEFAULT 'x',
    twice INT GENERATED ALWAYS AS (amount * 2) STORED COMMENT 'stored',
    thrice INT GENERATED ALWAYS AS (amount * 3) VIRTUAL,
    binary_ VARBINARY(9) NOT NULL DEFAULT 'b',
    bits BIT(3) NOT NULL DEFAULT b'101',
    body LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    made DATETIME NULL DEFAULT NULL ON UPDATE CURRENT_TIMESTAMP,
    KEY ix_name (name), UNIQUE KEY uq_kind (kind, amount)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='a table';
"""

COLUMNS = {
    line.split()[0]: line.strip().rstrip(",") for line in TABLE.splitlines() if line.startswith("    ")
}


def changed(**definitions: str) -> str:
    """Return the table with other definitions of some columns."""
    text = TABLE
    for name, definition in definitions.items():
        text = text.replace(COLUMNS[name], definition)
    return text


CHANGES = {
    "comment": (
        """
for name in ("id", "name", "amount", "price", "changed", "kind", "flags", "binary_", "bits", "body", "made"):
    op.alter_column("t", name, comment="new")
""",
        changed(
            **{
                name: COLUMNS[name].partition(" COMMENT")[0] + " COMMENT 'new'"
                for name in COLUMNS
                if name not in ("twice", "thrice", "KEY")
            }
        ),
    ),
    "generated": (
        """
op.alter_column("t", "twice", comment="new")
op.alter_column("t", "twice", type_=sa.BigInteger())
op.alter_column("t", "thrice", comment="other")
""",
        changed(
            twice="twice BIGINT GENERATED ALWAYS AS (amount * 2) STORED COMMENT 'new'",
            thrice="thrice INT GENERATED ALWAYS AS (amount * 3) VIRTUAL COMMENT 'other'",
        ),
    ),
    "renamed": (
        """
op.alter_column("t", "name", new_column_name="title")
op.alter_column("t", "changed", new_column_name="modified", comment="renamed, too")
op.alter_column("t", "twice", new_column_name="double_")
op.alter_column("t", "id", new_column_name="key")
op.alter_column("t", "kind", new_column_name="sort", nullable=True)
""",
        changed(
            name=COLUMNS["name"].replace("name ", "title ", 1),
            changed=COLUMNS["changed"].replace("changed", "modified", 1).replace("'when'", "'renamed, too'"),
            twice=COLUMNS["twice"].replace("twice", "double_", 1),
            id=COLUMNS["id"].replace("id", "`key`", 1),
            kind=COLUMNS["kind"].replace("kind", "sort", 1).replace("NOT NULL", "NULL"),
        )
        .replace("ix_name (name)", "ix_name (title)")
        .replace("(kind, amount)", "(sort, amount)"),
    ),
    "nullable": (
        """
op.alter_column("t", "name", nullable=True)
op.alter_column("t", "amount", nullable=True)
op.alter_column("t", "price", nullable=False)
op.alter_column("t", "changed", nullable=True)
op.alter_column("t", "bits", nullable=True)
""",
        changed(
            name=COLUMNS["name"].replace("NOT NULL", "NULL"),
            amount=COLUMNS["amount"].replace("NOT NULL", "NULL"),
            price=COLUMNS["price"].replace("NULL", "NOT NULL"),
            changed=COLUMNS["changed"].replace("NOT NULL", "NULL"),
            bits=COLUMNS["bits"].replace("NOT NULL", "NULL"),
        ),
    ),
    "default": (
        """
op.alter_column("t", "name", server_default="x")
op.alter_column("t", "amount", server_default=None)
op.alter_column("t", "price", server_default=sa.text("2"))
op.alter_column("t", "flags", server_default="x,y", comment="and a comment")
""",
        changed(
            name=COLUMNS["name"].replace("'it''s'", "'x'"),
            amount=COLUMNS["amount"].replace(" DEFAULT 5", ""),
            price=COLUMNS["price"].replace("1.50", "2"),
            flags=COLUMNS["flags"]
            .replace("'x'", "'x,y'", 1)
            .replace("SET('x,y',", "SET('x',")
            .replace("DEFAULT 'x'", "DEFAULT 'x,y' COMMENT 'and a comment'"),
        ),
    ),
    "type": (
        """
op.alter_column("t", "id", type_=my.INTEGER(unsigned=True))
op.alter_column("t", "price", type_=my.DECIMAL(12, 3, unsigned=True))
op.alter_column("t", "name", type_=my.VARCHAR(40, charset="latin1", collation="latin1_german1_ci"))
op.alter_column("t", "changed", type_=my.TIMESTAMP(fsp=3), nullable=False)
""",
        changed(
            id=COLUMNS["id"].replace("BIGINT", "INT"),
            price=COLUMNS["price"].replace("10,2", "12,3"),
            name=COLUMNS["name"].replace("(20)", "(40)"),
        ),
    ),
}

INSERT = "INSERT INTO t ({}) VALUES ('a', 1, 1, '2024-01-01', 'a', 'x'), ('b', 2, 1, '2024-01-01', 'b', 'y');"


@pytest.mark.parametrize("what", CHANGES)
def test_nothing_else_of_a_column_changes(what: str, tmp_path: Path, new_database: Callable[[], Database]):
    second, wanted = CHANGES[what]
    first = "op.execute('''" + TABLE.replace("\\", "\\\\").replace("\n    ", "\n").strip() + "''')"
    columns = ["name", "amount", "price", "changed", "kind", "flags"]
    rows = INSERT.format(", ".join(columns))
    database, by_hand = new_database(), new_database()
    two_revisions.run(tmp_path, database, first, second, rows)
    if what == "renamed":
        rows = INSERT.format("title, amount, price, modified, sort, flags")
    two_revisions.expect(database, by_hand, wanted + rows)
