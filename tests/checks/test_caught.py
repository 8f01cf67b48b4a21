"""A script that tries a change and goes on where the server refuses it does so here, too."""

from __future__ import annotations

from pathlib import Path

import pytest

from sqlgen.compiler import compile_range
from sqlgen.project import find_project
from sqlgen.statement import Kind
from tests.checks.test_messages import FIRST, faults, project


def statements(folder: Path, range_text: str = "r1:head") -> list[str]:
    script = compile_range(find_project(folder, environ={}), range_text, "mariadb")
    return [s.sql for s in script.statements if s.kind is not Kind.VERSION]


HANDLERS = [
    "except Exception:",
    "except:",
    "except (KeyError, sa.exc.OperationalError):",
    "except sa.exc.DBAPIError as error:",
    "except Exception as error:\n    assert 'does not exist' in str(error)",
]


@pytest.mark.parametrize("handler", HANDLERS)
def test_the_other_way_is_taken(handler: str, tmp_path: Path) -> None:
    body = f'try:\n    op.drop_index("ix_old", "orders")\n{handler}\n    op.drop_index("ix_note", "orders")'
    assert statements(project(tmp_path, FIRST, body)) == ["DROP INDEX ix_note ON orders"]


def test_nothing_is_caught_where_the_server_takes_it(tmp_path: Path) -> None:
    body = """
    try:
        op.drop_index("ix_note", "orders")
    except Exception:
        op.drop_index("ix_old", "orders")
    """
    assert statements(project(tmp_path, FIRST, body)) == ["DROP INDEX ix_note ON orders"]


def test_a_batch(tmp_path: Path) -> None:
    body = """
    try:
        with op.batch_alter_table("orders") as batch:
            batch.drop_column("gone")
    except Exception:
        pass
    """
    assert statements(project(tmp_path, FIRST, body)) == []


def test_suppress(tmp_path: Path) -> None:
    body = """
    import contextlib
    with contextlib.suppress(Exception):
        op.add_column("orders", sa.Column("note", sa.Text))
    op.add_column("orders", sa.Column("more", sa.Integer))
    """
    assert statements(project(tmp_path, FIRST, body)) == ["ALTER TABLE orders ADD COLUMN more INTEGER"]


def test_it_is_told_in_the_script(tmp_path: Path) -> None:
    body = 'try:\n    op.drop_column("orders", "gone")\nexcept Exception:\n    pass'
    folder = project(tmp_path, FIRST, body)
    text = compile_range(find_project(folder, environ={}), "base:head", "mariadb").text()
    assert (
        'left out, as the server would refuse it and the script goes on: column "orders.gone" does not'
        in text
    )
    assert "DROP COLUMN" not in text


@pytest.mark.parametrize(
    "handler", ["except KeyError:\n    pass", "except Exception:\n    raise", "finally:\n    pass"]
)
def test_what_is_not_caught_is_a_fault(handler: str, tmp_path: Path) -> None:
    body = f'try:\n    op.drop_column("orders", "prise")\n{handler}'
    assert faults(project(tmp_path, FIRST, body)) == [
        'versions/r2.py:7: revision r2: column "orders.prise" does not exist after revision r1\n'
        '  Did you mean "price"?'
    ]


def test_before_the_range_as_well(tmp_path: Path) -> None:
    body = 'try:\n    op.create_table("orders", sa.Column("x", sa.Integer))\nexcept Exception:\n    pass'
    last = 'op.alter_column("orders", "note", nullable=False)'
    assert statements(project(tmp_path, FIRST, body, last), "r2:r3") == [
        "ALTER TABLE orders MODIFY note VARCHAR(20) NOT NULL"
    ]


def test_what_is_in_doubt_before_the_range_is_in_it(tmp_path: Path) -> None:
    first = 'op.create_table("t", sa.Column("a", sa.Integer), if_not_exists=True)'
    body = 'op.drop_column("t", "b")\nop.create_index("i", "t", ["c"])'
    assert len(statements(project(tmp_path, first, body))) == 2


CAUGHT = """try:
    op.drop_column("orders", "gone")
except Exception:
    pass
op.drop_column("orders", "note")"""


def test_where_an_error_ends_the_transaction_nothing_goes_on(tmp_path: Path) -> None:
    """A live run ends with "current transaction is aborted" at the next statement."""
    (fault,) = faults(project(tmp_path, FIRST, CAUGHT))
    assert "PostgreSQL 15 would refuse this, and whatever follows in the same transaction" in fault
    assert "begin_nested()" in fault


@pytest.mark.parametrize(
    "block", ["with op.get_bind().begin_nested():", "with op.get_context().autocommit_block():"]
)
def test_within_a_savepoint_it_goes_on(block: str, tmp_path: Path) -> None:
    body = CAUGHT.replace('op.drop_column("orders", "gone")', f'{block} op.drop_column("orders", "gone")')
    folder = project(tmp_path, FIRST, body)
    script = compile_range(find_project(folder, environ={}), "base:head", "postgresql")
    made = [s.sql for s in script.statements if s.kind is not Kind.VERSION]
    assert made[-1] == "ALTER TABLE orders DROP COLUMN note"
    assert not any("gone" in sql for sql in made)
