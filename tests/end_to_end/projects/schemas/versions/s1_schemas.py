"""Objects in schemas, one of them with a name that wants quotes."""

import sqlalchemy as sa
from alembic import op

revision = "s1"
down_revision = None


def upgrade():
    for name in ("one", '"Two Words"'):
        op.execute(f"CREATE SCHEMA {name}")
    for schema in ("one", "Two Words", None):
        op.create_table(
            "t",
            sa.Column("id", sa.Integer, primary_key=True, comment="key"),
            sa.Column("name", sa.String(20), unique=True, index=True, server_default="x"),
            sa.Column("up", sa.Integer, sa.ForeignKey(f"{schema}.t.id" if schema else "t.id")),
            sa.CheckConstraint("id > 0", name="positive"),
            schema=schema,
            comment=f"in {schema}",
        )
        op.add_column("t", sa.Column("more", sa.Integer, comment="more", index=True), schema=schema)
        op.create_index("ix_both", "t", ["id", "more"], schema=schema)
        op.create_unique_constraint("uq_more", "t", ["more"], schema=schema)
        op.create_check_constraint("ck_more", "t", "more < 9", schema=schema)
        op.alter_column("t", "more", nullable=False, server_default="1", comment="changed", schema=schema)
        op.alter_column("t", "more", new_column_name="most", schema=schema)
        op.create_table_comment("t", "changed", schema=schema)
    op.create_foreign_key(
        "fk_cross", "t", "t", ["up"], ["id"], source_schema="one", referent_schema="Two Words"
    )
    op.create_foreign_key("fk_out", "t", "t", ["most"], ["id"], source_schema="one")
    op.create_foreign_key("fk_in", "t", "t", ["most"], ["id"], referent_schema="one")


def downgrade():
    op.drop_constraint("fk_in", "t", type_="foreignkey")
    op.drop_constraint("fk_out", "t", type_="foreignkey", schema="one")
    op.drop_constraint("fk_cross", "t", type_="foreignkey", schema="one")
    for schema in (None, "Two Words", "one"):
        op.drop_table_comment("t", schema=schema)
        op.drop_constraint("ck_more", "t", type_="check", schema=schema)
        op.drop_index("ix_both", table_name="t", schema=schema)
        op.drop_index("ix_t_more" if schema is None else f"ix_{schema}_t_more", schema=schema)
        op.drop_column("t", "most", schema=schema)
        op.drop_table("t", schema=schema)
    op.execute('DROP SCHEMA "Two Words"')
    op.execute("DROP SCHEMA one")
