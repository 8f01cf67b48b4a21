"""What a script says that no live run could do either is refused, or said in another way."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from sqlgen.compiler import compile_range
from sqlgen.errors import SqlgenError
from sqlgen.project.project import find_project
from sqlgen.replay.errors import NotInBatch

SCRIPT = """
import sqlalchemy as sa
from alembic import op

revision = "a1"
down_revision = None
n = sa.table("n", sa.column("a", sa.Integer), sa.column("b", sa.String))


def upgrade():
    {body}
"""


def statements(folder: Path, dialect: str, body: str) -> list[str]:
    """Return the statements that a revision of *body* becomes."""
    (folder / "versions").mkdir(parents=True)
    (folder / "versions" / "a1.py").write_text(SCRIPT.format(body=body))
    (folder / "sqlgen.toml").write_text('version_locations = ["versions"]\n')
    script = compile_range(find_project(folder), "base:head", dialect)
    found = [statement for section in script.sections for statement in section.statements]
    return [statement.sql for statement in found if statement.kind.value in ("ddl", "dml")]


@pytest.mark.parametrize("directive", ["create_table", "drop_table", "rename_table", "bulk_insert"])
def test_a_batch_has_no_directives_for_whole_tables(tmp_path: Path, directive: str) -> None:
    body = f'with op.batch_alter_table("n") as batch:\n        batch.{directive}("n")'
    with pytest.raises(NotInBatch, match=rf"a batch has no {directive}\(\)\n.*Say op\.{directive}"):
        statements(tmp_path, "postgresql", body)


def test_scripts_can_ask_whether_a_batch_has_a_directive(tmp_path: Path) -> None:
    body = (
        'with op.batch_alter_table("n") as batch:\n'
        '        has = [name for name in ("drop_table", "drop_column") if hasattr(batch, name)]\n'
        '    op.execute("SELECT " + repr(has[0]) + repr(len(has)))'
    )
    assert statements(tmp_path, "postgresql", body) == ["SELECT 'drop_column'1"]


def test_rows_of_a_trigger_are_no_parameters_where_the_engine_writes_them_so(tmp_path: Path) -> None:
    trigger = "CREATE OR REPLACE TRIGGER t BEFORE INSERT ON n FOR EACH ROW BEGIN :new.a := :OLD.a; END;"
    assert statements(tmp_path, "oracle", f"op.execute({trigger!r})") == [trigger[:-1]]


@pytest.mark.parametrize(
    ("dialect", "sql"),
    [
        ("oracle", "UPDATE n SET a = :NEW"),
        ("oracle", "CREATE TRIGGER t BEFORE INSERT ON n BEGIN x(:other); END;"),
        ("postgresql", "CREATE TRIGGER t BEFORE INSERT ON n EXECUTE FUNCTION f(:NEW)"),
    ],
)
def test_other_parameters_want_a_value(tmp_path: Path, dialect: str, sql: str) -> None:
    with pytest.raises(SqlgenError, match="has no value"):
        statements(tmp_path, dialect, f"op.execute({sql!r})")


def test_rows_in_one_values_are_one_insert_each_where_the_engine_takes_no_more(tmp_path: Path) -> None:
    body = 'op.execute(n.insert().values([{"a": 1, "b": "x"}, {"a": 2, "b": None}]))'
    assert statements(tmp_path / "o", "oracle", body) == [
        "INSERT INTO n (a, b) VALUES (1, 'x')",
        "INSERT INTO n (a, b) VALUES (2, NULL)",
    ]
    assert statements(tmp_path / "p", "postgresql", body) == [
        "INSERT INTO n (a, b) VALUES (1, 'x'), (2, NULL)"
    ]


@pytest.mark.parametrize(
    ("dialect", "construct", "message"),
    [
        ("mysql", 'sa.schema.CreateSequence(sa.Sequence("s"))', r"MySQL 8\S* cannot create a sequence"),
        ("sqlite", 'sa.schema.DropSequence(sa.Sequence("s"))', "SQLite 3.40 cannot drop a sequence"),
        ("sqlite", 'sa.schema.CreateSchema("s")', "SQLite 3.40 cannot create a schema"),
        ("oracle", 'sa.schema.DropSchema("s")', "Oracle 19 cannot drop a schema"),
    ],
)
def test_constructs_for_what_an_engine_lacks_are_refused(
    tmp_path: Path, dialect: str, construct: str, message: str
) -> None:
    with pytest.raises(SqlgenError, match=message + "\n.*The nearest that it has: "):
        statements(tmp_path, dialect, f"op.execute({construct})")


def test_scripts_see_which_dialect_the_impl_is_for(tmp_path: Path) -> None:
    assert statements(tmp_path, "mariadb", "op.execute(op.get_context().impl.__dialect__)") == ["mariadb"]


@pytest.mark.skipif(sa.__version__.startswith("2.0."), reason="an error of 2.1")
@pytest.mark.parametrize("does", ["create", "drop"])
def test_a_type_of_its_own_where_there_are_none(tmp_path: Path, does: str) -> None:
    """Live, SQLAlchemy fails there, too: MySQL's dialect has no has_type."""
    body = (
        "from sqlalchemy.dialects import postgresql\n"
        f'    postgresql.ENUM("x", name="kind").{does}(op.get_bind(), checkfirst=True)'
    )
    with pytest.raises(SqlgenError, match="has no types of their own: kind cannot be"):
        statements(tmp_path, "mysql", body)
