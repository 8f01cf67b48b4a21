"""Gas meters, and amounts with decimals

The check grows, and so does the amount: what is not said here (NOT NULL, the default) stays as it was.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade():
    op.drop_constraint("kind_known", "meter", type_="check")
    op.create_check_constraint("kind_known", "meter", "kind IN ('water', 'power', 'gas')")
    op.alter_column("reading", "amount", type_=sa.Numeric(12, 3))
    op.alter_column("site", "city", new_column_name="town")
    op.alter_column("site", "town", nullable=True, server_default=None)
    op.execute("UPDATE site SET town = NULL WHERE town = ''")


def downgrade():
    op.execute("UPDATE site SET town = '' WHERE town IS NULL")
    op.alter_column("site", "town", nullable=False, server_default="")
    op.alter_column("site", "town", new_column_name="city")
    op.alter_column("reading", "amount", type_=sa.Integer)
    op.execute("DELETE FROM reading WHERE serial IN (SELECT serial FROM meter WHERE kind = 'gas')")
    op.execute("DELETE FROM meter WHERE kind = 'gas'")
    op.drop_constraint("kind_known", "meter", type_="check")
    op.create_check_constraint("kind_known", "meter", "kind IN ('water', 'power')")
