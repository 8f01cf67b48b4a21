"""Seeded changes to scripts, each with the verdict that it must get; what differs is never called less."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from sqlgen.golden.outcome import Edit, Verdict
from tests.golden.scripts import compared, script, swapped, without

Change = Callable[[str], str]
POSTGRESQL, MYSQL, MSSQL, ORACLE, SQLITE = "postgresql", "mysql", "mssql", "oracle", "sqlite"
ALL = (POSTGRESQL, MYSQL, "mariadb", MSSQL, ORACLE, SQLITE)


def replaced(old: str, new: str, count: int = 1) -> Change:
    def change(text: str) -> str:
        assert old in text, old
        return text.replace(old, new, count)

    return change


def swap(first: str, second: str) -> Change:
    return lambda text: swapped(text, first, second)


def drop(part: str) -> Change:
    return lambda text: without(text, part)


def behind(part: str, more: str) -> Change:
    return lambda text: text.replace(part, f"{part}\n\n{more}", 1)


COSMETIC: dict[str, tuple[tuple[str, ...], Change]] = {
    "another comment": (ALL, replaced("-- version table", "-- the version table", -1)),
    "no comments": (ALL, lambda text: re.sub(r"(?m)^--.*\n", "", text)),
    "line ends of Windows": (ALL, lambda text: text.replace("\n", "\r\n")),
    "blank lines at the end": (ALL, lambda text: text + "\n\n"),
    "another layout": (ALL, replaced("CREATE INDEX ", "CREATE\n    INDEX  ")),
    "a comment within a statement": (
        ALL,
        replaced("CREATE TABLE genre (", "CREATE TABLE genre /* kinds */ ("),
    ),
    "keywords in lower case": (
        (POSTGRESQL, ORACLE),
        replaced("DROP VIEW book_sales", "drop view book_sales"),
    ),
}

EQUIVALENT: dict[str, tuple[tuple[str, ...], Change]] = {
    "an index after the next one's table": (
        (POSTGRESQL, MYSQL, ORACLE),
        swap("CREATE INDEX ix_order_line_book_id", "version_num) VALUES ('a4')"),
    ),
    "a comment set earlier": (
        (POSTGRESQL, ORACLE),
        swap("COMMENT ON COLUMN book.price IS 'In euros'", "SET version_num='a2'"),
    ),
    "an index without blocking writes": (
        (POSTGRESQL,),
        lambda text: text.replace(
            "CREATE INDEX ix_order_line_book_id",
            "COMMIT;\n\nCREATE INDEX CONCURRENTLY ix_order_line_book_id",
        ).replace("-- version table\nINSERT", "BEGIN;\n\nINSERT"),
    ),
    "a lock timeout": ((POSTGRESQL,), behind("BEGIN;", "SET LOCAL lock_timeout = '2s';")),
    "in place, without a lock": (
        (MYSQL, "mariadb"),
        replaced(
            "ADD COLUMN note TEXT;",
            "ADD COLUMN note TEXT, ALGORITHM=INPLACE, LOCK=NONE;",
        ),
    ),
    "a foreign key by itself": (
        (POSTGRESQL, MYSQL, "mariadb"),
        lambda text: text.replace(
            ",\n    CONSTRAINT fk_order_line_book_id_book FOREIGN KEY(book_id) REFERENCES book (id)\n);",
            "\n);\n\nALTER TABLE order_line ADD CONSTRAINT fk_order_line_book_id_book "
            "FOREIGN KEY(book_id) REFERENCES book (id);",
        ),
    ),
    "a name in quotes that needs none": ((POSTGRESQL,), replaced("ALTER TABLE book ", 'ALTER TABLE "book" ')),
    "two columns at once": (
        (POSTGRESQL,),
        lambda text: re.sub(
            r'("order" ADD COLUMN gift[^;]*);\n\n--[^\n]*\nALTER TABLE "order" (ADD COLUMN note[^;]*);',
            r"\1, \2;",
            text,
        ),
    ),
}

DIFFERENT: dict[str, tuple[tuple[str, ...], Change]] = {
    "another type": (ALL, replaced("(300", "(301", -1)),
    "another default": (ALL, replaced("DEFAULT 'EUR'", "DEFAULT 'USD'")),
    "another row": (ALL, replaced("'unknown'", "'nobody'")),
    "another condition": (ALL, replaced("IS NULL OR", "IS NULL AND")),
    "another version at the end": (ALL, replaced("version_num='b2'", "version_num='b3'")),
    "no version row": (ALL, drop("version_num='a5'")),
    "a missing index": (
        (POSTGRESQL, MYSQL, "mariadb", MSSQL, ORACLE),
        drop("CREATE INDEX ix_order_line_book_id"),
    ),
    "an index on another column": (ALL, replaced("ON order_line (book_id)", "ON order_line (order_id)")),
    "an index that is unique": (
        ALL,
        replaced("CREATE INDEX ix_order_line_book_id", "CREATE UNIQUE INDEX ix_order_line_book_id"),
    ),
    "a cut file": (ALL, lambda text: text[: len(text) * 2 // 3]),
    "a cut file, at a statement": (ALL, lambda text: text[: text.rindex("\n\n-- b1 -> b2")] + "\n"),
    "an empty file": (ALL, lambda text: ""),
    "a file twice": (ALL, lambda text: text + text),
    "no guard": (ALL, drop("-- guard: at a1")),
    "rows before the column": (
        (POSTGRESQL, MYSQL, ORACLE),
        swap("SET name = 'unknown'", "-- versions/a6_book_sales_view.py:29"),
    ),
    "an index before its table": (
        (POSTGRESQL, MYSQL, ORACLE),
        swap("CREATE INDEX ix_order_line_book_id", "CREATE TABLE order_line"),
    ),
    "a table before what it refers to": (
        (POSTGRESQL, MYSQL, ORACLE),
        swap("CREATE TABLE order_line", "-- versions/a4_orders.py:18   create table order"),
    ),
    "a column dropped and made anew": (
        (POSTGRESQL,),
        replaced(
            "ALTER TABLE customer RENAME name TO full_name",
            "ALTER TABLE customer DROP name;\n\nALTER TABLE customer ADD full_name VARCHAR(120)",
        ),
    ),
    "rows deleted": (ALL, behind("-- version table", "DELETE FROM customer;")),
    "a transaction undone": ((POSTGRESQL, MSSQL, SQLITE), lambda text: text.replace("COMMIT;", "ROLLBACK;")),
    "no commit": ((POSTGRESQL, MSSQL, SQLITE), lambda text: text.replace("COMMIT;", "")),
    "no commit for rows": ((ORACLE,), lambda text: text[: text.rindex("COMMIT")]),
    "no separator": ((ORACLE,), lambda text: text[: text.rindex("/")]),
    "a statement run twice": ((ORACLE,), replaced("ADD note CLOB\n/", "ADD note CLOB;\n/")),
    "a batch run twice": ((MSSQL,), replaced("GO\n", "GO 2\n")),
    "batches as one": ((MSSQL,), lambda text: text.replace("GO\n", "", text.count("GO\n") // 2)),
    "foreign keys left on": ((SQLITE,), replaced("PRAGMA foreign_keys = OFF;", "")),
    "another setting": ((MSSQL,), replaced("SET XACT_ABORT ON", "SET XACT_ABORT OFF")),
    "a client that goes on": ((ORACLE,), replaced("WHENEVER SQLERROR EXIT SQL.SQLCODE ROLLBACK", "")),
    "a line for the client": ((POSTGRESQL,), behind("BEGIN;", "\\set ON_ERROR_STOP off")),
    "a function that may do anything": (
        (POSTGRESQL,), behind("BEGIN;", "SELECT set_config('search_path', 'other', false);")
    ),
    "line ends within a value": ((POSTGRESQL, SQLITE), replaced("'unknown'", "'un\r\nknown'")),
    "an open quote": (ALL, replaced("'unknown'", "'unknown")),
    "concurrently within a transaction": (
        (POSTGRESQL,),
        replaced("CREATE INDEX ix_order_line_book_id", "CREATE INDEX CONCURRENTLY ix_order_line_book_id"),
    ),
    "storage that no model holds": (
        (MYSQL,), behind("-- version table", "ALTER TABLE book ENGINE=MyISAM;")
    ),
    "rights": ((POSTGRESQL, ORACLE), replaced("-- version table", "GRANT SELECT ON book TO public\n;\n")),
    "a hint": ((ORACLE,), replaced("UPDATE customer", "UPDATE /*+ FULL(customer) */ customer")),
    "another collation": ((POSTGRESQL,), replaced("TYPE VARCHAR(200)", 'TYPE VARCHAR(200) COLLATE "C"')),
    "a check not enforced": ((POSTGRESQL,), replaced("CHECK (price >= 0)", "CHECK (price >= 0) NOT VALID")),
    "a key that cascades": (
        (POSTGRESQL, MYSQL),
        replaced("REFERENCES book (id)\n", "REFERENCES book (id) ON DELETE CASCADE\n"),
    ),
}  # fmt: skip


def cases(changes: dict[str, tuple[tuple[str, ...], Change]]) -> list[object]:
    return [
        pytest.param(dialect, change, id=f"{name}-{dialect}")
        for name, (dialects, change) in changes.items()
        for dialect in dialects
    ]


def test_there_are_at_least_forty() -> None:
    assert len(COSMETIC) + len(EQUIVALENT) + len(DIFFERENT) >= 40


@pytest.mark.parametrize(("dialect", "change"), cases(COSMETIC))
def test_cosmetic(dialect: str, change: Change) -> None:
    accepted = script(dialect)
    text = change(accepted.text())
    assert text != accepted.text()
    assert compared(accepted, text).verdict is Verdict.COSMETIC


@pytest.mark.parametrize(("dialect", "change"), cases(EQUIVALENT))
def test_equivalent(dialect: str, change: Change) -> None:
    accepted = script(dialect)
    text = change(accepted.text())
    assert text != accepted.text()
    found = compared(accepted, text)
    assert found.verdict is Verdict.EQUIVALENT, found.effects
    assert found.notes or found.statements


@pytest.mark.parametrize(("dialect", "change"), cases(DIFFERENT))
def test_different(dialect: str, change: Change) -> None:
    accepted = script(dialect)
    text = change(accepted.text())
    assert text != accepted.text()
    found = compared(accepted, text)
    assert found.verdict is Verdict.DIFFERENT
    assert found.effects


@pytest.mark.parametrize("dialect", ["postgresql", "mssql"])
def test_a_transaction_for_each_revision_is_equivalent(dialect: str) -> None:
    whole = script(dialect, guard=False)
    found = compared(whole, script(dialect, guard=False, transaction_per_migration=True).text())
    assert found.verdict is Verdict.EQUIVALENT, found.effects
    assert found.notes[:2] == ("transactions: 1 -> 11", "commits: 1 -> 11")


def test_the_effect_is_told_by_its_objects() -> None:
    accepted = script("postgresql")
    found = compared(accepted, accepted.text().replace("(300)", "(301)"))
    assert found.effects == ("table book: column title: VARCHAR(300) -> VARCHAR(301)",)
    (change,) = found.statements
    assert change.edit is Edit.EDITED
    assert str(change.origin) == "versions/a5_customer_names.py:58"


def test_a_moved_statement_is_told_as_moved() -> None:
    accepted = script("postgresql")
    text = swapped(accepted.text(), "CREATE INDEX ix_order_line_book_id", "version_num) VALUES ('a4')")
    found = compared(accepted, text)
    assert {change.edit for change in found.statements} == {Edit.MOVED}
