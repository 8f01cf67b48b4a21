"""Operation objects (`alembic.operations.ops`) do what the directives of the same name do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.replay.small_project import statements, write_project

PREAMBLE = "from alembic.operations import ops, Operations, MigrateOperation"
TABLE = """
op.create_table("authors", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(50)))
op.create_table("books", sa.Column("id", sa.Integer, primary_key=True), sa.Column("author_id", sa.Integer),
                sa.Column("title", sa.String(80)), sa.Index("ix_old", "title"),
                sa.UniqueConstraint("title", name="uq_old"), comment="x")
"""
PAIRS = {
    "create_table": (
        'op.create_table("t", sa.Column("a", sa.Integer), schema="s", comment="c", if_not_exists=True)',
        'ops.CreateTableOp("t", [sa.Column("a", sa.Integer)], schema="s", comment="c", if_not_exists=True)',
    ),
    "drop_table": ('op.drop_table("books", if_exists=True)', 'ops.DropTableOp("books", if_exists=True)'),
    "rename_table": ('op.rename_table("books", "tomes")', 'ops.RenameTableOp("books", "tomes")'),
    "create_table_comment": (
        'op.create_table_comment("books", "all of them")',
        'ops.CreateTableCommentOp("books", "all of them")',
    ),
    "drop_table_comment": (
        'op.drop_table_comment("books", existing_comment="x")',
        'ops.DropTableCommentOp("books", existing_comment="x")',
    ),
    "add_column": (
        'op.add_column("books", sa.Column("isbn", sa.String(13), unique=True, index=False))',
        'ops.AddColumnOp("books", sa.Column("isbn", sa.String(13), unique=True, index=False))',
    ),
    "drop_column": ('op.drop_column("books", "author_id")', 'ops.DropColumnOp("books", "author_id")'),
    "alter_column": (
        'op.alter_column("books", "title", nullable=False, type_=sa.Text(), server_default="x")',
        'ops.AlterColumnOp("books", "title", modify_nullable=False, modify_type=sa.Text(),'
        ' modify_server_default="x")',
    ),
    "rename_column": (
        'op.alter_column("books", "title", new_column_name="name", existing_type=sa.String(80))',
        'ops.AlterColumnOp("books", "title", modify_name="name", existing_type=sa.String(80))',
    ),
    "create_index": (
        'op.create_index("ix_new", "books", ["title", sa.text("id DESC")], unique=True)',
        'ops.CreateIndexOp("ix_new", "books", ["title", sa.text("id DESC")], unique=True)',
    ),
    "drop_index": ('op.drop_index("ix_old", "books")', 'ops.DropIndexOp("ix_old", "books")'),
    "create_foreign_key": (
        'op.create_foreign_key("fk", "books", "authors", ["author_id"], ["id"], ondelete="CASCADE")',
        'ops.CreateForeignKeyOp("fk", "books", "authors", ["author_id"], ["id"], ondelete="CASCADE")',
    ),
    "create_primary_key": (
        'op.create_primary_key("pk", "elsewhere", ["a", "b"])',
        'ops.CreatePrimaryKeyOp("pk", "elsewhere", ["a", "b"])',
    ),
    "create_unique_constraint": (
        'op.create_unique_constraint("uq", "books", ["title"])',
        'ops.CreateUniqueConstraintOp("uq", "books", ["title"])',
    ),
    "create_check_constraint": (
        'op.create_check_constraint("ck", "books", "title <> \':x\'")',
        'ops.CreateCheckConstraintOp("ck", "books", "title <> \':x\'")',
    ),
    "drop_constraint": (
        'op.drop_constraint("uq_old", "books", type_="unique")',
        'ops.DropConstraintOp("uq_old", "books", "unique")',
    ),
    "execute": (
        "op.execute(\"UPDATE books SET title = 'a:b'\")",
        "ops.ExecuteSQLOp(\"UPDATE books SET title = 'a:b'\")",
    ),
    "bulk_insert": (
        'op.bulk_insert(sa.table("books", sa.column("title", sa.String)), [{"title": "it\'s"}])',
        'ops.BulkInsertOp(sa.table("books", sa.column("title", sa.String)), [{"title": "it\'s"}])',
    ),
}


@pytest.mark.parametrize("dialect", ["postgresql", "mysql", "mssql"])
@pytest.mark.parametrize("name", PAIRS)
def test_invoking_an_object_equals_calling_the_directive(name: str, dialect: str, tmp_path: Path) -> None:
    directive, made = PAIRS[name]
    by_directive = write_project(tmp_path / "a", TABLE, directive, preamble=PREAMBLE)
    by_object = write_project(tmp_path / "b", TABLE, f"op.invoke({made})", preamble=PREAMBLE)
    wanted = statements(by_directive, dialect, "r1:r2")
    assert wanted
    assert statements(by_object, dialect, "r1:r2") == wanted


BATCH_PAIRS = {
    "add_column": (
        'batch_op.add_column(sa.Column("isbn", sa.String(13)))',
        'ops.AddColumnOp("books", sa.Column("isbn", sa.String(13)))',
    ),
    "drop_constraint": (
        'batch_op.drop_constraint("uq_old", type_="unique")',
        'ops.DropConstraintOp("uq_old", "books", "unique")',
    ),
    "create_foreign_key": (
        'batch_op.create_foreign_key("fk", "authors", ["author_id"], ["id"])',
        'ops.CreateForeignKeyOp("fk", "books", "authors", ["author_id"], ["id"])',
    ),
}


@pytest.mark.parametrize("dialect", ["postgresql", "sqlite"])
@pytest.mark.parametrize("name", BATCH_PAIRS)
def test_objects_invoked_in_a_batch_belong_to_it(name: str, dialect: str, tmp_path: Path) -> None:
    directive, made = BATCH_PAIRS[name]
    body = 'with op.batch_alter_table("books") as batch_op:\n    '
    by_directive = write_project(tmp_path / "a", TABLE, body + directive, preamble=PREAMBLE)
    by_object = write_project(tmp_path / "b", TABLE, f"{body}batch_op.invoke({made})", preamble=PREAMBLE)
    wanted = statements(by_directive, dialect, "r1:r2")
    assert wanted
    assert statements(by_object, dialect, "r1:r2") == wanted


MODEL = """
from sqlalchemy import *
model = Table("books", MetaData(), Column("id", Integer, primary_key=True),
              Column("title", String(80), unique=True), Column("shelf", String(9), index=True),
              Column("author_id", Integer, ForeignKey("authors.id", name="fk_author")),
              CheckConstraint("title <> ''", name="ck"), comment="c")
"""


def test_from_table_makes_the_table_without_saying_anything_twice(tmp_path: Path) -> None:
    """A column's unique flag is among the constraints already; an index is an operation of its own."""
    project = write_project(
        tmp_path,
        "op.invoke(ops.CreateTableOp.from_table(model))\n"
        "for index in model.indexes: op.invoke(ops.CreateIndexOp.from_index(index))",
        preamble=PREAMBLE + MODEL,
    )
    create, comment, index = statements(project)
    assert create.count("UNIQUE") == 1
    assert create.count("FOREIGN KEY") == create.count("CHECK") == create.count("PRIMARY KEY") == 1
    assert index == "CREATE INDEX ix_books_shelf ON books (shelf)"
    assert comment.startswith("COMMENT ON TABLE books")


def test_reverse_undoes(tmp_path: Path) -> None:
    project = write_project(
        tmp_path,
        """
        create = ops.CreateTableOp.from_table(model)
        add = ops.AddColumnOp("t", sa.Column("x", sa.Integer))
        alter = ops.AlterColumnOp("t", "x", modify_nullable=False, existing_nullable=True, modify_name="y")
        index = ops.CreateIndexOp("ix", "t", ["y"])
        key = ops.CreateForeignKeyOp("fk", "t", "u", ["y"], ["id"], source_schema="s")
        script = ops.UpgradeOps([ops.ModifyTableOps("t", [add, alter, index]), key, create])
        op.invoke(script.reverse())
        op.invoke(create.reverse().reverse())
        """,
        preamble=PREAMBLE + MODEL,
    )
    drop_table, drop_key, drop_index, *rest = statements(project)
    assert drop_table == "DROP TABLE books"
    assert drop_key == "ALTER TABLE s.t DROP CONSTRAINT fk"
    assert drop_index == "DROP INDEX ix"
    assert rest[:3] == [
        "ALTER TABLE t ALTER COLUMN y DROP NOT NULL",
        "ALTER TABLE t RENAME y TO x",
        "ALTER TABLE t DROP COLUMN x",
    ]
    assert rest[3].startswith("CREATE TABLE books")


def test_what_cannot_be_reversed_says_so(tmp_path: Path) -> None:
    project = write_project(
        tmp_path,
        """
        table, column = ops.DropTableOp("t"), ops.DropColumnOp("t", "c")
        for made in (table, column, ops.DropIndexOp("i"), ops.DropConstraintOp("c", "t")):
            try:
                made.reverse()
            except ValueError as error:
                op.execute(f"-- none\\nSELECT '{type(made).__name__}'")
        """,
        preamble=PREAMBLE,
    )
    assert len(statements(project)) == 4


def test_diff_tuples(tmp_path: Path) -> None:
    project = write_project(
        tmp_path,
        """
        (key,) = model.foreign_key_constraints
        diffs = [
            ops.AddColumnOp("t", sa.Column("x", sa.Integer)).to_diff_tuple()[:3],
            ops.DropTableOp.from_table(model).to_diff_tuple()[0],
            ops.AlterColumnOp("t", "x", modify_nullable=False).to_diff_tuple()[0][::2],
            ops.CreateForeignKeyOp.from_constraint(key).to_diff_tuple()[0],
            ops.OpContainer([ops.ModifyTableOps("t", [ops.ExecuteSQLOp("x")])]).as_diffs(),
        ]
        op.execute("SELECT " + repr(repr(diffs)).replace(":", "\\\\:"))
        """,
        preamble=PREAMBLE + MODEL,
    )
    (text,) = statements(project)
    for part in (
        "('add_column', None, 't')",
        "remove_table",
        "modify_nullable",
        "add_fk",
        "('execute', 'x')",
    ):
        assert part.replace("'", "\\'") in text or part in text
