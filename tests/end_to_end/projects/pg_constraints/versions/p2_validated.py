"""Raw ALTER TABLE between: VALIDATE, RENAME CONSTRAINT, USING INDEX."""

from alembic import op

revision = "p2"
down_revision = "p1"


def upgrade():
    op.execute("ALTER TABLE q VALIDATE CONSTRAINT ck_q_later")
    op.execute("ALTER TABLE q RENAME CONSTRAINT ck_q_later TO ck_q_now")
    op.create_index("uq_q_b", "q", ["b"], unique=True)
    op.execute("ALTER TABLE q ADD CONSTRAINT uq_q_b UNIQUE USING INDEX uq_q_b")
    op.drop_constraint("ck_q_now", "q", type_="check")
    op.drop_constraint("uq_q_b", "q", type_="unique")


def downgrade():
    op.create_check_constraint("ck_q_later", "q", "a > 0")
