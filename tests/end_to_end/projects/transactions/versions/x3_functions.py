"""Bodies with semicolons: functions, triggers, DO blocks; views and materialised views."""

from alembic import op

revision = "x3"
down_revision = "x2"


def upgrade():
    op.execute(
        """
        CREATE FUNCTION bump() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            NEW.m := COALESCE(NEW.m, 0) + 1; -- it's one more
            RETURN NEW;
        END
        $$;
        """
    )
    op.execute("CREATE TRIGGER bump_w BEFORE UPDATE ON w FOR EACH ROW EXECUTE FUNCTION bump();")
    op.execute("DO $do$ BEGIN UPDATE w SET n = n + 1; IF NOT FOUND THEN RAISE 'x;y'; END IF; END $do$")
    op.execute("CREATE VIEW v AS SELECT id, 'a;b' AS text FROM w; CREATE VIEW v2 AS SELECT * FROM v")
    op.execute("CREATE MATERIALIZED VIEW mv AS SELECT count(*) AS n FROM w")
    op.execute("COMMENT ON VIEW v IS 'it''s; a view'")


def downgrade():
    op.execute("DROP MATERIALIZED VIEW mv")
    op.execute("DROP VIEW v2; DROP VIEW v;")
    op.execute("DROP TRIGGER bump_w ON w")
    op.execute("DROP FUNCTION bump()")
