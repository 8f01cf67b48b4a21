"""Quoting: odd names, reserved words, mixed case, unicode, long names, schemas."""

import sqlalchemy as sa
from alembic import op

from tests.oracle.case import case
from tests.oracle.cases.given import posts, users


def odd():
    op.create_table(
        "Odd Table", sa.Column("id", sa.Integer, primary_key=True), sa.Column("Some Column", sa.String(20))
    )


@case()
def name_with_blank():
    op.create_table("Odd Table", sa.Column("Some Column", sa.Integer))


@case()
def name_reserved_words():
    op.create_table("order", sa.Column("select", sa.Integer), sa.Column("user", sa.String(5)))


@case()
def name_mixed_case():
    op.create_table("MixedCase", sa.Column("camelCase", sa.Integer, primary_key=True))


@case()
def name_upper_case():
    op.create_table("UPPER", sa.Column("ID", sa.Integer, primary_key=True))


@case()
def name_unicode():
    op.create_table("größe", sa.Column("höhe", sa.Integer))


@case()
def name_with_quotes():
    op.create_table('say "hi"', sa.Column("it's", sa.Integer), sa.Column("back`tick", sa.Integer))


@case()
def name_with_bracket():
    op.create_table("a]b", sa.Column("c[d]", sa.Integer))


@case()
def name_with_dot():
    op.create_table("a.b", sa.Column("c.d", sa.Integer))


@case()
def name_with_percent_and_colon():
    op.create_table("t", sa.Column("50%", sa.Integer), sa.Column("a:b", sa.Integer))


@case()
def name_starting_with_digit_or_underscore():
    op.create_table("1st", sa.Column("_x", sa.Integer), sa.Column("$y", sa.Integer))


@case()
def name_forced_quotes():
    op.create_table(
        sa.sql.quoted_name("plain", quote=True), sa.Column(sa.sql.quoted_name("x", quote=True), sa.Integer)
    )


@case()
def name_quote_flag_of_column():
    op.create_table("t", sa.Column("x", sa.Integer, quote=True))


@case()
def name_schema_mixed_case():
    op.create_table("t", sa.Column("x", sa.Integer), schema="MySchema")


@case()
def name_schema_with_dot():
    op.create_table("t", sa.Column("x", sa.Integer), schema="my.schema")


@case()
def name_schema_reserved():
    op.create_table("t", sa.Column("x", sa.Integer), schema="order")


@case(odd)
def name_odd_add_column():
    op.add_column("Odd Table", sa.Column("Other Column", sa.Integer))


@case(odd)
def name_odd_drop_column():
    op.drop_column("Odd Table", "Some Column")


@case(odd)
def name_odd_alter_nullable():
    op.alter_column("Odd Table", "Some Column", nullable=False, existing_type=sa.String(20))


@case(odd)
def name_odd_rename_column():
    op.alter_column(
        "Odd Table",
        "Some Column",
        new_column_name="New Column",
        existing_type=sa.String(20),
        existing_nullable=True,
    )


@case(odd)
def name_odd_rename_table():
    op.rename_table("Odd Table", "plain")


@case(odd)
def name_odd_drop_table():
    op.drop_table("Odd Table")


@case(odd)
def name_odd_index():
    op.create_index("Odd Index", "Odd Table", ["Some Column"])


@case(odd)
def name_odd_index_dropped():
    op.create_index("Odd Index", "Odd Table", ["Some Column"])
    op.drop_index("Odd Index", table_name="Odd Table")


@case(odd)
def name_odd_unique_constraint():
    op.create_unique_constraint("Odd Unique", "Odd Table", ["Some Column"])


@case(odd)
def name_odd_unique_constraint_dropped():
    op.create_unique_constraint("Odd Unique", "Odd Table", ["Some Column"])
    op.drop_constraint("Odd Unique", "Odd Table", type_="unique")


@case(odd)
def name_odd_drop_column_with_default_lookup():
    op.drop_column("Odd Table", "Some Column", mssql_drop_default=True)


@case((users, posts))
def name_odd_foreign_key():
    op.create_foreign_key("Posts' User", "posts", "users", ["user_id"], ["id"])


@case(users)
def name_reserved_column_added_and_renamed():
    op.add_column("users", sa.Column("group", sa.Integer))
    op.alter_column(
        "users", "group", new_column_name="table", existing_type=sa.Integer, existing_nullable=True
    )


@case()
def name_63_characters():
    op.create_table("t" * 63, sa.Column("c" * 63, sa.Integer))


@case()
def name_index_too_long():
    op.create_table("t", sa.Column("x", sa.Integer))
    op.create_index("i" * 70, "t", ["x"])


@case()
def name_index_by_flag_too_long():
    op.create_table(
        "a_table_with_a_name_of_fair_length",
        sa.Column("and_a_column_with_a_longer_name_than_usual", sa.Integer, index=True),
    )
