"""create_table, drop_table, rename_table."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mssql, mysql, oracle, postgresql, sqlite

from tests.oracle.case import case
from tests.oracle.cases.given import app_users, constrained, posts, users


@case()
def create_table_plain():
    op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("x", sa.String(10)))


@case()
def create_table_nullability():
    op.create_table(
        "t",
        sa.Column("a", sa.Integer, nullable=False),
        sa.Column("b", sa.Integer, nullable=True),
        sa.Column("c", sa.Integer),
    )


@case()
def create_table_one_column():
    op.create_table("t", sa.Column("x", sa.Integer))


@case()
def create_table_legacy_keyword_name():
    op.create_table(name="t")


@case()
def create_table_keyword_table_name():
    op.create_table(table_name="t")


@case()
def create_table_in_schema():
    op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), schema="app")


@case()
def create_table_if_not_exists():
    op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), if_not_exists=True)


@case()
def create_table_if_not_exists_with_index():
    op.create_table(
        "t",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("x", sa.Integer),
        sa.Index("ix_t_x", "x"),
        if_not_exists=True,
    )


@case()
def create_table_composite_primary_key():
    op.create_table(
        "t",
        sa.Column("a", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("b", sa.String(10), primary_key=True),
    )


@case()
def create_table_named_primary_key():
    op.create_table("t", sa.Column("id", sa.Integer), sa.PrimaryKeyConstraint("id", name="t_pk"))


@case()
def create_table_primary_key_constraint_composite():
    op.create_table(
        "t",
        sa.Column("a", sa.Integer, nullable=False),
        sa.Column("b", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("a", "b"),
    )


@case()
def create_table_autoincrement_off():
    op.create_table("t", sa.Column("id", sa.Integer, primary_key=True, autoincrement=False))


@case()
def create_table_autoincrement_on():
    op.create_table("t", sa.Column("id", sa.Integer, primary_key=True, autoincrement=True))


@case()
def create_table_big_key():
    op.create_table("t", sa.Column("id", sa.BigInteger, primary_key=True))


@case()
def create_table_small_key():
    op.create_table("t", sa.Column("id", sa.SmallInteger, primary_key=True))


@case()
def create_table_string_key():
    op.create_table("t", sa.Column("code", sa.String(8), primary_key=True), sa.Column("x", sa.Integer))


@case(users)
def create_table_foreign_key_string():
    op.create_table(
        "t",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id")),
    )


@case(users)
def create_table_foreign_key_named_rules():
    op.create_table(
        "t",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "user_id",
            sa.Integer,
            sa.ForeignKey("users.id", name="fk_t_user", ondelete="CASCADE"),
            nullable=False,
        ),
    )


@case(users)
def create_table_foreign_key_on_update():
    op.create_table(
        "t",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("user_id", sa.Integer),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], onupdate="CASCADE", ondelete="SET NULL"),
    )


@case(users)
def create_table_foreign_key_deferrable():
    op.create_table(
        "t",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("user_id", sa.Integer),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], deferrable=True, initially="DEFERRED"),
    )


@case(app_users)
def create_table_foreign_key_across_schemas():
    op.create_table(
        "t",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("user_id", sa.Integer, sa.ForeignKey("app.users.id")),
        schema="other",
    )


@case()
def create_table_foreign_key_to_itself():
    op.create_table(
        "tree",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("parent_id", sa.Integer, sa.ForeignKey("tree.id", name="fk_tree_parent")),
    )


@case(constrained)
def create_table_foreign_key_composite():
    op.create_table(
        "t",
        sa.Column("a", sa.Integer),
        sa.Column("b", sa.Integer),
        sa.ForeignKeyConstraint(["a", "b"], ["things.size", "things.owner_id"], name="fk_t_things"),
    )


@case(users)
def create_table_foreign_key_use_alter():
    op.create_table(
        "t",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id", name="fk_t_user", use_alter=True)),
    )


@case()
def create_table_unique_column():
    op.create_table("t", sa.Column("x", sa.Integer, unique=True))


@case()
def create_table_unique_constraint():
    op.create_table(
        "t",
        sa.Column("a", sa.Integer),
        sa.Column("b", sa.Integer),
        sa.UniqueConstraint("a", "b", name="uq_t"),
    )


@case()
def create_table_check_constraint():
    op.create_table("t", sa.Column("x", sa.Integer), sa.CheckConstraint("x > 0", name="ck_t_x"))


@case()
def create_table_check_unnamed():
    op.create_table("t", sa.Column("x", sa.Integer), sa.CheckConstraint("x > 0 AND x < 100"))


@case()
def create_table_check_expression():
    op.create_table(
        "t",
        sa.Column("x", sa.String(10)),
        sa.CheckConstraint(sa.column("x").in_(["a", "it's"]), name="ck_t_x"),
    )


@case()
def create_table_index_flag():
    op.create_table(
        "t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("x", sa.Integer, index=True)
    )


@case()
def create_table_index_object():
    op.create_table(
        "t",
        sa.Column("a", sa.Integer),
        sa.Column("b", sa.Integer),
        sa.Index("ix_t_ab", "a", "b", unique=True),
    )


@case()
def create_table_two_indexes():
    op.create_table("t", sa.Column("a", sa.Integer, index=True), sa.Column("b", sa.Integer, index=True))


@case()
def create_table_index_and_unique_flags():
    op.create_table("t", sa.Column("x", sa.Integer, index=True, unique=True))


@case()
def create_table_index_in_schema():
    op.create_table("t", sa.Column("x", sa.Integer, index=True), schema="app")


@case()
def create_table_comment_kw():
    op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), comment="all the things")


@case()
def create_table_comment_kw_in_schema():
    op.create_table(
        "t",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("x", sa.Integer, comment="it's x"),
        schema="app",
        comment="all; the 'things'",
    )


@case()
def create_table_column_comment():
    op.create_table("t", sa.Column("x", sa.Integer, comment="how many"))


@case()
def create_table_default_string():
    op.create_table("t", sa.Column("x", sa.String(10), server_default="new", nullable=False))


@case()
def create_table_default_quote():
    op.create_table("t", sa.Column("x", sa.String(20), server_default='it\'s 50% "off"'))


@case()
def create_table_default_empty_string():
    op.create_table("t", sa.Column("x", sa.String(10), server_default=""))


@case()
def create_table_default_text():
    op.create_table("t", sa.Column("x", sa.Integer, server_default=sa.text("0"), nullable=False))


@case()
def create_table_default_text_quoted():
    op.create_table("t", sa.Column("x", sa.String(10), server_default=sa.text("'new'")))


@case()
def create_table_default_now():
    op.create_table("t", sa.Column("at", sa.DateTime, server_default=sa.func.now()))


@case()
def create_table_default_current_timestamp():
    op.create_table(
        "t", sa.Column("at", sa.TIMESTAMP, server_default=sa.text("CURRENT_TIMESTAMP"), nullable=False)
    )


@case()
def create_table_default_false():
    op.create_table("t", sa.Column("on", sa.Boolean, server_default=sa.false(), nullable=False))


@case()
def create_table_default_true():
    op.create_table("t", sa.Column("on", sa.Boolean, server_default=sa.true(), nullable=False))


@case()
def create_table_default_literal():
    op.create_table("t", sa.Column("x", sa.Integer, server_default=sa.literal(5)))


@case()
def create_table_python_default_is_not_sql():
    op.create_table("t", sa.Column("x", sa.Integer, default=5, onupdate=6))


@case()
def create_table_types_text():
    op.create_table(
        "t",
        sa.Column("a", sa.String(20)),
        sa.Column("b", sa.Text),
        sa.Column("c", sa.CHAR(3)),
        sa.Column("d", sa.VARCHAR(9)),
    )


@case()
def create_table_types_unicode():
    op.create_table("t", sa.Column("a", sa.Unicode(20)), sa.Column("b", sa.UnicodeText))


@case(dialects=("mysql", "mariadb", "sqlite", "mssql", "oracle"))
def create_table_type_nvarchar():
    op.create_table("t", sa.Column("c", sa.NVARCHAR(5)))


@case()
def create_table_string_without_length():
    op.create_table("t", sa.Column("x", sa.String))


@case()
def create_table_types_numbers():
    op.create_table(
        "t",
        sa.Column("a", sa.SmallInteger),
        sa.Column("b", sa.BigInteger),
        sa.Column("c", sa.Numeric(12, 4)),
        sa.Column("d", sa.Float),
        sa.Column("e", sa.Numeric),
    )


@case()
def create_table_types_double():
    op.create_table("t", sa.Column("a", sa.Double), sa.Column("b", sa.Float(53)), sa.Column("c", sa.REAL))


@case()
def create_table_types_time():
    op.create_table(
        "t", sa.Column("a", sa.DateTime), sa.Column("b", sa.DateTime(timezone=True)), sa.Column("c", sa.Date)
    )


@case()
def create_table_type_time_of_day():
    op.create_table("t", sa.Column("a", sa.Time))


@case()
def create_table_type_timestamp_zone():
    op.create_table("t", sa.Column("a", sa.TIMESTAMP(timezone=True)))


@case()
def create_table_type_interval():
    op.create_table("t", sa.Column("a", sa.Interval))


@case()
def create_table_type_boolean():
    op.create_table("t", sa.Column("x", sa.Boolean, nullable=False))


@case()
def create_table_type_boolean_with_check():
    op.create_table("t", sa.Column("x", sa.Boolean(create_constraint=True, name="ck_t_x")))


@case()
def create_table_type_binary():
    op.create_table("t", sa.Column("a", sa.LargeBinary))


@case()
def create_table_type_binary_length():
    op.create_table("t", sa.Column("a", sa.LargeBinary(length=100)))


@case()
def create_table_type_json():
    op.create_table("t", sa.Column("a", sa.JSON))


@case()
def create_table_type_uuid():
    op.create_table("t", sa.Column("a", sa.Uuid))


@case()
def create_table_type_uuid_not_native():
    op.create_table("t", sa.Column("a", sa.Uuid(native_uuid=False)))


@case()
def create_table_type_pickle():
    op.create_table("t", sa.Column("a", sa.PickleType))


@case()
def create_table_type_variant():
    op.create_table(
        "t",
        sa.Column("a", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        sa.Column("b", sa.JSON().with_variant(postgresql.JSONB, "postgresql")),
    )


@case(dialects=("postgresql",))
def create_table_type_collation():
    op.create_table("t", sa.Column("a", sa.String(10, collation="C")))


@case(dialects=("mysql", "mariadb"))
def create_table_type_collation_of_mysql():
    op.create_table("t", sa.Column("a", sa.String(10, collation="utf8mb4_bin"), nullable=False))


@case(dialects=("sqlite",))
def create_table_type_collation_of_sqlite():
    op.create_table("t", sa.Column("a", sa.String(10, collation="NOCASE"), nullable=False))


@case(dialects=("mssql",))
def create_table_type_collation_of_mssql():
    op.create_table("t", sa.Column("a", sa.String(10, collation="Latin1_General_CI_AS"), nullable=False))


@case(dialects=("postgresql",))
def create_table_postgresql_types():
    op.create_table(
        "t",
        sa.Column("a", postgresql.UUID(as_uuid=True)),
        sa.Column("b", postgresql.JSONB(astext_type=sa.Text())),
        sa.Column("c", postgresql.ARRAY(sa.Integer)),
        sa.Column("d", postgresql.INET),
        sa.Column("e", postgresql.TSVECTOR),
        sa.Column("f", postgresql.INTERVAL),
        sa.Column("g", postgresql.BYTEA),
        sa.Column("h", postgresql.DOUBLE_PRECISION(precision=53)),
        sa.Column("i", postgresql.TIMESTAMP(timezone=True, precision=3)),
        sa.Column("j", postgresql.INT4RANGE),
        sa.Column("k", postgresql.CITEXT),
        sa.Column("l", postgresql.HSTORE),
        sa.Column("m", postgresql.BIT(8)),
        sa.Column("n", sa.ARRAY(sa.String(10), dimensions=2)),
    )


@case(dialects=("mysql", "mariadb"))
def create_table_mysql_types():
    op.create_table(
        "t",
        sa.Column("a", mysql.TINYINT(1)),
        sa.Column("b", mysql.INTEGER(unsigned=True)),
        sa.Column("c", mysql.LONGTEXT),
        sa.Column("d", mysql.DATETIME(fsp=6)),
        sa.Column("e", mysql.ENUM("a", "b")),
        sa.Column("f", mysql.VARCHAR(20, charset="latin1", collation="latin1_bin")),
        sa.Column("g", mysql.DOUBLE(asdecimal=True)),
        sa.Column("h", mysql.MEDIUMBLOB),
        sa.Column("i", mysql.SET("x", "y")),
        sa.Column("j", mysql.TIMESTAMP(fsp=3)),
        sa.Column("k", mysql.BIT(4)),
        sa.Column("l", mysql.YEAR),
        sa.Column("m", mysql.BIGINT(20, unsigned=True, zerofill=True)),
    )


@case(dialects=("mssql",))
def create_table_mssql_types():
    op.create_table(
        "t",
        sa.Column("a", mssql.UNIQUEIDENTIFIER),
        sa.Column("b", mssql.DATETIME2(3)),
        sa.Column("c", mssql.NVARCHAR("max")),
        sa.Column("d", mssql.BIT),
        sa.Column("e", mssql.DATETIMEOFFSET),
        sa.Column("f", mssql.MONEY),
        sa.Column("g", mssql.VARBINARY("max")),
        sa.Column("h", mssql.XML),
        sa.Column("i", mssql.ROWVERSION),
        sa.Column("j", mssql.TINYINT),
        sa.Column("k", mssql.NTEXT),
        sa.Column("l", mssql.SMALLDATETIME),
    )


@case(dialects=("oracle",))
def create_table_oracle_types():
    op.create_table(
        "t",
        sa.Column("a", oracle.NUMBER(10, 2)),
        sa.Column("b", oracle.VARCHAR2(20)),
        sa.Column("c", oracle.CLOB),
        sa.Column("d", oracle.DATE),
        sa.Column("e", oracle.RAW(16)),
        sa.Column("f", oracle.TIMESTAMP(local_timezone=True)),
        sa.Column("g", oracle.BINARY_DOUBLE),
        sa.Column("h", oracle.NVARCHAR2(9)),
        sa.Column("i", oracle.INTERVAL(day_precision=3)),
        sa.Column("j", oracle.LONG),
    )


@case(dialects=("sqlite",))
def create_table_sqlite_types():
    op.create_table(
        "t",
        sa.Column("a", sqlite.DATETIME),
        sa.Column("b", sqlite.JSON),
        sa.Column("c", sa.INTEGER),
        sa.Column("d", sa.BLOB),
        sa.Column("e", sa.DECIMAL(8, 2)),
    )


@case()
def create_table_mysql_options():
    op.create_table(
        "t",
        sa.Column("id", sa.Integer, primary_key=True),
        mysql_engine="InnoDB",
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_unicode_ci",
        mysql_row_format="DYNAMIC",
    )


@case()
def create_table_mariadb_options():
    op.create_table(
        "t", sa.Column("id", sa.Integer, primary_key=True), mariadb_engine="Aria", mariadb_charset="utf8mb4"
    )


@case()
def create_table_postgresql_partition():
    op.create_table("t", sa.Column("at", sa.Date, nullable=False), postgresql_partition_by="RANGE (at)")


@case()
def create_table_postgresql_with_and_tablespace():
    op.create_table(
        "t",
        sa.Column("x", sa.Integer),
        postgresql_with={"fillfactor": 70},
        postgresql_tablespace="pg_default",
    )


@case(users)
def create_table_postgresql_inherits():
    op.create_table("t", sa.Column("y", sa.Integer), postgresql_inherits="users")


@case()
def create_table_oracle_options():
    op.create_table("t", sa.Column("x", sa.Integer), oracle_compress=True, oracle_tablespace="users_ts")


@case()
def create_table_sqlite_strict_without_rowid():
    op.create_table(
        "t", sa.Column("id", sa.Integer, primary_key=True), sqlite_with_rowid=False, sqlite_strict=True
    )


@case()
def create_table_sqlite_autoincrement():
    op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), sqlite_autoincrement=True)


@case()
def create_table_temporary():
    op.create_table("t", sa.Column("x", sa.Integer), prefixes=["TEMPORARY"])


@case()
def create_table_info_and_listeners():
    op.create_table("t", sa.Column("x", sa.Integer), info={"why": "none"}, listeners=[])


@case()
def create_table_identity():
    op.create_table("t", sa.Column("id", sa.Integer, sa.Identity(start=10, increment=5), primary_key=True))


@case()
def create_table_identity_always():
    op.create_table(
        "t",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column("x", sa.Integer),
    )


@case()
def create_table_identity_all_options():
    op.create_table(
        "t",
        sa.Column(
            "n",
            sa.Integer,
            sa.Identity(start=1, increment=2, minvalue=1, maxvalue=99, cycle=True, cache=7),
        ),
    )


@case()
def create_table_computed_stored():
    op.create_table(
        "t", sa.Column("a", sa.Integer), sa.Column("b", sa.Integer, sa.Computed("a * 2", persisted=True))
    )


@case()
def create_table_computed_virtual():
    op.create_table(
        "t", sa.Column("a", sa.Integer), sa.Column("b", sa.Integer, sa.Computed("a * 2", persisted=False))
    )


@case()
def create_table_computed_unsaid():
    op.create_table("t", sa.Column("a", sa.Integer), sa.Column("b", sa.Integer, sa.Computed("a * 2")))


@case()
def create_table_sequence_default():
    op.create_table("t", sa.Column("id", sa.Integer, sa.Sequence("t_id_seq"), primary_key=True))


@case(dialects=("postgresql", "mariadb", "mssql", "oracle"))
def create_table_sequence_next_value():
    op.execute(sa.schema.CreateSequence(sa.Sequence("own_seq")))
    op.create_table("t", sa.Column("n", sa.Integer, server_default=sa.Sequence("own_seq").next_value()))


@case()
def create_table_returns_a_table():
    t = op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("x", sa.String(10)))
    op.bulk_insert(t, [{"id": 1, "x": "one"}])


@case()
def create_table_from_table_columns():
    metadata = sa.MetaData()
    t = sa.Table(
        "source", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("x", sa.String(5))
    )
    op.create_table("copied", *[column._copy() for column in t.columns])


@case()
def create_table_system_column():
    op.create_table("t", sa.Column("xmin", sa.Integer, system=True), sa.Column("x", sa.Integer))


@case()
def create_two_tables():
    op.create_table("a", sa.Column("id", sa.Integer, primary_key=True))
    op.create_table("b", sa.Column("id", sa.Integer, primary_key=True), sa.Column("a_id", sa.Integer))
    op.create_foreign_key("fk_b_a", "b", "a", ["a_id"], ["id"])


@case(users)
def drop_table_plain():
    op.drop_table("users")


@case(users)
def drop_table_keyword():
    op.drop_table(table_name="users")


@case(app_users)
def drop_table_in_schema():
    op.drop_table("users", schema="app")


@case(users)
def drop_table_if_exists():
    op.drop_table("users", if_exists=True)


@case((users, posts))
def drop_two_tables():
    op.drop_table("posts")
    op.drop_table("users")


@case(users)
def drop_and_create_again():
    op.drop_table("users")
    op.create_table("users", sa.Column("uid", sa.Integer, primary_key=True))


@case(users)
def rename_table_plain():
    op.rename_table("users", "people")


@case(users)
def rename_table_keywords():
    op.rename_table(old_table_name="users", new_table_name="people")


@case(app_users)
def rename_table_in_schema():
    op.rename_table("users", "people", schema="app")


@case(users)
def rename_table_to_odd_name():
    op.rename_table("users", "User Accounts")


@case(users)
def rename_table_to_quoted_name():
    op.rename_table("users", "o'hara")


@case(users)
def rename_then_alter():
    op.rename_table("users", "people")
    op.add_column("people", sa.Column("phone", sa.String(20)))
