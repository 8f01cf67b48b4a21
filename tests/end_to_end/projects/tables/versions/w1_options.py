"""Tables with options, prefixes, partitions; created, renamed and dropped under conditions."""

import sqlalchemy as sa
from alembic import op

revision = "w1"
down_revision = None


def upgrade():
    postgresql = op.get_context().dialect.name == "postgresql"
    op.create_table(
        "plain",
        sa.Column("id", sa.Integer, primary_key=True, info={"a": 1}),
        sa.Column("x", sa.String(9), key="y", quote=True, doc="unseen", index=True),
        sa.Column("at", sa.DateTime, server_default=sa.func.now(), onupdate=sa.func.now()),
        info={"b": 2},
        comment="100% 'plain'",
        mysql_engine="InnoDB",
        mariadb_engine="InnoDB",
        mysql_charset="latin1",
        mariadb_charset="latin1",
        mysql_collate="latin1_bin",
        mariadb_collate="latin1_bin",
        mysql_row_format="DYNAMIC",
        mariadb_row_format="DYNAMIC",
        postgresql_with={"fillfactor": 70},
        oracle_compress=True,
        sqlite_autoincrement=True,
    )
    op.create_table("empty", sa.Column("id", sa.Integer))
    op.create_table("plain", sa.Column("other", sa.Integer), if_not_exists=True)
    op.create_table("perhaps", sa.Column("id", sa.Integer, primary_key=True), if_not_exists=True)
    if postgresql:
        op.create_table("quick", sa.Column("id", sa.Integer), prefixes=["UNLOGGED"])
        op.create_table(
            "parted",
            sa.Column("id", sa.Integer, nullable=False),
            sa.Column("day", sa.Date, nullable=False),
            sa.PrimaryKeyConstraint("id", "day"),
            postgresql_partition_by="RANGE (day)",
        )
        op.execute(
            "CREATE TABLE parted_24 PARTITION OF parted FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')"
        )
        op.create_index("ix_parted", "parted", ["day"])
        op.create_table("heir", sa.Column("more", sa.Integer), postgresql_inherits="plain")
        op.create_table("spaced", sa.Column("id", sa.Integer), postgresql_tablespace="pg_default")
    else:
        op.create_table(
            "parted",
            sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
            mysql_partition_by="HASH(id)",
            mariadb_partition_by="HASH(id)",
            mysql_partitions="3",
            mariadb_partitions="3",
        )


def downgrade():
    if op.get_context().dialect.name == "postgresql":
        for name in ("spaced", "heir", "parted_24", "quick"):
            op.drop_table(name, if_exists=True)
    op.drop_table("parted")
    op.drop_table("nowhere", if_exists=True)
    op.drop_table("perhaps", if_exists=True)
    op.drop_table("empty")
    op.drop_table("plain")
