"""What statements say of themselves, and what is refused before any is written."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from sqlgen.dialect import known_dialects, load_dialect
from sqlgen.errors import SqlgenError
from sqlgen.lowering.errors import ShapeNeeded, UnknownColumn, UnsupportedOperation
from sqlgen.statement import Kind
from tests.operations.given import users
from tests.operations.spelling import AT, statements


def concurrently(op: Any) -> None:
    op.create_index("ix", "users", ["email"], postgresql_concurrently=True)
    op.drop_index("ix", table_name="users", postgresql_concurrently=True)


@pytest.mark.parametrize("name", known_dialects())
def test_concurrently_runs_outside_a_transaction(name: str) -> None:
    """Where it is said at all."""
    made = statements(concurrently, load_dialect(name))
    assert [s.transactional for s in made] == [name != "postgresql"] * 2


@pytest.mark.parametrize("name", known_dialects())
def test_autocommit_block_runs_outside_a_transaction(name: str) -> None:
    def script(op: Any) -> None:
        with op.get_context().autocommit_block():
            op.add_column("users", sa.Column("a", sa.Integer))
        op.add_column("users", sa.Column("b", sa.Integer))

    assert [s.transactional for s in statements(script, load_dialect(name))] == [False, True]


def test_a_rebuild_is_never_outside_a_transaction() -> None:
    """Half of it would be no table at all."""

    def script(op: Any) -> None:
        with op.get_context().autocommit_block():
            op.alter_column("users", "email", nullable=False)

    assert all(s.transactional for s in statements(script, load_dialect("sqlite"), users))


@pytest.mark.parametrize("name", known_dialects())
def test_each_statement_names_its_line_and_what_it_does(name: str) -> None:
    def script(op: Any) -> None:
        op.alter_column("users", "score", type_=sa.BigInteger, nullable=False, comment="x")
        op.create_table("t", sa.Column("a", sa.Integer), comment="y")
        op.drop_table("t")

    made = statements(script, load_dialect(name), users)
    assert {s.origin for s in made} == {AT}
    assert all(s.description for s in made)
    assert {s.kind for s in made} <= {Kind.DDL, Kind.DML}


def test_statements_hold_no_terminator() -> None:
    """Scripts add it, and SQL Server's GO."""
    for name in known_dialects():
        for made in statements(lambda op: op.execute("DELETE FROM t ; "), load_dialect(name)):
            assert made.sql == "DELETE FROM t"


# --- refusals -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "longest"),
    [
        ("postgresql", "a" * 63),
        ("postgresql", "é" * 31 + "a"),
        ("mysql", "a" * 64),
        ("mysql", "é" * 64),
        ("mariadb", "é" * 64),
        ("mssql", "é" * 128),
        ("oracle", "a" * 128),
        ("oracle", "é" * 64),
        ("sqlite", "a" * 1000),
    ],
)
def test_the_longest_name_is_taken(name: str, longest: str) -> None:
    dialect = load_dialect(name)
    assert statements(lambda op: op.create_table(longest, sa.Column("a", sa.Integer)), dialect)
    if name == "sqlite":
        return
    with pytest.raises(UnsupportedOperation, match="cannot keep the table name") as refusal:
        statements(lambda op: op.create_table(f"{longest}x", sa.Column("a", sa.Integer)), dialect)
    assert refusal.value.where == AT
    assert "a name of at most" in str(refusal.value)


@pytest.mark.parametrize("name", [name for name in known_dialects() if name != "sqlite"])
def test_every_kind_of_name_is_measured(name: str) -> None:
    dialect = load_dialect(name)
    long = "n" * 129
    column = sa.Column
    for script in (
        lambda op: op.create_table("t", column(long, sa.Integer)),
        lambda op: op.create_table("t", column("a", sa.Integer), sa.CheckConstraint("a > 0", name=long)),
        lambda op: op.create_table("t", column("a", sa.Integer), sa.Index(long, "a")),
        lambda op: op.add_column("t", column(long, sa.Integer)),
        lambda op: op.add_column("t", column("a", sa.Integer, sa.ForeignKey("u.id", name=long))),
        lambda op: op.create_index(long, "t", ["a"]),
        lambda op: op.create_check_constraint(long, "t", "a > 0"),
        lambda op: op.rename_table("t", long),
        lambda op: op.alter_column("t", "a", new_column_name=long),
    ):
        with pytest.raises(UnsupportedOperation, match="cannot keep the"):
            statements(script, dialect)


def test_a_name_cut_by_a_convention_is_kept() -> None:
    """op.f() and naming conventions: SQLAlchemy cuts these, so a live run has them cut, too."""
    for name in known_dialects():
        made = statements(lambda op: op.create_index(op.f("i" * 200), "t", ["a"]), load_dialect(name))
        assert len(made) == 1


@pytest.mark.parametrize("name", ["mysql", "mariadb", "mssql", "sqlite"])
def test_a_column_that_is_not_there_is_named_with_those_that_are(name: str) -> None:
    """Where its definition is needed; elsewhere `sqlgen.checks` tells of it."""
    with pytest.raises(UnknownColumn) as refusal:
        statements(lambda op: op.alter_column("users", "scores", nullable=False), load_dialect(name), users)
    assert 'Did you mean "score"?' in str(refusal.value)
    assert refusal.value.where == AT


def test_a_table_that_is_not_known_says_the_way_out() -> None:
    for name in ("mysql", "mariadb", "mssql", "sqlite"):
        with pytest.raises(ShapeNeeded) as refusal:
            statements(lambda op: op.alter_column("old", "a", nullable=False), load_dialect(name))
        assert refusal.value.where == AT
        assert "baseline" in str(refusal.value)


@pytest.mark.parametrize("name", known_dialects())
def test_every_refusal_says_where_and_what_to_do(name: str) -> None:
    """Over things that some engine cannot do."""
    dialect = load_dialect(name)
    scripts = (
        lambda op: op.create_exclude_constraint("x", "t", (sa.column("a"), "="), using="gist"),
        lambda op: op.create_foreign_key("f", "t", "u", ["a"], ["b"], match="FULL"),
        lambda op: op.create_unique_constraint("u", "users", ["email"], deferrable=True),
        lambda op: op.create_index("i", "users", [sa.text("lower(email)")]),
        lambda op: op.add_column("users", sa.Column("x", sa.Integer, sa.Computed("1", persisted=True))),
        lambda op: op.add_column("users", sa.Column("x", sa.Integer, sa.Computed("1", persisted=False))),
        lambda op: op.add_column("users", sa.Column("x", sa.Time)),
        lambda op: op.alter_column("users", "name", type_=sa.Text),
        lambda op: op.alter_column("users", "score", server_default=sa.Identity()),
        lambda op: op.drop_constraint(None, "users", type_="unique"),
        lambda op: op.drop_index("ix_unknown"),
    )
    refused = 0
    for script in scripts:
        try:
            statements(script, dialect, users)
        except SqlgenError as error:
            refused += 1
            assert error.where == AT
            assert error.hint
    assert refused >= 1
