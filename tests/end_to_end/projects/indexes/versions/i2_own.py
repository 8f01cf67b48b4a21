"""Each engine's own kinds."""

import sqlalchemy as sa
from alembic import op

revision = "i2"
down_revision = "i1"


def upgrade():
    if op.get_context().dialect.name == "postgresql":
        op.create_index("ix_where", "t", ["n"], postgresql_where=sa.text("n > 0 AND name <> 'it''s'"))
        op.create_index("ix_where_expression", "t", ["n"], postgresql_where=sa.column("n") > 5)
        op.create_index("ix_include", "t", ["n"], unique=True, postgresql_include=["name"])
        op.create_index("ix_ops", "t", ["name", "code"], postgresql_ops={"name": "varchar_pattern_ops"})
        op.create_index("ix_with", "t", ["n"], postgresql_with={"fillfactor": 50})
        op.create_index(
            "ix_brin", "t", ["n"], postgresql_using="brin", postgresql_with={"pages_per_range": 16}
        )
        op.create_index("ix_lower", "t", [sa.text("lower(name)")])
        op.create_index("ix_func", "t", [sa.func.upper(sa.column("name")), "n"])
        op.create_index("ix_expression", "t", [sa.text("(n + 1)"), sa.text('name COLLATE "C"')])
        op.create_index("ix_nulls", "t", [sa.column("n").desc().nulls_last()])
        op.create_index("ix_space", "t", ["n"], postgresql_tablespace="pg_default")
        op.create_index("ix_string_percent", "t", [sa.text("replace(name, '%', '\\:x')")])
    else:
        op.create_index(
            "ix_length", "t", ["name", "body"], mysql_length={"body": 7}, mariadb_length={"body": 7}
        )
        op.create_index("ix_full", "t", ["body"], mysql_prefix="FULLTEXT", mariadb_prefix="FULLTEXT")
        op.create_index("ix_using", "t", ["n"], mysql_using="btree", mariadb_using="btree")


def downgrade():
    if op.get_context().dialect.name == "postgresql":
        for name in (
            "string_percent",
            "space",
            "nulls",
            "expression",
            "func",
            "lower",
            "brin",
            "with",
            "ops",
        ):
            op.drop_index(f"ix_{name}")
        for name in ("include", "where_expression", "where"):
            op.drop_index(f"ix_{name}", table_name="t", postgresql_where=sa.text("n > 0"))
    else:
        for name in ("using", "full", "length"):
            op.drop_index(f"ix_{name}", table_name="t")
