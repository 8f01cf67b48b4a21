"""invoke, register_operation, imports from alembic.op, autocommit blocks, configure() options."""

import sqlalchemy as sa
from alembic import context, op
from alembic.operations import ops

from tests.oracle.case import case
from tests.oracle.cases.given import users

OWN_OPERATION = """
from alembic.operations import MigrateOperation, Operations


@Operations.register_operation("create_view_of")
class CreateViewOf(MigrateOperation):
    def __init__(self, name, schema=None):
        self.name = name
        self.schema = schema

    @classmethod
    def create_view_of(cls, operations, name, **kw):
        return operations.invoke(cls(name, **kw))

    def reverse(self):
        return self


@Operations.implementation_for(CreateViewOf)
def create_view_of(operations, operation):
    operations.execute("CREATE VIEW %s AS SELECT 1 AS x" % operation.name)
"""

OWN_OPERATION_RETURNING = """
from alembic.operations import MigrateOperation, Operations


@Operations.register_operation("make_lookup", "make")
class MakeLookup(MigrateOperation):
    def __init__(self, name):
        self.name = name

    @classmethod
    def make(cls, operations, name):
        return operations.invoke(cls(name))


@Operations.implementation_for(MakeLookup)
def make_lookup(operations, operation):
    return operations.create_table(
        operation.name, sa.Column("id", sa.Integer, primary_key=True), sa.Column("label", sa.String(30))
    )
"""


@case()
def nothing():
    pass


@case()
def returns_early():
    if context.is_offline_mode() is None:
        op.execute("never")


@case(users)
def is_transactional():
    if not context.is_transactional_ddl():
        op.execute("UPDATE users SET name = 'own'")


@case()
def invoke_create_table():
    op.invoke(ops.CreateTableOp("t", [sa.Column("x", sa.Integer)]))


@case(users)
def invoke_add_column():
    op.invoke(ops.AddColumnOp("users", sa.Column("phone", sa.String(20))))


@case(users)
def invoke_drop_column():
    op.invoke(ops.DropColumnOp("users", "age"))


@case(users)
def invoke_alter_column():
    op.invoke(ops.AlterColumnOp("users", "name", existing_type=sa.String(50), modify_nullable=False))


@case(users)
def invoke_create_index():
    op.invoke(ops.CreateIndexOp("ix_users_email", "users", ["email"], unique=True))


@case(users)
def invoke_drop_table():
    op.invoke(ops.DropTableOp("users"))


@case(users)
def invoke_rename_table():
    op.invoke(ops.RenameTableOp("users", "people"))


@case(users)
def invoke_execute_sql():
    op.invoke(ops.ExecuteSQLOp("UPDATE users SET name = 'x'"))


@case(users)
def invoke_create_unique_constraint():
    op.invoke(ops.CreateUniqueConstraintOp("uq_users_email", "users", ["email"]))


@case(users)
def invoke_bulk_insert():
    t = sa.table("users", sa.column("email", sa.String))
    op.invoke(ops.BulkInsertOp(t, [{"email": "a@x"}]))


@case(users)
def invoke_drop_constraint():
    op.create_check_constraint("ck_age", "users", "age > 0")
    op.invoke(ops.DropConstraintOp("ck_age", "users", type_="check"))


@case(prelude=OWN_OPERATION)
def own_operation():
    op.create_view_of("my_view")


@case(prelude=OWN_OPERATION)
def own_operation_invoked():
    op.invoke(CreateViewOf("my_view"))  # noqa: F821 - the prelude defines it


@case(prelude=OWN_OPERATION_RETURNING)
def own_operation_returns_a_table():
    lookup = op.make_lookup("lookup")
    op.bulk_insert(lookup, [{"id": 1, "label": "one"}])


@case(users, prelude="from alembic.op import add_column, execute")
def imported_from_op():
    add_column("users", sa.Column("phone", sa.String(20)))  # noqa: F821 - the prelude imports it
    execute("UPDATE users SET phone = ''")  # noqa: F821 - the prelude imports it


@case(users, prelude="add = op.add_column")
def proxy_kept_at_import_time():
    add("users", sa.Column("phone", sa.String(20)))  # noqa: F821 - the prelude binds it


@case(users, prelude='people = sa.table("users", sa.column("email", sa.String))')
def table_at_module_level():
    op.bulk_insert(people, [{"email": "a@x"}])  # noqa: F821 - the prelude defines it


@case(users, prelude='def helper(name):\n    op.add_column("users", sa.Column(name, sa.Integer))')
def helper_function_in_a_loop():
    for name in ("a", "b", "c"):
        helper(name)  # noqa: F821 - the prelude defines it


@case(users)
def autocommit_block_around_execute():
    op.execute("UPDATE users SET name = 'before'")
    with op.get_context().autocommit_block():
        op.execute("UPDATE users SET name = 'outside'")
    op.execute("UPDATE users SET name = 'after'")


@case(users)
def autocommit_block_twice():
    with op.get_context().autocommit_block():
        op.execute("UPDATE users SET name = 'outside'")
    with op.get_context().autocommit_block():
        op.execute("UPDATE users SET name = 'again'")


@case(users)
def autocommit_block_empty():
    with op.get_context().autocommit_block():
        pass


@case(users, configure={"transaction_per_migration": True})
def autocommit_block_in_a_transaction_of_its_own():
    op.add_column("users", sa.Column("phone", sa.String(20)))
    with op.get_context().autocommit_block():
        op.execute("UPDATE users SET name = 'outside'")


@case(users, configure={"version_table": "history", "version_table_schema": "meta"})
def version_table_elsewhere():
    op.add_column("users", sa.Column("phone", sa.String(20)))


@case(users, configure={"render_as_batch": True, "include_schemas": True, "compare_type": True})
def configure_options_without_effect():
    op.add_column("users", sa.Column("phone", sa.String(20)))


@case(users)
def get_bind_dialect_facts():
    dialect = op.get_bind().dialect
    op.execute(f"UPDATE users SET name = '{dialect.supports_sane_rowcount}' WHERE name = '{dialect.name}'")


@case(users)
def get_context_config():
    script = op.get_context().config.get_main_option("script_location")
    if script:
        op.execute("UPDATE users SET name = 'configured'")


@case(users)
def script_raises():
    op.execute("UPDATE users SET name = 'x'")
    raise RuntimeError("this revision does not want to run")


@case(users)
def unknown_directive():
    op.make_coffee("users")


@case(users)
def unknown_keyword():
    op.rename_table("users", "people", colour="red")


@case(users)
def order_of_mixed_operations():
    op.create_table("roles", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(20)))
    op.bulk_insert(sa.table("roles", sa.column("name", sa.String)), [{"name": "admin"}])
    op.add_column("users", sa.Column("role_id", sa.Integer, nullable=True))
    op.execute("UPDATE users SET role_id = 1")
    op.create_index("ix_users_role", "users", ["role_id"])


@case(users, dialects=("postgresql",))
def autocommit_block_around_vacuum():
    with op.get_context().autocommit_block():
        op.execute("VACUUM users")
