"""A table whose columns have everything that a column can have."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql as my

revision = "c1"
down_revision = None


def upgrade():
    mysql = op.get_context().dialect.name != "postgresql"
    op.create_table(
        "item",
        sa.Column("id", sa.Integer, primary_key=True, comment="The number"),
        sa.Column("name", sa.String(40), nullable=False, server_default="it's", comment='Its name\'s "text"'),
        sa.Column("count_", sa.Integer, nullable=False, server_default=sa.text("0"), comment="How many"),
        sa.Column("price", sa.Numeric(10, 2), nullable=True, server_default="1.50"),
        sa.Column("made", sa.DateTime, nullable=False, server_default=sa.func.now(), comment="When made"),
        sa.Column("seen", sa.DateTime),
        sa.Column("plain", sa.String(10)),
        sa.Column("wide", sa.Integer, nullable=False, server_default="5"),
        sa.Column(
            "kind", sa.Enum("a", "b", name="kind"), nullable=False, server_default="a", comment="Which kind"
        ),
        sa.Column("flag", sa.Boolean, nullable=False, server_default=sa.true()),
        comment="Items",
    )
    if mysql:
        op.create_table(
            "special",
            sa.Column(
                "id", my.BIGINT(unsigned=True), primary_key=True, autoincrement=True, comment="numbered"
            ),
            sa.Column("latin", my.VARCHAR(20, charset="latin1", collation="latin1_bin"), nullable=False),
            sa.Column("binary_", sa.String(20, collation="utf8mb4_bin"), nullable=False, server_default="b"),
            sa.Column(
                "changed",
                sa.TIMESTAMP,
                nullable=False,
                server_default=sa.text("CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP"),
                comment="set by the server",
            ),
            sa.Column(
                "touched",
                my.DATETIME(fsp=3),
                nullable=True,
                server_default=sa.text("NULL ON UPDATE CURRENT_TIMESTAMP(3)"),
            ),
            sa.Column("amount", my.INTEGER(unsigned=True), nullable=False, server_default=sa.text("3")),
            sa.Column("claimed", sa.DateTime, server_onupdate=sa.text("CURRENT_TIMESTAMP")),
            sa.Column("guid", sa.String(40), server_default=sa.text("(uuid())")),
            mysql_engine="InnoDB",
            mysql_default_charset="utf8mb4",
        )


def downgrade():
    if op.get_context().dialect.name != "postgresql":
        op.drop_table("special")
    op.drop_table("item")
    sa.Enum(name="kind").drop(op.get_bind(), checkfirst=True)
