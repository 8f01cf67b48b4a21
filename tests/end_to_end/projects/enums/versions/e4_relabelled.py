"""Labels changed: ADD VALUE, RENAME VALUE, and the rename-create-cast-drop way."""

import sqlalchemy as sa
from alembic import op

revision = "e4"
down_revision = "e3"


def upgrade():
    with op.get_context().autocommit_block():
        op.execute("ALTER TYPE mood ADD VALUE 'happy' AFTER 'it''s ok'")
        op.execute("ALTER TYPE mood ADD VALUE IF NOT EXISTS 'happy'")
    op.execute("ALTER TYPE mood RENAME VALUE 'sad' TO 'blue'")
    op.execute("UPDATE a SET mood = 'happy'")
    op.execute("ALTER TYPE status RENAME TO status_old")
    sa.Enum("new", "open", "done", name="status").create(op.get_bind(), checkfirst=True)
    op.alter_column("a", "status", server_default=None)
    op.alter_column(
        "a",
        "status",
        type_=sa.Enum("new", "open", "done", name="status"),
        existing_type=sa.Enum("new", "done", name="status_old"),
        postgresql_using="status::text::status",
    )
    op.alter_column("a", "status", server_default="open")
    op.drop_column("b", "status_again")
    op.drop_column("b", "statuses")
    op.drop_column("b", "status")
    op.execute("DROP TYPE status_old")


def downgrade():
    op.execute("UPDATE a SET mood = 'blue'")
    op.execute("ALTER TYPE mood RENAME TO mood_old")
    op.execute("CREATE TYPE mood AS ENUM ('sad', 'it''s ok', 'žluť')")
    op.execute("ALTER TABLE a ALTER mood TYPE mood USING replace(mood::text, 'blue', 'sad')::mood")
    op.execute("DROP TYPE mood_old")
    op.execute("ALTER TABLE a ALTER COLUMN status DROP DEFAULT")
    op.execute("ALTER TABLE a ALTER COLUMN status TYPE text")
    op.execute("UPDATE a SET status = 'new' WHERE status = 'open'")
    op.execute("DROP TYPE status")
    sa.Enum("new", "done", name="status").create(op.get_bind(), checkfirst=True)
    op.execute("ALTER TABLE a ALTER COLUMN status TYPE status USING status::status")
    op.alter_column("a", "status", server_default="new")
    op.add_column("b", sa.Column("status", sa.Enum("new", "done", name="status")))
    op.add_column("b", sa.Column("statuses", sa.ARRAY(sa.Enum("new", "done", name="status"))))
    op.add_column("b", sa.Column("status_again", sa.Enum("new", "done", name="status")))
