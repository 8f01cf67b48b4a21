"""What plugins and projects register: operations, implementations, DDL constructs, impls, listeners."""

from __future__ import annotations

from pathlib import Path

import pytest

from sqlgen.errors import SqlgenError
from tests.replay.small_project import OFFLINE_ENV, statements, write_project

VIEWS = """
from alembic.operations import MigrateOperation, Operations, BatchOperations
from alembic.autogenerate import comparators, renderers, rewriter
from alembic.util import DispatchPriority

@Operations.register_operation("create_view")
@BatchOperations.register_operation("create_view", "batch_create_view")
class CreateViewOp(MigrateOperation):
    def __init__(self, name, sql):
        self.name, self.sql = name, sql

    @classmethod
    def create_view(cls, operations, name, sql, **kw):
        return operations.invoke(cls(name, sql))

    @classmethod
    def batch_create_view(cls, operations, name):
        table = operations.impl.table_name
        return operations.invoke(cls(name, f"SELECT * FROM {table}"))

    def reverse(self):
        return DropViewOp(self.name)

@Operations.implementation_for(CreateViewOp)
def create_view(operations, operation):
    operations.execute(f"CREATE VIEW {operation.name} AS {operation.sql}")
    return operation.name

@renderers.dispatch_for(CreateViewOp)
def render(context, op):
    return f"op.create_view({op.name!r})"

@comparators.dispatch_for("schema", priority=DispatchPriority.LAST)
def compare(*_):
    raise AssertionError

writer = rewriter.Rewriter()

@writer.rewrites(CreateViewOp)
def rewrite(context, revision, op):
    return op
"""


def test_an_operation_of_the_projects_own(tmp_path: Path) -> None:
    project = write_project(
        tmp_path,
        """
        assert op.create_view("v", "SELECT 1 AS one") == "v"
        with op.batch_alter_table("t") as batch_op:
            batch_op.create_view("w")
        """,
        env="import views\n" + OFFLINE_ENV,
        files={"views.py": VIEWS},
    )
    assert statements(project)[:2] == ["CREATE VIEW v AS SELECT 1 AS one", "CREATE VIEW w AS SELECT * FROM t"]


@pytest.mark.parametrize("module", ["alembic.operations", "alembic.operations.base"])
def test_registered_within_the_script(module: str, tmp_path: Path) -> None:
    project = write_project(
        tmp_path,
        'op.greet("hello")',
        preamble=f"""
from {module} import Operations
@Operations.register_operation("greet")
class Greet:
    @classmethod
    def greet(cls, operations, text):
        operations.execute(f"SELECT '{{text}}'")
""",
    )
    assert statements(project) == ["SELECT 'hello'"]


REPLACED = """
from alembic.operations import Operations, ops, toimpl

@Operations.implementation_for(ops.CreateTableOp, replace=True)
def create_table(operations, operation):
    table = toimpl.create_table(operations, operation)
    operations.execute(f"GRANT SELECT ON {table.name} TO reader")
    return table
"""


def test_a_replaced_built_in_operation(tmp_path: Path) -> None:
    project = write_project(
        tmp_path,
        'table = op.create_table("t", sa.Column("a", sa.Integer))\nassert table.c.a.name == "a"',
        env=REPLACED + OFFLINE_ENV,
    )
    assert statements(project) == ["CREATE TABLE t ( a INTEGER )", "GRANT SELECT ON t TO reader"]


def test_what_one_project_replaced_another_does_not_see(tmp_path: Path) -> None:
    """Nor is it forgotten when its own turn comes again, although its modules are imported only once."""
    body = 'op.create_table("t", sa.Column("a", sa.Integer))'
    files = {"hooks.py": REPLACED}
    replacing = write_project(tmp_path / "a", body, env="import hooks\n" + OFFLINE_ENV, files=files)
    plain = write_project(tmp_path / "b", body)
    with_grant = statements(replacing)
    assert len(with_grant) == 2
    assert len(statements(plain)) == 1
    assert statements(replacing) == with_grant


def test_two_projects_may_have_modules_of_one_name(tmp_path: Path) -> None:
    for name in ("first", "second"):
        write_project(
            tmp_path / name,
            "from names import NAME\nop.execute(f\"SELECT '{NAME}'\")",
            files={"names.py": f"NAME = '{name}'\n"},
        )
    assert statements(tmp_path / "first") == ["SELECT 'first'"]
    assert statements(tmp_path / "second") == ["SELECT 'second'"]
    assert statements(tmp_path / "first", "mysql") == ["SELECT 'first'"]


def test_replacing_the_base_of_all_constraints_replaces_each(tmp_path: Path) -> None:
    project = write_project(
        tmp_path,
        """
        op.create_unique_constraint("uq", "t", ["a"])
        op.create_check_constraint("ck", "t", "a > 0")
        """,
        preamble="""
from alembic.operations import Operations, ops
@Operations.implementation_for(ops.AddConstraintOp, replace=True)
def add(operations, operation):
    operations.execute(f"-- later\\nSELECT '{operation.constraint_type} {operation.constraint_name}'")
""",
    )
    unique, check = statements(project)
    assert unique.endswith("'unique uq'")
    assert check.endswith("'check ck'")


def test_an_implementation_for_a_derived_operation_leaves_the_directive_alone(tmp_path: Path) -> None:
    project = write_project(
        tmp_path,
        """
        op.create_table("t", sa.Column("a", sa.Integer))
        op.invoke(Hyper("h", [sa.Column("a", sa.Integer)]))
        """,
        preamble="""
from alembic.operations import Operations, ops
class Hyper(ops.CreateTableOp):
    pass
@Operations.implementation_for(Hyper)
def hyper(operations, operation):
    table = operations.impl.create_table(operation.to_table(operations.migration_context))
    operations.execute(f"SELECT create_hypertable('{operation.table_name}')")
""",
    )
    assert statements(project) == [
        "CREATE TABLE t ( a INTEGER )",
        "CREATE TABLE h ( a INTEGER )",
        "SELECT create_hypertable('h')",
    ]


def test_the_impl_records(tmp_path: Path) -> None:
    project = write_project(
        tmp_path,
        """
        impl = op.get_context().impl
        table = sa.Table("t", sa.MetaData(), sa.Column("a", sa.Integer), sa.Column("b", sa.Integer))
        impl.create_table(table)
        impl.add_column("t", sa.Column("c", sa.Integer, unique=True), schema=None)
        impl.add_constraint(sa.UniqueConstraint(table.c.a, name="uq"))
        impl.create_index(sa.Index("ix", table.c.b))
        impl.alter_column("t", "c", name="d", existing_type=sa.Integer())
        impl.drop_index(sa.Index("ix", table.c.b))
        impl.drop_constraint(next(c for c in table.constraints if c.name == "uq"))
        impl.drop_column("t", sa.Column("d"))
        impl._exec(sa.text("DELETE FROM t"))
        impl.execute("SELECT ':two'")
        impl.rename_table("t", "u")
        impl.static_output("-- only a comment")
        impl.drop_table(sa.Table("u", sa.MetaData()))
        """,
    )
    assert statements(project) == [
        "CREATE TABLE t ( a INTEGER, b INTEGER )",
        "ALTER TABLE t ADD COLUMN c INTEGER",
        "ALTER TABLE t ADD CONSTRAINT uq UNIQUE (a)",
        "CREATE INDEX ix ON t (b)",
        "ALTER TABLE t RENAME c TO d",
        "DROP INDEX ix",
        "ALTER TABLE t DROP CONSTRAINT uq",
        "ALTER TABLE t DROP COLUMN d",
        "DELETE FROM t",
        "SELECT ':two'",
        "ALTER TABLE t RENAME TO u",
        "DROP TABLE u",
    ]


CONSTRUCTS = """
from alembic.ddl.base import *
from alembic.ddl import base
"""


@pytest.mark.parametrize("dialect", ["postgresql", "mysql", "oracle", "mssql"])
def test_ddl_constructs_say_what_the_directives_say(dialect: str, tmp_path: Path) -> None:
    table = 'op.create_table("t", sa.Column("a", sa.Integer), sa.Column("b", sa.String(9)))\n'
    directives = """
op.add_column("t", sa.Column("c", sa.Integer))
op.alter_column("t", "a", nullable=False)
op.alter_column("t", "b", type_=sa.String(20))
op.alter_column("t", "b", server_default="x")
op.alter_column("t", "b", comment="y")
op.alter_column("t", "b", new_column_name="d")
op.drop_column("t", "c")
op.rename_table("t", "u")
"""
    constructs = """
op.execute(base.AddColumn("t", sa.Column("c", sa.Integer)))
op.execute(base.ColumnNullable("t", "a", False))
op.execute(base.ColumnType("t", "b", sa.String(20)))
op.execute(base.ColumnDefault("t", "b", "x"))
op.execute(base.ColumnComment("t", "b", "y"))
op.execute(base.ColumnName("t", "b", "d"))
op.execute(base.DropColumn("t", sa.Column("c")))
op.get_bind().execute(base.RenameTable("t", "u"))
"""
    wanted = statements(write_project(tmp_path / "a", table + directives), dialect)
    made = statements(write_project(tmp_path / "b", table + constructs, preamble=CONSTRUCTS), dialect)
    assert made == wanted


OWN_SPELLING = """
from sqlalchemy.ext.compiler import compiles
from alembic.ddl.base import AddColumn, add_column, alter_table, RenameTable

@compiles(AddColumn, "postgresql")
def visit_add_column(element, compiler, **kw):
    return "%s %s ENCODE zstd" % (
        alter_table(compiler, element.table_name, element.schema),
        add_column(compiler, element.column, if_not_exists=True, **kw),
    )

@compiles(RenameTable, "redshift")
def visit(element, compiler, **kw):
    raise AssertionError
"""


@pytest.fixture
def spelling_taken_back():
    """Undo what a project compiled its own way: SQLAlchemy keeps that on the class, for the process."""
    from sqlgen.replay.loader import shimmed_alembic

    with shimmed_alembic():
        from alembic.ddl import base
    kinds = (base.AddColumn, base.RenameTable)
    before = [dict(kind._compiler_dispatcher.specs) for kind in kinds]
    yield
    for kind, specs in zip(kinds, before, strict=True):
        kind._compiler_dispatcher.specs = specs


def test_own_spelling_of_a_construct_is_used_and_never_passed_over(
    tmp_path: Path, spelling_taken_back: None
) -> None:
    column = 'sa.Column("c", sa.Integer, nullable=False)'
    executed = write_project(tmp_path / "a", f'op.execute(AddColumn("t", {column}))', preamble=OWN_SPELLING)
    assert statements(executed) == ["ALTER TABLE t ADD COLUMN IF NOT EXISTS c INTEGER NOT NULL ENCODE zstd"]
    called = write_project(tmp_path / "b", f'op.add_column("t", {column})', preamble=OWN_SPELLING)
    with pytest.raises(SqlgenError, match="compiles AddColumn its own way"):
        statements(called)
    assert statements(called, "mysql") == ["ALTER TABLE t ADD COLUMN c INTEGER NOT NULL"]


def test_impls_for_other_dialects_can_be_defined(tmp_path: Path) -> None:
    project = write_project(
        tmp_path,
        'op.add_column("t", sa.Column("c", sa.Integer))',
        env="""
from alembic.ddl.impl import DefaultImpl
from alembic.ddl.postgresql import PostgresqlImpl
from alembic.ddl.sqlite import SQLiteImpl

class CockroachImpl(PostgresqlImpl):
    __dialect__ = "cockroachdb"
    transactional_ddl = False

    def alter_column(self, *args, **kw):
        raise AssertionError

class GeoPackageImpl(SQLiteImpl):
    __dialect__ = "geopackage"
"""
        + OFFLINE_ENV,
    )
    assert statements(project) == ["ALTER TABLE t ADD COLUMN c INTEGER"]


@pytest.fixture
def impls_taken_back():
    from sqlgen.replay.impl import _impls

    before = dict(_impls)
    yield
    _impls.clear()
    _impls.update(before)


def test_an_impl_of_the_projects_own_for_the_target_is_not_passed_over(
    tmp_path: Path, impls_taken_back: None
) -> None:
    project = write_project(
        tmp_path,
        'op.add_column("t", sa.Column("c", sa.Integer))',
        env="""
from alembic.ddl.postgresql import PostgresqlImpl
class OwnImpl(PostgresqlImpl):
    __dialect__ = "postgresql"
    def add_column(self, *args, **kw):
        self.execute("SELECT 1")
"""
        + OFFLINE_ENV,
    )
    with pytest.raises(SqlgenError, match="OwnImpl, an Impl for postgresql, has its own add_column"):
        statements(project)


def test_listeners_of_tables_are_heard(tmp_path: Path) -> None:
    project = write_project(
        tmp_path,
        """
        op.create_table("t", sa.Column("a", sa.Enum("x", name="kind")),
                        listeners=[("after_create", sa.DDL("GRANT SELECT ON %(table)s TO reader"))])
        model.create(op.get_bind(), checkfirst=False)
        model.metadata.drop_all(op.get_bind(), checkfirst=False)
        """,
        preamble="""
model = sa.Table("m", sa.MetaData(), sa.Column("a", sa.Integer))
trigger, never = sa.DDL("CREATE TRIGGER x ON %(fullname)s"), sa.DDL("never")
sa.event.listen(model, "after_create", trigger.execute_if(dialect="postgresql"))
sa.event.listen(model, "after_create", never.execute_if(dialect="oracle"))

@sa.event.listens_for(model, "before_drop")
def farewell(table, bind, **kw):
    bind.execute(sa.text("DELETE FROM farewell"))

@sa.event.listens_for(model.metadata, "after_drop")
def after_all(metadata, bind, tables, **kw):
    bind.execute(sa.text(f"DELETE FROM n WHERE a = {len(tables)}"))
""",
    )
    assert statements(project) == [
        "CREATE TYPE kind AS ENUM ('x')",
        "CREATE TABLE t ( a kind )",
        "GRANT SELECT ON t TO reader",
        "CREATE TABLE m ( a INTEGER )",
        "CREATE TRIGGER x ON m",
        "DELETE FROM farewell",
        "DROP TABLE m",
        "DELETE FROM n WHERE a = 1",
    ]


WRAPPING = """
class Point(sa.types.UserDefinedType):
    cache_ok = True
    nullable = True

    def get_col_spec(self, **kw):
        return "POINT"

    def bind_expression(self, value):
        return sa.func.point_of(value, type_=self)

@sa.event.listens_for(sa.Column, "after_parent_attach")
def attach(column, table):
    if isinstance(column.type, Point) and isinstance(table, sa.Table):
        if not column.type.nullable:
            column.nullable = False
        column.type.nullable = column.nullable
        table.append_constraint(sa.Index(f"idx_{table.name}_{column.name}", column))
"""


def test_types_that_listen_to_their_columns_and_wrap_their_values(tmp_path: Path) -> None:
    """As geoalchemy2's do: an index comes with the column, and no two columns share a type's memory."""
    project = write_project(
        tmp_path,
        """
        op.add_column("t", sa.Column("a", Point(), nullable=False))
        op.add_column("t", sa.Column("b", Point()))
        op.bulk_insert(sa.table("t", sa.column("b", Point())), [{"b": "1 2"}])
        sa.event.remove(sa.Column, "after_parent_attach", attach)
        """,
        preamble=WRAPPING,
    )
    assert statements(project) == [
        "ALTER TABLE t ADD COLUMN a POINT NOT NULL",
        "CREATE INDEX idx_t_a ON t (a)",
        "ALTER TABLE t ADD COLUMN b POINT",
        "CREATE INDEX idx_t_b ON t (b)",
        "INSERT INTO t (b) VALUES (point_of('1 2'))",
    ]
