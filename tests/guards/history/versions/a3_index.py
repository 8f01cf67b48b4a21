"""Names are searched for"""

from alembic import op

revision = "a3"
down_revision = "a2"


def upgrade():
    op.create_index("ix_account_name", "account", ["name"])
    op.execute("UPDATE account SET balance = balance * 2")


def downgrade():
    op.drop_index("ix_account_name", "account")
