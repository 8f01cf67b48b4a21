"""Primary keys, unique, check, exclude and foreign keys: made and dropped."""

import sqlalchemy as sa
from alembic import op

from tests.oracle.case import case
from tests.oracle.cases.given import app_posts, app_users, constrained, keyless, posts, users

CONVENTION = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


@case((users, posts))
def foreign_key_plain():
    op.create_foreign_key("fk_posts_user", "posts", "users", ["user_id"], ["id"])


@case((users, posts))
def foreign_key_keywords():
    op.create_foreign_key(
        constraint_name="fk_posts_user",
        source_table="posts",
        referent_table="users",
        local_cols=["user_id"],
        remote_cols=["id"],
    )


@case((users, posts))
def foreign_key_legacy_keywords():
    op.create_foreign_key(
        name="fk_posts_user", source="posts", referent="users", local_cols=["user_id"], remote_cols=["id"]
    )


@case((users, posts))
def foreign_key_unnamed():
    op.create_foreign_key(None, "posts", "users", ["user_id"], ["id"])


@case((users, posts), naming_convention=CONVENTION)
def foreign_key_named_by_convention():
    op.create_foreign_key(None, "posts", "users", ["user_id"], ["id"])


@case((users, posts))
def foreign_key_on_delete():
    op.create_foreign_key("fk_posts_user", "posts", "users", ["user_id"], ["id"], ondelete="CASCADE")


@case((users, posts))
def foreign_key_on_update():
    op.create_foreign_key(
        "fk_posts_user", "posts", "users", ["user_id"], ["id"], onupdate="CASCADE", ondelete="SET NULL"
    )


@case((users, posts))
def foreign_key_deferrable():
    op.create_foreign_key(
        "fk_posts_user", "posts", "users", ["user_id"], ["id"], deferrable=True, initially="DEFERRED"
    )


@case((users, posts))
def foreign_key_match():
    op.create_foreign_key("fk_posts_user", "posts", "users", ["user_id"], ["id"], match="FULL")


@case((app_users, app_posts))
def foreign_key_schemas():
    op.create_foreign_key(
        "fk_posts_user", "posts", "users", ["user_id"], ["id"], source_schema="app", referent_schema="app"
    )


@case((users, posts))
def foreign_key_not_valid():
    op.create_foreign_key("fk_posts_user", "posts", "users", ["user_id"], ["id"], postgresql_not_valid=True)


@case(constrained)
def foreign_key_composite():
    op.create_table("more", sa.Column("o", sa.Integer), sa.Column("s", sa.Integer))
    op.create_foreign_key("fk_more", "more", "things", ["o", "s"], ["size", "owner_id"])


@case()
def foreign_key_to_itself():
    op.create_table("tree", sa.Column("id", sa.Integer, primary_key=True), sa.Column("up", sa.Integer))
    op.create_foreign_key("fk_tree_up", "tree", "tree", ["up"], ["id"])


@case((users, posts))
def foreign_key_op_f():
    op.create_foreign_key(op.f("fk_posts_user"), "posts", "users", ["user_id"], ["id"])


@case()
def foreign_key_between_tables_not_in_history():
    op.create_foreign_key("fk_a_b", "preexisting_a", "preexisting_b", ["b_id"], ["id"])


@case((users, posts))
def foreign_key_made_and_dropped():
    op.create_foreign_key("fk_posts_user", "posts", "users", ["user_id"], ["id"])
    op.drop_constraint("fk_posts_user", "posts", type_="foreignkey")


@case(keyless)
def primary_key_plain():
    op.create_primary_key("pk_keyless", "keyless", ["a"])


@case(keyless)
def primary_key_composite():
    op.create_primary_key("pk_keyless", "keyless", ["a", "b"])


@case(keyless)
def primary_key_unnamed():
    op.create_primary_key(None, "keyless", ["a"])


@case(keyless)
def primary_key_legacy_keywords():
    op.create_primary_key(name="pk_keyless", table_name="keyless", cols=["a"])


@case(keyless)
def primary_key_keywords():
    op.create_primary_key(constraint_name="pk_keyless", table_name="keyless", columns=["a"])


@case(keyless, naming_convention=CONVENTION)
def primary_key_named_by_convention():
    op.create_primary_key(None, "keyless", ["a"])


@case()
def primary_key_in_schema():
    op.create_table("keyless", sa.Column("a", sa.Integer, nullable=False), schema="app")
    op.create_primary_key("pk_keyless", "keyless", ["a"], schema="app")


@case(users)
def unique_plain():
    op.create_unique_constraint("uq_users_email", "users", ["email"])


@case(users)
def unique_keywords():
    op.create_unique_constraint(constraint_name="uq_users_email", table_name="users", columns=["email"])


@case(users)
def unique_legacy_keywords():
    op.create_unique_constraint(name="uq_users_email", source="users", local_cols=["email"])


@case(users)
def unique_unnamed():
    op.create_unique_constraint(None, "users", ["email"])


@case(users, naming_convention=CONVENTION)
def unique_named_by_convention():
    op.create_unique_constraint(None, "users", ["email"])


@case(users)
def unique_several_columns():
    op.create_unique_constraint("uq_users_ne", "users", ["name", "email"])


@case(app_users)
def unique_in_schema():
    op.create_unique_constraint("uq_users_email", "users", ["email"], schema="app")


@case(users)
def unique_deferrable():
    op.create_unique_constraint("uq_users_email", "users", ["email"], deferrable=True, initially="DEFERRED")


@case(users)
def unique_postgresql_options():
    op.create_unique_constraint(
        "uq_users_age", "users", ["age"], postgresql_nulls_not_distinct=True, postgresql_include=["name"]
    )


@case(users)
def unique_mssql_clustered():
    op.create_unique_constraint("uq_users_age", "users", ["age"], mssql_clustered=False)


@case(users)
def unique_op_f():
    op.create_unique_constraint(op.f("uq_users_email"), "users", ["email"])


@case(users)
def check_text():
    op.create_check_constraint("ck_users_age", "users", "age > 0")


@case(users)
def check_keywords():
    op.create_check_constraint(constraint_name="ck_users_age", table_name="users", condition="age > 0")


@case(users)
def check_legacy_keywords():
    op.create_check_constraint(name="ck_users_age", source="users", condition="age > 0")


@case(users)
def check_unnamed():
    op.create_check_constraint(None, "users", "age > 0")


@case(users)
def check_sa_text():
    op.create_check_constraint("ck_users_name", "users", sa.text("name <> 'it''s'"))


@case(users)
def check_expression():
    op.create_check_constraint("ck_users_age", "users", sa.and_(sa.column("age") > 0, sa.column("age") < 150))


@case(users)
def check_expression_with_function():
    op.create_check_constraint("ck_users_name", "users", sa.func.length(sa.column("name")) > 5)


@case(users)
def check_in_list():
    op.create_check_constraint("ck_users_name", "users", sa.column("name").in_(["a", "b'c"]))


@case(users)
def check_percent_and_colon():
    op.create_check_constraint("ck_users_name", "users", "name NOT LIKE '50%' AND name <> 'a:b'")


@case(users, naming_convention=CONVENTION)
def check_named_by_convention():
    op.create_check_constraint("adult", "users", "age >= 18")


@case(users, naming_convention=CONVENTION)
def check_convention_overridden_by_f():
    op.create_check_constraint(op.f("adult"), "users", "age >= 18")


@case(app_users)
def check_in_schema():
    op.create_check_constraint("ck_users_name", "users", "name <> ''", schema="app")


@case(users)
def check_not_valid():
    op.create_check_constraint("ck_users_age", "users", "age > 0", postgresql_not_valid=True)


@case()
def check_on_table_not_in_history():
    op.create_check_constraint("ck_x", "preexisting", "x > 0")


@case(users)
def exclude_plain():
    op.create_exclude_constraint("ex_users", "users", ("age", "="), ("name", "<>"), using="gist")


@case(app_users)
def exclude_where_in_schema():
    op.create_exclude_constraint(
        "ex_users",
        "users",
        (sa.literal_column("lower(email)"), "="),
        where="name IS NOT NULL",
        using="gist",
        schema="app",
    )


@case(users)
def exclude_deferrable():
    op.create_exclude_constraint(
        "ex_users", "users", (sa.column("age"), "="), deferrable=True, initially="IMMEDIATE"
    )


@case(constrained)
def drop_foreign_key():
    op.drop_constraint("fk_things_owner", "things", type_="foreignkey")


@case(constrained)
def drop_unique():
    op.drop_constraint("uq_things_owner_size", "things", type_="unique")


@case(constrained)
def drop_check():
    op.drop_constraint("ck_things_size", "things", type_="check")


@case()
def drop_primary_key():
    op.create_table(
        "k", sa.Column("a", sa.String(9), nullable=False), sa.PrimaryKeyConstraint("a", name="pk_k")
    )
    op.drop_constraint("pk_k", "k", type_="primary")


@case(constrained)
def drop_primary_key_that_counts():
    op.drop_constraint("pk_things", "things", type_="primary")


@case(constrained)
def drop_constraint_without_type():
    op.drop_constraint("ck_things_size", "things")


@case(constrained)
def drop_foreign_key_without_type():
    op.drop_constraint("fk_things_owner", "things")


@case(constrained)
def drop_constraint_keywords():
    op.drop_constraint(constraint_name="ck_things_size", table_name="things", type_="check")


@case(constrained)
def drop_constraint_legacy_keywords():
    op.drop_constraint(name="ck_things_size", tablename="things", type_="check")


@case(constrained)
def drop_constraint_if_exists():
    op.drop_constraint("ck_things_size", "things", type_="check", if_exists=True)


@case(constrained)
def drop_constraint_op_f():
    op.drop_constraint(op.f("uq_things_owner_size"), "things", type_="unique")


@case(app_users)
def drop_unique_in_schema():
    op.create_unique_constraint("uq_users_email", "users", ["email"], schema="app")
    op.drop_constraint("uq_users_email", "users", type_="unique", schema="app")


@case(users, naming_convention=CONVENTION)
def drop_check_named_by_convention():
    op.create_check_constraint("adult", "users", "age >= 18")
    op.drop_constraint("adult", "users", type_="check")


@case()
def drop_constraint_of_table_not_in_history():
    op.drop_constraint("ck_old", "preexisting", type_="check")


@case((users, posts), naming_convention=CONVENTION)
def create_table_everything_by_convention():
    op.create_table(
        "t",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id"), index=True),
        sa.Column("code", sa.String(9), unique=True),
        sa.CheckConstraint("user_id > 0", name="positive"),
    )


@case(naming_convention=CONVENTION)
def create_table_convention_with_op_f():
    op.create_table(
        "t",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("code", sa.String(9)),
        sa.PrimaryKeyConstraint("id", name=op.f("my_pk")),
        sa.UniqueConstraint("code", name=op.f("my_uq")),
    )


@case(naming_convention={"ck": "ck_%(table_name)s_%(column_0_name)s", "pk": "pk_%(table_name)s"})
def create_table_convention_of_boolean_check():
    op.create_table("t", sa.Column("up", sa.Boolean(create_constraint=True)))


@case(
    users,
    naming_convention={
        "uq": "uq_%(table_name)s_%(column_0_N_name)s_and_this_is_a_name_that_is_much_too_long"
    },
)
def unique_name_by_convention_is_shortened():
    op.create_unique_constraint(None, "users", ["email", "name", "age"])
