"""Every case on every dialect: what sqlgen says is what Alembic says, or the table says why not."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.oracle import alembic_side
from tests.oracle.case import DIALECTS, Case, all_cases
from tests.oracle.compare import canonical, normalise, same
from tests.oracle.differences import read_differences
from tests.oracle.outcome import Refused, Rendered
from tests.oracle.project import RANGE, write_project
from tests.oracle.verdict import explain, judge

OUTCOMES = [
    pytest.param(case, dialect, id=f"{case.name}-{dialect}")
    for case in all_cases()
    for dialect in case.dialects
]


@pytest.mark.parametrize(("case", "dialect"), OUTCOMES)
def test_statements_are_alembics_or_the_table_says_why(case: Case, dialect: str, tmp_path: Path) -> None:
    verdict = judge(case, dialect, tmp_path / "project")
    assert not verdict.fault, explain(verdict)


def test_there_are_at_least_250_cases_on_six_dialects() -> None:
    everywhere = [case for case in all_cases() if case.dialects == DIALECTS]
    assert len(everywhere) >= 250


def test_bodies_differ() -> None:
    """A case copied and never changed would count twice."""
    import inspect

    from tests.oracle.case import body_text

    texts = Counter(
        (body_text(case.body), case.given, case.prelude, str(case.naming_convention), str(case.configure))
        for case in all_cases()
    )
    assert [inspect.cleandoc(text[0]) for text, count in texts.items() if count > 1] == []


@pytest.mark.parametrize("dialect", DIALECTS)
def test_alembic_renders_what_is_given(dialect: str, tmp_path: Path) -> None:
    """Else a case would speak of tables that are not there."""
    givens = {case.given: case for case in all_cases() if dialect in case.dialects}
    refused = {}
    for number, case in enumerate(givens.values()):
        outcome = alembic_side.render(
            write_project(case, dialect, tmp_path / str(number)), "base:given", dialect
        )
        if isinstance(outcome, Refused):
            refused[case.name] = outcome
    assert refused == {}


def alembic(body, tmp_path: Path, dialect: str):
    return alembic_side.render(
        write_project(Case("x", "x", body), dialect, tmp_path / dialect), RANGE, dialect
    )


def _add_column() -> None:
    import sqlalchemy as sa
    from alembic import op

    op.add_column("users", sa.Column("phone", sa.String(20)))


def _three_parts() -> None:
    from alembic import op

    op.execute("one")
    with op.get_context().autocommit_block():
        op.execute("two")
    op.execute("three")


def _raises() -> None:
    from alembic import op

    op.execute("never seen")
    raise LookupError("no")


def test_alembic_side_keeps_the_revisions_own_statements_only(tmp_path: Path) -> None:
    said = {dialect: alembic(_add_column, tmp_path, dialect) for dialect in DIALECTS}
    assert said == {
        "postgresql": Rendered(("ALTER TABLE users ADD COLUMN phone VARCHAR(20)",)),
        "mysql": Rendered(("ALTER TABLE users ADD COLUMN phone VARCHAR(20)",)),
        "mariadb": Rendered(("ALTER TABLE users ADD COLUMN phone VARCHAR(20)",)),
        "sqlite": Rendered(("ALTER TABLE users ADD COLUMN phone VARCHAR(20)",)),
        "mssql": Rendered(("ALTER TABLE users ADD phone VARCHAR(20) NULL",)),
        "oracle": Rendered(("ALTER TABLE users ADD phone VARCHAR2(20 CHAR)",)),
    }


def test_alembic_side_marks_what_stands_outside_the_transaction(tmp_path: Path) -> None:
    marked = Rendered(("one", "[autocommit] two", "three"))
    assert alembic(_three_parts, tmp_path, "postgresql") == marked
    assert alembic(_three_parts, tmp_path, "mssql") == marked
    assert alembic(_three_parts, tmp_path, "mysql") == Rendered(("one", "two", "three"))
    assert alembic(_three_parts, tmp_path, "oracle") == Rendered(("one", "two", "three"))


def test_alembic_side_gives_the_error_as_the_answer(tmp_path: Path) -> None:
    assert alembic(_raises, tmp_path, "sqlite") == Refused("LookupError", "no")


def test_normalise_makes_free_blanks_uniform_and_nothing_else() -> None:
    assert normalise("CREATE TABLE t (\n    a INTEGER, \n    b TEXT\n);", "mysql") == (
        "CREATE TABLE t (a INTEGER, b TEXT)"
    )
    assert normalise("SELECT COUNT (*)", "mysql") != normalise("SELECT COUNT(*)", "mysql")
    assert normalise("select 1", "mysql") != normalise("SELECT 1", "mysql")


@pytest.mark.parametrize(
    ("dialect", "one", "other"),
    [
        ("postgresql", "SELECT 'a  b'", "SELECT 'a b'"),
        ("postgresql", "SELECT 'it''s  b'", "SELECT 'it''s b'"),
        ("postgresql", 'SELECT "a  b"', 'SELECT "a b"'),
        ("postgresql", "DO $x$a  b$x$", "DO $x$a b$x$"),
        ("mysql", r"SELECT 'it\'s  b'", r"SELECT 'it\'s b'"),
        ("mysql", "SELECT `a  b`", "SELECT `a b`"),
        ("mssql", "SELECT [a  b]", "SELECT [a b]"),
        ("oracle", "BEGIN x; END;", "BEGIN x; END"),
        ("sqlite", "SELECT 1 -- x\n, 2", "SELECT 1 -- x , 2"),
    ],
)
def test_normalise_hides_no_difference(dialect: str, one: str, other: str) -> None:
    assert normalise(one, dialect) != normalise(other, dialect)


def test_order_is_free_only_where_alembics_is_random() -> None:
    table, a, b = "CREATE TABLE t (x INTEGER)", "CREATE INDEX a ON t (x)", "CREATE UNIQUE INDEX b ON t (x)"
    assert canonical([table, b, a], "sqlite") == canonical([table, a, b], "sqlite")
    assert canonical([b, a], "sqlite") != canonical([a, b], "sqlite")
    assert canonical([table, "DROP TABLE u", b, a], "sqlite") != canonical(
        [table, "DROP TABLE u", a, b], "sqlite"
    )
    assert canonical([a, table], "sqlite") != canonical([table, a], "sqlite")


def test_a_refusal_is_not_an_empty_script() -> None:
    assert not same(Rendered(()), Refused("E", "m"), "mysql")
    assert same(Refused("E", "m"), Refused("F", "n"), "mysql")


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ('[no_such_case.mysql]\nkind = "ours is right"\nwhy = "x"\nours = []', "no such case"),
        ('[nothing.mysql]\nkind = "ours is better"\nwhy = "x"\nours = []', "kind is"),
        ('[nothing.mysql]\nkind = "ours is right"\nours = []', "no reason"),
        ('[nothing.mysql]\nkind = "ours is right"\nwhy = " "\nours = []', "no reason"),
        ('[nothing.mysql]\nkind = "ours refuses"\nwhy = "x"\nours = []', "does not go with"),
        ('[nothing.mysql]\nkind = "ours is right"\nwhy = "x"', "does not go with"),
        ('[nothing.mysql]\nkind = "ours is right"\nwhy = "x"\nours = []\nour = []', "unknown keys our"),
        ('[reasons]\nidle = "x"', "no entry gives: idle"),
    ],
)
def test_a_malformed_table_is_refused(entry: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "table.toml"
    path.write_text(entry, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        read_differences(path)
