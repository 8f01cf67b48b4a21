"""Nullability alone."""

import sqlalchemy as sa
from alembic import op
from existing import existing

revision = "c2"
down_revision = "c1"

NAME = {"type": sa.String(40), "server_default": "it's", "comment": 'Its name\'s "text"'}
MADE = {"type": sa.DateTime(), "server_default": sa.func.now(), "comment": "When made"}
FLAG = {"type": sa.Boolean(), "server_default": sa.true()}
KIND = {"type": sa.Enum("a", "b", name="kind"), "server_default": "a", "comment": "Which kind"}
PRICE = {"type": sa.Numeric(10, 2), "server_default": "1.50"}


def upgrade():
    op.alter_column("item", "name", nullable=True, **existing(**NAME, nullable=False))
    op.alter_column("item", "made", nullable=True, **existing(**MADE, nullable=False))
    op.alter_column("item", "flag", nullable=True, **existing(**FLAG, nullable=False))
    op.alter_column("item", "kind", nullable=True, **existing(**KIND, nullable=False))
    op.execute("UPDATE item SET price = 2 WHERE price IS NULL")
    op.alter_column("item", "price", nullable=False, **existing(**PRICE, nullable=True))


def downgrade():
    op.alter_column("item", "price", nullable=True, **existing(**PRICE, nullable=False))
    op.execute("UPDATE item SET name = 'none' WHERE name IS NULL")
    op.alter_column("item", "kind", nullable=False, **existing(**KIND, nullable=True))
    op.alter_column("item", "flag", nullable=False, **existing(**FLAG, nullable=True))
    op.alter_column("item", "made", nullable=False, **existing(**MADE, nullable=True))
    op.alter_column("item", "name", nullable=False, **existing(**NAME, nullable=True))
