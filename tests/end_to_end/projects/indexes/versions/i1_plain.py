"""Indexes with every keyword; each engine takes its own."""

import sqlalchemy as sa
from alembic import op

revision = "i1"
down_revision = None


def upgrade():
    op.create_table(
        "t",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(100), index=True),
        sa.Column("code", sa.String(20), index=True, unique=True),
        sa.Column("body", sa.Text),
        sa.Column("n", sa.Integer),
        sa.Column("Mixed Case", sa.Integer),
        sa.Index("ix_in_table", "name", "n"),
        sa.Index("ix_in_table_desc", sa.text("n DESC")),
        mysql_engine="InnoDB",
    )
    op.create_index("ix_plain", "t", ["n"])
    op.create_index("uq_two", "t", ["code", "n"], unique=True)
    op.create_index(None, "t", ["id", "n"])
    op.create_index("ix_desc", "t", [sa.column("n").desc(), "id"])
    op.create_index("ix_mixed", "t", ["Mixed Case"])
    op.create_index("Ix Quoted", "t", ["n"], unique=False)
    op.create_index("ix_perhaps", "t", ["n"], if_not_exists=op.get_context().dialect.name != "mysql")
    op.create_index(
        "ix_body",
        "t",
        ["body"],
        mariadb_length=10,
        mysql_length=10,
        postgresql_using="hash",
        mssql_include=["n"],
    )


def downgrade():
    op.drop_index("ix_body", table_name="t")
    op.drop_index("ix_perhaps", table_name="t", if_exists=op.get_context().dialect.name != "mysql")
    op.drop_index("Ix Quoted", "t")
    op.drop_index("ix_mixed", "t")
    op.drop_index("ix_desc", "t")
    op.drop_index("ix_t_id", "t")
    op.drop_index("uq_two", table_name="t")
    op.drop_index("ix_plain", table_name="t")
    op.drop_table("t")
