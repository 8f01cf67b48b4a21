"""Arguments of ``batch_alter_table``, and constraints without names, through whole scripts."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from sqlgen.dialect import load_dialect
from sqlgen.lowering.errors import UnknownConstraint
from sqlgen.origin import Origin
from sqlgen.replay.errors import BadDirective
from tests.batch.programs import shop
from tests.operations.spelling import operations, statements

SQLITE = load_dialect("sqlite")


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        ({"recreate": "sometimes"}, "recreate is 'sometimes'"),
        ({"partial_reordering": [("id", "code"), ("code", "id")]}, "contradicts itself"),
        ({"reflect_kwargs": {"include_columns": ["id"]}}, "would lose the other columns"),
    ],
)
def test_what_means_nothing_is_refused(arguments: dict[str, Any], what: str) -> None:
    def change(op: Any) -> None:
        with op.batch_alter_table("item", **arguments):
            pass

    with pytest.raises(BadDirective, match=what) as refusal:
        statements(change, SQLITE, shop)
    assert refusal.value.hint


def test_a_block_that_fails_leaves_nothing() -> None:
    def change(op: Any) -> None:
        with pytest.raises(LookupError), op.batch_alter_table("item") as batch:
            batch.drop_column("note")
            raise LookupError
        op.add_column("item", sa.Column("note_2", sa.Text))

    (statement,) = statements(change, SQLITE, shop)
    assert statement.sql == "ALTER TABLE item ADD COLUMN note_2 TEXT"


def test_a_described_column_brings_the_check_of_its_type_once() -> None:
    """reflect_args: as Alembic's documentation has it, so that the type's CHECK is known by its name."""

    def given(op: Any) -> None:
        flag = sa.Column("flag", sa.Boolean(create_constraint=True, name="ck_flag"))
        op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), flag)

    def change(op: Any) -> None:
        described = sa.Column("flag", sa.Boolean(create_constraint=True, name="ck_flag"))
        with op.batch_alter_table("t", reflect_args=[described], recreate="always"):
            pass

    made = "\n".join(statement.sql for statement in statements(change, SQLITE, given))
    assert made.count("CHECK") == 1


def test_no_reading_where_no_table_is_made_anew() -> None:
    """A convention, or what a listener says, counts where a live run reads the table."""

    def change(op: Any) -> None:
        with op.batch_alter_table("item", naming_convention={"uq": "uq_%(column_0_name)s"}) as batch:
            batch.add_column(sa.Column("size", sa.Integer))

    (statement,) = statements(change, SQLITE, shop)
    assert statement.sql == "ALTER TABLE item ADD COLUMN size INTEGER"


@pytest.mark.parametrize(
    ("dialect", "dropped"),
    [("postgresql", ["t_d_fkey", "t_c_fkey"]), ("mysql", ["t_ibfk_4", "t_ibfk_3"])],
)
def test_a_downgrade_drops_what_its_upgrade_made(dialect: str, dropped: list[str]) -> None:
    """Beside others of earlier revisions that have no name either; the last one first."""
    made: list[str] = []
    target = load_dialect(dialect)

    def take(change: Any) -> None:
        from sqlgen.lowering.dispatch import lower

        made.extend(statement.sql.split()[-1] for statement in lower(change, target))

    op, recorder = operations(target, take)
    recorder.enter(Origin("versions/r1.py", 1, "r1"))
    op.create_table("p", sa.Column("id", sa.Integer, primary_key=True))
    columns = [sa.Column(name, sa.Integer) for name in "abcd"]
    op.create_table("t", *columns, *(sa.ForeignKeyConstraint([name], ["p.id"]) for name in "ab"))
    recorder.enter(Origin("versions/r2.py", 1, "r2"))
    op.create_foreign_key(None, "t", "p", ["c"], ["id"])
    op.create_foreign_key(None, "t", "p", ["d"], ["id"])
    recorder.enter(Origin("versions/r3.py", 1, "r3"))
    op.create_foreign_key("named", "t", "p", ["a"], ["id"])
    made.clear()
    recorder.enter(Origin("versions/r2.py", 9, "r2"))
    op.drop_constraint(None, "t", type_="foreignkey")
    op.drop_constraint(None, "t", type_="foreignkey")
    assert made == dropped


def test_which_one_is_meant_must_be_certain() -> None:
    """On SQLite, too, where they have no names at all."""

    def given(op: Any) -> None:
        op.create_table("t", sa.Column("a", sa.Integer, unique=True), sa.Column("b", sa.Integer, unique=True))

    with pytest.raises(UnknownConstraint, match="cannot be told"):
        statements(lambda op: op.drop_constraint(None, "t", type_="unique"), SQLITE, given)
