"""Table comments."""

import sqlalchemy as sa
from alembic import op

from tests.oracle.case import case
from tests.oracle.cases.given import app_users, users


@case(users)
def table_comment():
    op.create_table_comment("users", "everybody")


@case(users)
def table_comment_keywords():
    op.create_table_comment(table_name="users", comment="everybody", existing_comment=None)


@case(app_users)
def table_comment_in_schema():
    op.create_table_comment("users", "everybody's", schema="app")


@case()
def table_comment_replace_in_schema():
    op.create_table("t", sa.Column("x", sa.Integer), comment="old", schema="app")
    op.create_table_comment("t", "new", existing_comment="old", schema="app")


@case()
def table_comment_drop_in_schema():
    op.create_table("t", sa.Column("x", sa.Integer), comment="old", schema="app")
    op.drop_table_comment("t", existing_comment="old", schema="app")


@case()
def table_comment_drop_without_existing():
    op.create_table("t", sa.Column("x", sa.Integer), comment="old", schema="app")
    op.drop_table_comment("t", schema="app")


@case(app_users)
def table_comment_none():
    op.create_table_comment("users", None, schema="app")


@case(app_users)
def table_comment_special_characters():
    op.create_table_comment("users", '50% of\nall: "x" \\ it\'s ünïcode', schema="app")


@case(app_users)
def column_comment_special_characters():
    op.alter_column(
        "users",
        "name",
        comment="a\\b 100% 'q' :x",
        existing_type=sa.String(50),
        existing_nullable=True,
        schema="app",
    )
