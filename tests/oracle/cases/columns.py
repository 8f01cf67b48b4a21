"""add_column, drop_column."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql, postgresql

from tests.oracle.case import case
from tests.oracle.cases.given import app_users, constrained, defaulted, indexed, posts, users


@case(users)
def add_column_plain():
    op.add_column("users", sa.Column("phone", sa.String(20)))


@case(users)
def add_column_keywords():
    op.add_column(table_name="users", column=sa.Column("phone", sa.String(20), nullable=True))


@case(app_users)
def add_column_in_schema():
    op.add_column("users", sa.Column("phone", sa.String(20)), schema="app")


@case(users)
def add_column_not_null_with_default():
    op.add_column("users", sa.Column("state", sa.String(10), nullable=False, server_default="new"))


@case(users)
def add_column_not_null_without_default():
    op.add_column("users", sa.Column("state", sa.Integer, nullable=False))


@case(users)
def add_column_default_number():
    op.add_column("users", sa.Column("n", sa.Integer, server_default=sa.text("0"), nullable=False))


@case(users)
def add_column_default_now():
    op.add_column("users", sa.Column("made", sa.DateTime, server_default=sa.func.now()))


@case(users)
def add_column_default_boolean():
    op.add_column("users", sa.Column("active", sa.Boolean, server_default=sa.true(), nullable=False))


@case(users)
def add_column_if_not_exists():
    op.add_column("users", sa.Column("phone", sa.String(20)), if_not_exists=True)


@case(users)
def add_column_comment():
    op.add_column("users", sa.Column("phone", sa.String(20), comment="with country code"))


@case(app_users)
def add_column_comment_in_schema():
    op.add_column("users", sa.Column("phone", sa.String(20), comment="user's"), schema="app")


@case(users)
def add_column_index_flag():
    op.add_column("users", sa.Column("phone", sa.String(20), index=True))


@case(users)
def add_column_unique_flag():
    op.add_column("users", sa.Column("phone", sa.String(20), unique=True))


@case(users)
def add_column_index_and_unique():
    op.add_column("users", sa.Column("phone", sa.String(20), index=True, unique=True))


@case((users, posts))
def add_column_foreign_key():
    op.add_column("posts", sa.Column("editor_id", sa.Integer, sa.ForeignKey("users.id")))


@case((users, posts))
def add_column_foreign_key_named():
    op.add_column(
        "posts",
        sa.Column(
            "editor_id", sa.Integer, sa.ForeignKey("users.id", name="fk_posts_editor", ondelete="SET NULL")
        ),
    )


@case((users, posts))
def add_column_inline_references():
    op.add_column(
        "posts", sa.Column("editor_id", sa.Integer, sa.ForeignKey("users.id")), inline_references=True
    )


@case((users, posts))
def add_column_inline_references_rules():
    op.add_column(
        "posts",
        sa.Column(
            "editor_id",
            sa.Integer,
            sa.ForeignKey("users.id", ondelete="CASCADE", deferrable=True, initially="DEFERRED"),
        ),
        inline_references=True,
    )


@case(app_users)
def add_column_foreign_key_in_schema():
    op.add_column(
        "users", sa.Column("boss_id", sa.Integer, sa.ForeignKey("app.users.id", name="fk_boss")), schema="app"
    )


@case(posts)
def add_column_primary_key_not_inline():
    op.add_column("posts", sa.Column("uid", sa.Integer, primary_key=True))


@case()
def add_column_inline_primary_key_given_nothing():
    op.add_column("preexisting", sa.Column("uid", sa.Integer, primary_key=True), inline_primary_key=True)


@case(users)
def add_column_check():
    op.add_column(
        "users", sa.Column("height", sa.Integer, sa.CheckConstraint("height > 0", name="ck_height"))
    )


@case(users)
def add_column_identity():
    op.add_column("users", sa.Column("n", sa.Integer, sa.Identity(start=5), nullable=False))


@case(users)
def add_column_computed():
    op.add_column("users", sa.Column("twice", sa.Integer, sa.Computed("age * 2")))


@case(users)
def add_column_computed_stored():
    op.add_column("users", sa.Column("twice", sa.Integer, sa.Computed("age * 2", persisted=True)))


@case(users)
def add_column_boolean():
    op.add_column("users", sa.Column("active", sa.Boolean, nullable=True))


@case(users)
def add_column_boolean_with_check():
    op.add_column("users", sa.Column("active", sa.Boolean(create_constraint=True, name="ck_active")))


@case(users)
def add_column_enum_without_check():
    op.add_column("users", sa.Column("role", sa.Enum("a", "b", name="role", native_enum=False)))


@case(users)
def add_column_enum_with_check():
    op.add_column(
        "users",
        sa.Column("role", sa.Enum("a", "b", name="role_check", native_enum=False, create_constraint=True)),
    )


@case(users)
def add_column_json():
    op.add_column("users", sa.Column("data", sa.JSON))


@case(users)
def add_column_jsonb_variant():
    op.add_column("users", sa.Column("data", sa.JSON().with_variant(postgresql.JSONB(), "postgresql")))


@case(users, dialects=("postgresql",))
def add_column_array():
    op.add_column("users", sa.Column("tags", postgresql.ARRAY(sa.String(30)), server_default="{}"))


@case(users)
def add_column_uuid():
    op.add_column("users", sa.Column("uid", sa.Uuid))


@case(users)
def add_column_numeric():
    op.add_column("users", sa.Column("balance", sa.Numeric(10, 2), server_default="0.00"))


@case(users)
def add_column_date_and_time():
    op.add_column("users", sa.Column("day", sa.Date))
    op.add_column("users", sa.Column("at", sa.DateTime(timezone=True)))


@case(users)
def add_column_text():
    op.add_column("users", sa.Column("bio", sa.Text))


@case(users)
def add_column_binary():
    op.add_column("users", sa.Column("photo", sa.LargeBinary))


@case(users, dialects=("mysql", "mariadb"))
def add_column_mysql_type():
    op.add_column(
        "users", sa.Column("flags", mysql.INTEGER(unsigned=True), nullable=False, server_default="0")
    )


@case(users)
def add_two_columns():
    op.add_column("users", sa.Column("a", sa.Integer))
    op.add_column("users", sa.Column("b", sa.Integer))


@case(users)
def add_column_to_column_with_key():
    op.add_column("users", sa.Column("phone", sa.String(20), key="telephone"))


@case()
def add_column_to_table_not_in_history():
    op.add_column("preexisting", sa.Column("phone", sa.String(20), nullable=True))


@case(
    users,
    naming_convention={
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    },
)
def add_column_naming_convention_unique():
    op.add_column("users", sa.Column("phone", sa.String(20), unique=True))


@case((users, posts), naming_convention={"fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s"})
def add_column_naming_convention_foreign_key():
    op.add_column("posts", sa.Column("editor_id", sa.Integer, sa.ForeignKey("users.id")))


@case(users, naming_convention={"ck": "ck_%(table_name)s_%(constraint_name)s"})
def add_column_naming_convention_check():
    op.add_column("users", sa.Column("height", sa.Integer, sa.CheckConstraint("height > 0", name="positive")))


@case(users)
def drop_column_plain():
    op.drop_column("users", "age")


@case(users)
def drop_column_keywords():
    op.drop_column(table_name="users", column_name="age")


@case(app_users)
def drop_column_in_schema():
    op.drop_column("users", "name", schema="app")


@case(users)
def drop_column_if_exists():
    op.drop_column("users", "age", if_exists=True)


@case(defaulted)
def drop_column_with_default():
    op.drop_column("defaulted", "state")


@case(defaulted)
def drop_column_mssql_drop_default():
    op.drop_column("defaulted", "state", mssql_drop_default=True)


@case(constrained)
def drop_column_mssql_drop_check():
    op.drop_constraint("uq_things_owner_size", "things", type_="unique")
    op.drop_column("things", "size", mssql_drop_check=True)


@case(constrained)
def drop_column_mssql_drop_foreign_key():
    op.drop_constraint("uq_things_owner_size", "things", type_="unique")
    op.drop_column("things", "owner_id", mssql_drop_foreign_key=True)


@case(app_users)
def drop_column_mssql_all_in_schema():
    op.drop_column(
        "users",
        "name",
        schema="app",
        mssql_drop_default=True,
        mssql_drop_check=True,
        mssql_drop_foreign_key=True,
    )


@case(indexed)
def drop_column_of_an_index():
    op.drop_index("ix_indexed_ab", table_name="indexed")
    op.drop_column("indexed", "b")


@case(constrained)
def drop_column_of_a_foreign_key():
    op.drop_constraint("fk_things_owner", "things", type_="foreignkey")
    op.drop_constraint("uq_things_owner_size", "things", type_="unique")
    op.drop_column("things", "owner_id")


@case(users)
def drop_two_columns():
    op.drop_column("users", "age")
    op.drop_column("users", "name")


@case()
def drop_column_of_table_not_in_history():
    op.drop_column("preexisting", "x")
