"""alter_column, every argument by itself and the usual pairs."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql, postgresql

from tests.oracle.case import case
from tests.oracle.cases.given import app_users, defaulted, rich, stamped, users


@case(users)
def alter_set_not_null():
    op.alter_column("users", "name", nullable=False, existing_type=sa.String(50))


@case(users)
def alter_set_not_null_without_existing_type():
    op.alter_column("users", "name", nullable=False)


@case(users)
def alter_drop_not_null():
    op.alter_column("users", "email", nullable=True, existing_type=sa.String(120))


@case(users)
def alter_drop_not_null_without_existing_type():
    op.alter_column("users", "email", nullable=True)


@case(app_users)
def alter_set_not_null_in_schema():
    op.alter_column("users", "name", nullable=False, existing_type=sa.String(50), schema="app")


@case(users)
def alter_keyword_names():
    op.alter_column(table_name="users", column_name="name", nullable=False, existing_type=sa.String(50))


@case(users)
def alter_type_plain():
    op.alter_column("users", "name", type_=sa.String(80), existing_type=sa.String(50), existing_nullable=True)


@case(users)
def alter_type_without_existing():
    op.alter_column("users", "email", type_=sa.String(200))


@case(users)
def alter_type_to_bigint():
    op.alter_column("users", "age", type_=sa.BigInteger, existing_type=sa.Integer, existing_nullable=True)


@case(users)
def alter_type_and_nullable():
    op.alter_column("users", "name", type_=sa.String(80), existing_type=sa.String(50), nullable=False)


@case(users)
def alter_type_to_text():
    op.alter_column("users", "name", type_=sa.Text(), existing_type=sa.String(50), existing_nullable=True)


@case(users)
def alter_type_using():
    op.alter_column(
        "users",
        "name",
        type_=sa.Integer,
        existing_type=sa.String(50),
        existing_nullable=True,
        postgresql_using="name::integer",
    )


@case(users)
def alter_using_without_type():
    op.alter_column(
        "users", "name", nullable=False, existing_type=sa.String(50), postgresql_using="name::integer"
    )


@case(users)
def alter_type_to_boolean():
    op.alter_column(
        "users",
        "age",
        type_=sa.Boolean(),
        existing_type=sa.Integer(),
        existing_nullable=True,
        postgresql_using="age::boolean",
    )


@case(users)
def alter_type_to_boolean_with_check():
    op.alter_column(
        "users",
        "age",
        type_=sa.Boolean(create_constraint=True, name="ck_users_age"),
        existing_type=sa.Integer(),
        existing_nullable=True,
        postgresql_using="age::boolean",
    )


@case()
def alter_type_from_boolean_with_check():
    op.create_table("flags", sa.Column("up", sa.Boolean(create_constraint=True, name="ck_flags_up")))
    op.alter_column(
        "flags",
        "up",
        type_=sa.Integer(),
        existing_type=sa.Boolean(create_constraint=True, name="ck_flags_up"),
        existing_nullable=True,
        postgresql_using="up::integer",
    )


@case(users)
def alter_rename():
    op.alter_column(
        "users", "name", new_column_name="full_name", existing_type=sa.String(50), existing_nullable=True
    )


@case(users)
def alter_rename_without_existing():
    op.alter_column("users", "name", new_column_name="full_name")


@case(users)
def alter_rename_not_null_column_without_existing():
    op.alter_column("users", "email", new_column_name="mail")


@case(users)
def alter_rename_legacy_name_keyword():
    op.alter_column("users", "name", name="full_name", existing_type=sa.String(50))


@case(app_users)
def alter_rename_in_schema():
    op.alter_column(
        "users",
        "name",
        new_column_name="full_name",
        existing_type=sa.String(50),
        existing_nullable=True,
        schema="app",
    )


@case(users)
def alter_rename_to_odd_name():
    op.alter_column(
        "users", "name", new_column_name="Full Name", existing_type=sa.String(50), existing_nullable=True
    )


@case(users)
def alter_rename_to_reserved_word():
    op.alter_column(
        "users", "name", new_column_name="order", existing_type=sa.String(50), existing_nullable=True
    )


@case(users)
def alter_rename_and_type():
    op.alter_column(
        "users",
        "name",
        new_column_name="full_name",
        type_=sa.String(90),
        existing_type=sa.String(50),
        existing_nullable=True,
    )


@case(users)
def alter_default_string():
    op.alter_column(
        "users", "name", server_default="nobody", existing_type=sa.String(50), existing_nullable=True
    )


@case(users)
def alter_default_string_without_existing():
    op.alter_column("users", "name", server_default="nobody")


@case(users)
def alter_default_quote():
    op.alter_column(
        "users", "name", server_default="it's", existing_type=sa.String(50), existing_nullable=True
    )


@case(users)
def alter_default_text():
    op.alter_column(
        "users", "age", server_default=sa.text("0"), existing_type=sa.Integer, existing_nullable=True
    )


@case(users)
def alter_default_expression():
    op.alter_column(
        "users", "age", server_default=sa.text("(1 + 2)"), existing_type=sa.Integer, existing_nullable=True
    )


@case(stamped)
def alter_default_now():
    op.alter_column(
        "stamped", "made", server_default=sa.func.now(), existing_type=sa.DateTime, existing_nullable=False
    )


@case(defaulted)
def alter_default_drop():
    op.alter_column(
        "defaulted",
        "state",
        server_default=None,
        existing_type=sa.String(20),
        existing_nullable=False,
        existing_server_default="new",
    )


@case(defaulted)
def alter_default_drop_without_existing():
    op.alter_column("defaulted", "state", server_default=None)


@case(defaulted)
def alter_default_replace():
    op.alter_column(
        "defaulted",
        "state",
        server_default="old",
        existing_type=sa.String(20),
        existing_nullable=False,
        existing_server_default="new",
    )


@case(defaulted)
def alter_default_replace_without_existing():
    op.alter_column("defaulted", "state", server_default="old")


@case(defaulted)
def alter_nullable_of_defaulted_without_existing_default():
    op.alter_column("defaulted", "state", nullable=True, existing_type=sa.String(20))


@case(defaulted)
def alter_nullable_of_defaulted_with_existing_default():
    op.alter_column(
        "defaulted", "state", nullable=True, existing_type=sa.String(20), existing_server_default="new"
    )


@case(defaulted)
def alter_type_of_defaulted():
    op.alter_column(
        "defaulted", "state", type_=sa.String(40), existing_type=sa.String(20), existing_nullable=False
    )


@case(defaulted)
def alter_type_and_default():
    op.alter_column(
        "defaulted",
        "count",
        type_=sa.BigInteger,
        server_default=sa.text("7"),
        existing_type=sa.Integer,
        existing_nullable=True,
        existing_server_default=sa.text("0"),
    )


@case(defaulted)
def alter_default_and_nullable():
    op.alter_column(
        "defaulted",
        "count",
        nullable=False,
        server_default=sa.text("1"),
        existing_type=sa.Integer,
        existing_server_default=sa.text("0"),
    )


@case(defaulted)
def alter_rename_of_defaulted():
    op.alter_column("defaulted", "state", new_column_name="status", existing_type=sa.String(20))


@case(users)
def alter_boolean_default():
    op.add_column("users", sa.Column("active", sa.Boolean, nullable=True))
    op.alter_column(
        "users", "active", server_default=sa.false(), existing_type=sa.Boolean, existing_nullable=True
    )


@case(users)
def alter_comment():
    op.alter_column(
        "users", "name", comment="as printed", existing_type=sa.String(50), existing_nullable=True
    )


@case(app_users)
def alter_comment_in_schema():
    op.alter_column(
        "users",
        "name",
        comment="user's own",
        existing_type=sa.String(50),
        existing_nullable=True,
        schema="app",
    )


@case(rich)
def alter_comment_replace_in_schema():
    op.alter_column(
        "rich",
        "label",
        comment="new words",
        existing_comment="what it says",
        existing_type=sa.String(30),
        existing_nullable=False,
        existing_server_default="none",
        schema="app",
    )


@case(rich)
def alter_comment_drop_in_schema():
    op.alter_column(
        "rich",
        "label",
        comment=None,
        existing_comment="what it says",
        existing_type=sa.String(30),
        existing_nullable=False,
        existing_server_default="none",
        schema="app",
    )


@case(rich)
def alter_comment_drop_without_existing():
    op.alter_column("rich", "label", comment=None, schema="app")


@case(users)
def alter_comment_empty():
    op.alter_column("users", "name", comment="", existing_type=sa.String(50), existing_nullable=True)


@case(rich)
def alter_nullable_keeps_comment_and_default():
    op.alter_column("rich", "label", nullable=True, existing_type=sa.String(30), schema="app")


@case(rich)
def alter_type_keeps_everything():
    op.alter_column("rich", "label", type_=sa.String(60), schema="app")


@case(rich)
def alter_everything_at_once():
    op.alter_column(
        "rich",
        "label",
        new_column_name="caption",
        type_=sa.String(70),
        nullable=True,
        server_default="empty",
        comment="shown below",
        existing_type=sa.String(30),
        existing_nullable=False,
        existing_server_default="none",
        existing_comment="what it says",
        schema="app",
    )


@case(stamped)
def alter_nullable_of_datetime():
    op.alter_column("stamped", "made", nullable=True, existing_type=sa.DateTime)


@case(stamped)
def alter_nullable_of_datetime_with_default():
    op.alter_column(
        "stamped",
        "seen",
        nullable=False,
        existing_type=sa.DateTime(),
        existing_server_default=sa.text("CURRENT_TIMESTAMP"),
    )


@case(stamped)
def alter_type_datetime_zone():
    op.alter_column(
        "stamped",
        "made",
        type_=sa.DateTime(timezone=True),
        existing_type=sa.DateTime(),
        existing_nullable=False,
    )


@case(users)
def alter_numeric_precision():
    op.alter_column("users", "age", type_=sa.Numeric(12, 3), existing_type=sa.Integer, existing_nullable=True)


@case(users)
def alter_to_json():
    op.alter_column(
        "users",
        "name",
        type_=sa.JSON(),
        existing_type=sa.String(50),
        existing_nullable=True,
        postgresql_using="name::json",
    )


@case(users, dialects=("postgresql",))
def alter_to_jsonb_using():
    op.alter_column(
        "users",
        "name",
        type_=postgresql.JSONB(),
        existing_type=sa.String(50),
        existing_nullable=True,
        postgresql_using="to_jsonb(name)",
    )


@case(users, dialects=("mysql", "mariadb"))
def alter_mysql_unsigned():
    op.alter_column(
        "users",
        "age",
        type_=mysql.INTEGER(unsigned=True),
        existing_type=mysql.INTEGER(display_width=11),
        existing_nullable=True,
    )


@case(dialects=("mysql", "mariadb"))
def alter_mysql_charset_is_kept():
    op.create_table("t", sa.Column("x", mysql.VARCHAR(20, charset="latin1", collation="latin1_bin")))
    op.alter_column("t", "x", nullable=False)


@case(dialects=("mysql", "mariadb"))
def alter_mysql_on_update_is_kept():
    op.create_table(
        "t",
        sa.Column(
            "at",
            mysql.TIMESTAMP,
            server_default=sa.text("CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP"),
            nullable=False,
        ),
    )
    op.alter_column("t", "at", comment="last change", existing_type=mysql.TIMESTAMP, existing_nullable=False)


@case()
def alter_autoincrement_on():
    op.create_table("t", sa.Column("id", sa.Integer, primary_key=True, autoincrement=False))
    op.alter_column("t", "id", existing_type=sa.Integer, existing_nullable=False, autoincrement=True)


@case(users)
def alter_type_of_autoincrement_key():
    op.alter_column(
        "users",
        "id",
        type_=sa.BigInteger,
        existing_type=sa.Integer,
        existing_nullable=False,
        existing_autoincrement=True,
    )


@case(users)
def alter_type_of_autoincrement_key_unsaid():
    op.alter_column("users", "id", type_=sa.BigInteger, existing_type=sa.Integer, existing_nullable=False)


@case(users)
def alter_nothing():
    op.alter_column("users", "name", existing_type=sa.String(50), existing_nullable=True)


@case(users)
def alter_identity_add():
    op.create_table("t", sa.Column("n", sa.Integer, nullable=False))
    op.alter_column(
        "t", "n", server_default=sa.Identity(start=100), existing_type=sa.Integer, existing_nullable=False
    )


@case()
def alter_identity_drop():
    op.create_table("t", sa.Column("n", sa.Integer, sa.Identity(), nullable=False))
    op.alter_column(
        "t",
        "n",
        server_default=None,
        existing_server_default=sa.Identity(),
        existing_type=sa.Integer,
        existing_nullable=False,
    )


@case()
def alter_identity_change():
    op.create_table("t", sa.Column("n", sa.Integer, sa.Identity(), nullable=False))
    op.alter_column(
        "t",
        "n",
        server_default=sa.Identity(always=True, start=42, increment=2),
        existing_server_default=sa.Identity(),
        existing_type=sa.Integer,
        existing_nullable=False,
    )


@case(users)
def alter_computed_add():
    op.alter_column("users", "age", server_default=sa.Computed("id * 2"), existing_type=sa.Integer)


@case()
def alter_computed_drop():
    op.create_table(
        "t", sa.Column("a", sa.Integer), sa.Column("b", sa.Integer, sa.Computed("a * 2", persisted=True))
    )
    op.alter_column(
        "t",
        "b",
        server_default=None,
        existing_server_default=sa.Computed("a * 2", persisted=True),
        existing_type=sa.Integer,
    )


@case()
def alter_next_to_computed_column():
    op.create_table(
        "t", sa.Column("a", sa.Integer), sa.Column("b", sa.Integer, sa.Computed("a * 2", persisted=True))
    )
    op.alter_column("t", "b", comment="twice a", existing_type=sa.Integer)


@case(users, dialects=("postgresql",))
def alter_sequence_default():
    op.execute("CREATE SEQUENCE users_age_seq")
    op.alter_column(
        "users",
        "age",
        server_default=sa.text("nextval('users_age_seq')"),
        existing_type=sa.Integer,
        existing_nullable=True,
    )


@case()
def alter_table_not_in_history():
    op.alter_column("preexisting", "name", existing_type=sa.String(50), nullable=False)


@case()
def alter_table_not_in_history_rename():
    op.alter_column("preexisting", "name", new_column_name="title")


@case(users)
def alter_two_columns():
    op.alter_column("users", "name", existing_type=sa.String(50), nullable=False)
    op.alter_column("users", "age", existing_type=sa.Integer, nullable=False)


@case(users)
def alter_same_column_twice():
    op.alter_column("users", "name", existing_type=sa.String(50), nullable=False)
    op.alter_column(
        "users", "name", existing_type=sa.String(50), existing_nullable=False, new_column_name="full_name"
    )


@case(users)
def alter_backfill_then_not_null():
    op.add_column("users", sa.Column("state", sa.String(10), nullable=True))
    op.execute("UPDATE users SET state = 'new'")
    op.alter_column("users", "state", existing_type=sa.String(10), nullable=False)
