"""MariaDB's bodies with semicolons: triggers, procedures, functions, events; views."""

import sqlalchemy as sa
from alembic import op

revision = "y1"
down_revision = None


def upgrade():
    op.create_table("w", sa.Column("id", sa.Integer, primary_key=True), sa.Column("n", sa.Integer))
    op.execute("CREATE TRIGGER bump BEFORE INSERT ON w FOR EACH ROW SET NEW.n = NEW.n + 1")
    op.execute(
        """
        CREATE TRIGGER bump_more BEFORE UPDATE ON w FOR EACH ROW
        BEGIN
            IF NEW.n > 5 THEN SET NEW.n = 5; END IF;
            SET @x = 'a;b';
        END
        """
    )
    op.execute("CREATE PROCEDURE fill(IN k INT) BEGIN INSERT INTO w (n) VALUES (k); SELECT 1; END;")
    op.execute("CREATE FUNCTION twice(k INT) RETURNS INT DETERMINISTIC RETURN k * 2")
    op.execute("CREATE VIEW v AS SELECT id, 'a;b' AS t FROM w")
    op.execute("INSERT INTO w (n) VALUES (1), (7)")
    op.execute("UPDATE w SET n = n + 1")


def downgrade():
    op.execute("DROP VIEW v")
    op.execute("DROP FUNCTION twice")
    op.execute("DROP PROCEDURE fill")
    op.execute("DROP TRIGGER bump_more")
    op.drop_table("w")
