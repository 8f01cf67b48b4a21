"""batch_alter_table in the form that needs no table to be made anew, and with copy_from."""

import sqlalchemy as sa
from alembic import op

from tests.oracle.case import case
from tests.oracle.cases.given import app_users, constrained, indexed, posts, users


@case(users)
def batch_add_column():
    with op.batch_alter_table("users") as batch:
        batch.add_column(sa.Column("phone", sa.String(20)))


@case(users)
def batch_keywords():
    with op.batch_alter_table(table_name="users", schema=None) as batch_op:
        batch_op.add_column(sa.Column("phone", sa.String(20), nullable=True))


@case(app_users)
def batch_add_column_in_schema():
    with op.batch_alter_table("users", schema="app") as batch:
        batch.add_column(sa.Column("phone", sa.String(20)))


@case(users)
def batch_drop_column():
    with op.batch_alter_table("users") as batch:
        batch.drop_column("age")


@case(users)
def batch_several_operations():
    with op.batch_alter_table("users") as batch:
        batch.add_column(sa.Column("phone", sa.String(20)))
        batch.alter_column("name", existing_type=sa.String(50), nullable=False)
        batch.drop_column("age")
        batch.create_unique_constraint("uq_users_email", ["email"])
        batch.create_index("ix_users_phone", ["phone"])


@case(users)
def batch_alter_type():
    with op.batch_alter_table("users") as batch:
        batch.alter_column("name", existing_type=sa.String(50), type_=sa.String(90), existing_nullable=True)


@case(users)
def batch_rename_column():
    with op.batch_alter_table("users") as batch:
        batch.alter_column(
            "name", new_column_name="full_name", existing_type=sa.String(50), existing_nullable=True
        )


@case(users)
def batch_set_default():
    with op.batch_alter_table("users") as batch:
        batch.alter_column(
            "age", server_default=sa.text("0"), existing_type=sa.Integer, existing_nullable=True
        )


@case(users)
def batch_create_index():
    with op.batch_alter_table("users") as batch:
        batch.create_index(batch.f("ix_users_email"), ["email"], unique=True)


@case(indexed)
def batch_drop_index():
    with op.batch_alter_table("indexed") as batch:
        batch.drop_index("ix_indexed_a")


@case(indexed)
def batch_drop_index_of_column_dropped():
    with op.batch_alter_table("indexed") as batch:
        batch.drop_index("ix_indexed_ab")
        batch.drop_column("b")


@case((users, posts))
def batch_create_foreign_key():
    with op.batch_alter_table("posts") as batch:
        batch.create_foreign_key("fk_posts_user", "users", ["user_id"], ["id"], ondelete="CASCADE")


@case(users)
def batch_create_check():
    with op.batch_alter_table("users") as batch:
        batch.create_check_constraint("ck_users_age", sa.column("age") > 0)


@case(users)
def batch_create_check_text():
    with op.batch_alter_table("users") as batch:
        batch.create_check_constraint("ck_users_age", "age > 0")


@case()
def batch_create_primary_key():
    op.create_table("k", sa.Column("a", sa.Integer, nullable=False))
    with op.batch_alter_table("k") as batch:
        batch.create_primary_key("pk_k", ["a"])


@case(constrained)
def batch_drop_constraint():
    with op.batch_alter_table("things") as batch:
        batch.drop_constraint("ck_things_size", type_="check")


@case(constrained)
def batch_drop_foreign_key():
    with op.batch_alter_table("things") as batch:
        batch.drop_constraint("fk_things_owner", type_="foreignkey")


@case(users)
def batch_exclude_constraint():
    with op.batch_alter_table("users") as batch:
        batch.create_exclude_constraint("ex_users", ("age", "="), using="gist")


@case(app_users)
def batch_table_comment_in_schema():
    with op.batch_alter_table("users", schema="app") as batch:
        batch.create_table_comment("everybody")


@case(users)
def batch_execute_in_between():
    with op.batch_alter_table("users") as batch:
        batch.add_column(sa.Column("phone", sa.String(20)))
    op.execute("UPDATE users SET phone = ''")


@case(users)
def batch_empty():
    with op.batch_alter_table("users"):
        pass


@case(users)
def batch_never_recreate():
    with op.batch_alter_table("users", recreate="never") as batch:
        batch.add_column(sa.Column("phone", sa.String(20)))
        batch.drop_column("age")


@case(users)
def batch_naming_convention():
    with op.batch_alter_table(
        "users", naming_convention={"uq": "uq_%(table_name)s_%(column_0_name)s"}
    ) as batch:
        batch.create_unique_constraint(None, ["email"])


@case(users, naming_convention={"uq": "uq_%(table_name)s_%(column_0_name)s"})
def batch_naming_convention_of_metadata():
    with op.batch_alter_table("users") as batch:
        batch.create_unique_constraint(None, ["email"])


@case(users)
def batch_add_column_with_index():
    with op.batch_alter_table("users") as batch:
        batch.add_column(sa.Column("phone", sa.String(20), index=True))


@case(users)
def batch_add_column_default_expression():
    with op.batch_alter_table("users") as batch:
        batch.add_column(sa.Column("made", sa.DateTime, server_default=sa.func.now()))


@case(users)
def batch_insert_after():
    with op.batch_alter_table("users") as batch:
        batch.add_column(sa.Column("phone", sa.String(20)), insert_after="email")


@case(users)
def batch_copy_from():
    copied = sa.Table(
        "users",
        sa.MetaData(),
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("email", sa.String(120), nullable=False),
        sa.Column("name", sa.String(50)),
        sa.Column("age", sa.Integer),
    )
    with op.batch_alter_table("users", copy_from=copied) as batch:
        batch.alter_column("name", type_=sa.String(90))


@case(users)
def batch_always_recreate():
    with op.batch_alter_table("users", recreate="always") as batch:
        batch.add_column(sa.Column("phone", sa.String(20)))


@case(users)
def batch_get_bind_and_context():
    with op.batch_alter_table("users") as batch:
        if batch.get_context().dialect.name == batch.get_bind().dialect.name:
            batch.add_column(sa.Column("phone", sa.String(20)))


@case()
def batch_table_not_in_history():
    with op.batch_alter_table("preexisting") as batch:
        batch.add_column(sa.Column("phone", sa.String(20)))


@case(users)
def batch_drop_table_is_not_there():
    with op.batch_alter_table("users") as batch:
        batch.drop_table("users")
