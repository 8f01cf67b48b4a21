"""create_index, drop_index."""

import sqlalchemy as sa
from alembic import op

from tests.oracle.case import case
from tests.oracle.cases.given import app_users, indexed, posts, users


@case(users)
def index_plain():
    op.create_index("ix_users_email", "users", ["email"])


@case(users)
def index_keywords():
    op.create_index(index_name="ix_users_email", table_name="users", columns=["email"], unique=True)


@case(users)
def index_legacy_keywords():
    op.create_index(name="ix_users_email", tablename="users", columns=["email"])


@case(users)
def index_unique():
    op.create_index("ix_users_email", "users", ["email"], unique=True)


@case(users)
def index_several_columns():
    op.create_index("ix_users_name_age", "users", ["name", "age"], unique=False)


@case(app_users)
def index_in_schema():
    op.create_index("ix_users_email", "users", ["email"], schema="app")


@case(users)
def index_without_name():
    op.create_index(None, "users", ["email"])


@case(users, naming_convention={"ix": "idx_%(table_name)s_%(column_0_N_name)s"})
def index_named_by_convention():
    op.create_index(None, "users", ["email", "name"])


@case(users)
def index_op_f():
    op.create_index(op.f("ix_users_email"), "users", ["email"], unique=False)


@case(users)
def index_if_not_exists():
    op.create_index("ix_users_email", "users", ["email"], if_not_exists=True)


@case(users)
def index_descending_text():
    op.create_index("ix_users_age", "users", [sa.text("age DESC")])


@case(users)
def index_text_expression():
    op.create_index("ix_users_lower", "users", [sa.text("lower(email)")])


@case(users)
def index_function():
    op.create_index("ix_users_lower", "users", [sa.func.lower(sa.column("email"))])


@case(users)
def index_column_and_expression():
    op.create_index("ix_users_mixed", "users", ["age", sa.text("lower(email)")], unique=True)


@case(users)
def index_postgresql_where():
    op.create_index("ix_users_age", "users", ["age"], postgresql_where=sa.text("age > 18"))


@case(users)
def index_where_expression():
    op.create_index(
        "ix_users_age", "users", ["age"], unique=True, postgresql_where=sa.column("age").isnot(None)
    )


@case(users)
def index_where_of_three_dialects():
    op.create_index(
        "ix_users_age",
        "users",
        ["age"],
        unique=True,
        postgresql_where=sa.text("age IS NOT NULL"),
        sqlite_where=sa.text("age IS NOT NULL"),
        mssql_where=sa.text("age IS NOT NULL"),
    )


@case(users)
def index_postgresql_using():
    op.create_index("ix_users_name", "users", ["name"], postgresql_using="hash")


@case(users)
def index_postgresql_gin_ops():
    op.create_index(
        "ix_users_name", "users", ["name"], postgresql_using="gin", postgresql_ops={"name": "gin_trgm_ops"}
    )


@case(users)
def index_postgresql_include():
    op.create_index("ix_users_email", "users", ["email"], unique=True, postgresql_include=["name", "age"])


@case(users)
def index_postgresql_with_and_tablespace():
    op.create_index(
        "ix_users_email",
        "users",
        ["email"],
        postgresql_with={"fillfactor": 50},
        postgresql_tablespace="pg_default",
    )


@case(users)
def index_postgresql_nulls_not_distinct():
    op.create_index("ix_users_age", "users", ["age"], unique=True, postgresql_nulls_not_distinct=True)


@case(users)
def index_postgresql_concurrently():
    op.create_index("ix_users_email", "users", ["email"], postgresql_concurrently=True)


@case(users)
def index_postgresql_concurrently_in_autocommit_block():
    with op.get_context().autocommit_block():
        op.create_index("ix_users_email", "users", ["email"], postgresql_concurrently=True)


@case(users)
def index_postgresql_concurrently_if_not_exists():
    with op.get_context().autocommit_block():
        op.create_index(
            "ix_users_email",
            "users",
            ["email"],
            postgresql_concurrently=True,
            if_not_exists=True,
            unique=True,
        )


@case(users)
def index_mysql_length():
    op.create_index("ix_users_name", "users", ["name"], mysql_length=10, mariadb_length=10)


@case(users)
def index_mysql_length_only():
    op.create_index("ix_users_name", "users", ["name", "age"], mysql_length={"name": 12})


@case(users)
def index_mysql_prefix():
    op.create_index("ix_users_name", "users", ["name"], mysql_prefix="FULLTEXT", mariadb_prefix="FULLTEXT")


@case(users)
def index_mysql_using():
    op.create_index("ix_users_age", "users", ["age"], mysql_using="hash", mariadb_using="hash")


@case(users)
def index_mysql_parser():
    op.create_index(
        "ix_users_name",
        "users",
        ["name"],
        mysql_prefix="FULLTEXT",
        mysql_with_parser="ngram",
        mariadb_prefix="FULLTEXT",
    )


@case(users)
def index_mssql_clustered_and_include():
    op.create_index("ix_users_age", "users", ["age"], mssql_clustered=False, mssql_include=["name"])


@case(users)
def index_mssql_columnstore():
    op.create_index("ix_users_cs", "users", ["age"], mssql_columnstore=True)


@case(users)
def index_oracle_bitmap():
    op.create_index("ix_users_age", "users", ["age"], oracle_bitmap=True)


@case(users)
def index_oracle_compress():
    op.create_index("ix_users_na", "users", ["name", "age"], oracle_compress=1)


@case(users, dialects=("postgresql",))
def index_ops_of_expression():
    op.create_index(
        "ix_users_name",
        "users",
        [sa.text("name varchar_pattern_ops")],
        postgresql_using="btree",
    )


@case(users)
def index_odd_column_name():
    op.add_column("users", sa.Column("Odd Name", sa.Integer))
    op.create_index("ix_users_odd", "users", ["Odd Name"])


@case()
def index_on_table_not_in_history():
    op.create_index("ix_preexisting_x", "preexisting", ["x"])


@case((users, posts))
def index_two_tables():
    op.create_index("ix_a", "users", ["age"])
    op.create_index("ix_b", "posts", ["score"])


@case(indexed)
def drop_index_plain():
    op.drop_index("ix_indexed_a", table_name="indexed")


@case(indexed)
def drop_index_keywords():
    op.drop_index(index_name="ix_indexed_a", table_name="indexed")


@case(indexed)
def drop_index_legacy_keyword():
    op.drop_index(name="ix_indexed_a", tablename="indexed")


@case(indexed)
def drop_index_without_table():
    op.drop_index("ix_indexed_a")


@case(indexed)
def drop_index_if_exists():
    op.drop_index("ix_indexed_a", table_name="indexed", if_exists=True)


@case(indexed)
def drop_index_op_f():
    op.drop_index(op.f("ix_indexed_a"), "indexed")


@case(app_users)
def drop_index_in_schema():
    op.create_index("ix_users_email", "users", ["email"], schema="app")
    op.drop_index("ix_users_email", table_name="users", schema="app")


@case(indexed)
def drop_index_concurrently():
    op.drop_index("ix_indexed_a", table_name="indexed", postgresql_concurrently=True)


@case(indexed)
def drop_index_concurrently_in_autocommit_block():
    with op.get_context().autocommit_block():
        op.drop_index("ix_indexed_a", table_name="indexed", postgresql_concurrently=True, if_exists=True)


@case(indexed)
def drop_index_with_reverse_arguments():
    op.drop_index("ix_indexed_a", table_name="indexed", postgresql_using="btree", mysql_length=5)


@case(indexed)
def drop_index_and_create_again():
    op.drop_index("ix_indexed_ab", table_name="indexed")
    op.create_index("ix_indexed_ab", "indexed", ["b", "a"], unique=False)
