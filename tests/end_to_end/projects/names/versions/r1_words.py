"""Names that are words of SQL, that have capitals, blanks, quotes, dots and other scripts."""

import sqlalchemy as sa
from alembic import op

revision = "r1"
down_revision = None

COLUMNS = (
    "select",
    "order",
    "group",
    "user",
    "from",
    "end",
    "key",
    "index",
    "check",
    "table",
    "Mixed",
    "With Blank",
    "with-dash",
    "with.dot",
    "quote'd",
    'double"d',
    "back`tick",
    "percent%",
    "colon:x",
    "žluť",
    "数",
    "1st",
    "a$b",
    "UPPER",
    "semi;colon",
    "{brace}",
    "back\\slash",
    "-- comment",
    "x" * 60,
)
TABLES = ("order", "user", "Mixed", "With Blank", "ta'ble", 'ta"ble', "tab`le", "100%", ":colon", "таблица")


def upgrade():
    op.create_table("words", *[sa.Column(name, sa.Integer) for name in COLUMNS])
    for at, name in enumerate(TABLES):
        op.create_table(
            name,
            sa.Column("id", sa.Integer, primary_key=True),
            sa.Column("select", sa.Integer, comment=name),
            sa.Column("Other One", sa.Integer, unique=True),
            comment=name,
        )
        op.create_index(f"ix {name}", name, ["select", "Other One"])
        op.create_check_constraint(f"ck {at}", name, sa.column("select") > 0)
        op.create_foreign_key(f"fk {at}", name, name, ["Other One"], ["id"])
        op.add_column(name, sa.Column("added.column", sa.String(9), server_default=name[:9]))
        op.alter_column(
            name,
            "added.column",
            nullable=False,
            existing_type=sa.String(9),
            existing_nullable=True,
            existing_server_default=name[:9],
        )
        op.alter_column(
            name,
            "added.column",
            new_column_name="now:%this",
            existing_type=sa.String(9),
            existing_nullable=False,
            existing_server_default=name[:9],
        )
        op.bulk_insert(sa.table(name, sa.column("id"), sa.column("select")), [{"id": 5, "select": 6}])


def downgrade():
    for at, name in enumerate(TABLES):
        op.drop_constraint(f"fk {at}", name, type_="foreignkey")
        op.drop_constraint(f"ck {at}", name, type_="check")
        op.drop_index(f"ix {name}", table_name=name)
        op.drop_column(name, "now:%this")
        op.drop_table_comment(name)
        op.drop_table(name)
    op.drop_table("words")
