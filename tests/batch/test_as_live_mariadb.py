"""A batch on MariaDB, some of it grouped: Alembic's live run and sqlgen's statements make the same tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext

from tests.batch.test_server_names import Run
from tests.engines.databases import Database

pytestmark = pytest.mark.server("mariadb", "mysql")
UPGRADES: dict[str, Callable[[Any], object]] = {}


def upgrade(function: Callable[[Any], object]) -> Callable[[Any], object]:
    UPGRADES[function.__name__] = function
    return function


def given(op: Any) -> None:
    op.create_table("p", sa.Column("id", sa.Integer, primary_key=True))
    op.create_table(
        "t",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer),
        sa.Column("b", sa.String(20), server_default="x"),
        sa.Column("c", sa.Numeric(10, 2), nullable=False),
        sa.Column("p_id", sa.Integer),
        sa.UniqueConstraint("a", name="uq_a"),
        sa.ForeignKeyConstraint(["p_id"], ["p.id"], name="fk_p"),
        sa.CheckConstraint("a > 0", name="ck_a"),
    )


@upgrade
def redefinitions(op):
    with op.batch_alter_table("t") as batch:
        batch.alter_column("a", nullable=False, existing_type=sa.Integer)
        batch.alter_column("b", type_=sa.String(50), existing_nullable=True, existing_server_default="x")
        batch.alter_column("c", type_=sa.Float, existing_nullable=False)


@upgrade
def redefined_twice(op):
    with op.batch_alter_table("t") as batch:
        batch.alter_column("a", type_=sa.BigInteger, existing_nullable=True)
        batch.alter_column("a", nullable=False, existing_type=sa.BigInteger)
        batch.alter_column("c", nullable=True, existing_type=sa.Numeric(10, 2))


@upgrade
def redefined_between_others(op):
    with op.batch_alter_table("t") as batch:
        batch.add_column(sa.Column("d", sa.Integer))
        batch.alter_column("d", nullable=False, existing_type=sa.Integer)
        batch.alter_column("a", nullable=False, existing_type=sa.Integer)
        batch.alter_column(
            "b", new_column_name="bb", existing_type=sa.String(20), existing_server_default="x"
        )
        batch.alter_column("bb", type_=sa.Text, existing_type=sa.String(20), server_default=None)
        batch.create_index("ix_d", ["d"])
        batch.drop_constraint("fk_p", type_="foreignkey")
        batch.drop_column("p_id")


@upgrade
def replaced_constraints(op):
    with op.batch_alter_table("t") as batch:
        batch.drop_constraint("fk_p", type_="foreignkey")
        batch.create_foreign_key("fk_p", "p", ["p_id"], ["id"], ondelete="CASCADE")
        batch.drop_constraint("uq_a", type_="unique")
        batch.create_unique_constraint("uq_a", ["a", "b"])
        batch.drop_constraint("ck_a", type_="check")
        batch.create_check_constraint("ck_a", "a > 5")


@pytest.mark.parametrize("name", UPGRADES)
def test_as_live(name: str, new_database: Callable[[], Database]) -> None:
    theirs, own = new_database(), new_database()
    engine = sa.create_engine(theirs.url)
    with engine.begin() as connection:
        op = Operations(MigrationContext.configure(connection))
        given(op)
        UPGRADES[name](op)
    engine.dispose()
    Run(own).run(given, UPGRADES[name])
    assert own.dump() == theirs.dump()
