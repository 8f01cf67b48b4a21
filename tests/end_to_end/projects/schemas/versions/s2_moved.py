"""Renamed within schemas; moved and searched by raw SQL."""

import sqlalchemy as sa
from alembic import op

revision = "s2"
down_revision = "s1"


def upgrade():
    op.rename_table("t", "T 2", schema="Two Words")
    op.drop_column("T 2", "name", schema="Two Words")
    op.bulk_insert(
        sa.table("T 2", sa.column("id"), sa.column("most"), schema="Two Words"), [{"id": 1, "most": 2}]
    )
    op.execute("CREATE SCHEMA three")
    op.execute(sa.text('ALTER TABLE "Two Words"."T 2" SET SCHEMA three'))
    op.add_column("T 2", sa.Column("after", sa.Integer), schema="three")


def downgrade():
    op.drop_column("T 2", "after", schema="three")
    op.execute('ALTER TABLE three."T 2" SET SCHEMA "Two Words"')
    op.execute("DROP SCHEMA three")
    op.execute('DELETE FROM "Two Words"."T 2"')
    op.add_column("T 2", sa.Column("name", sa.String(20), unique=True), schema="Two Words")
    op.create_index("ix_Two Words_t_name", "T 2", ["name"], schema="Two Words")
    op.rename_table("T 2", "t", schema="Two Words")
