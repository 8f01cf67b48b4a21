-- bookshop: upgrade a6 -> a7                                                          PostgreSQL 15
--
--   a6 -> a7   Notes, gifts and longer references on orders  (8 statements)
--
-- Halts before it touches anything, where the database is not at a6.
-- One transaction: all of it happens or none.

BEGIN;

-- guard: PostgreSQL 15 or later, and no other run
DO $guard$
BEGIN
    IF version() NOT LIKE 'PostgreSQL %' OR current_setting('server_version_num')::integer < 150000 THEN
        RAISE EXCEPTION USING MESSAGE = 'this script is written for PostgreSQL 15 or later', DETAIL = 'It runs on ' || version() || '.';
    END IF;
    IF NOT pg_try_advisory_xact_lock(hashtext('sqlgen'), hashtext('alembic_version')) THEN
        RAISE EXCEPTION USING MESSAGE = 'another migration of this database is in progress';
    END IF;
END
$guard$;

-- guard: at a6
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) <> 1
        OR (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('a6')) <> 1
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script upgrades a6 to a7: this database is not at a6', DETAIL = (
            SELECT 'It is at ' || coalesce(string_agg(version_num, ', ' ORDER BY version_num), 'base') || '.'
            FROM alembic_version
        );
    END IF;
END
$guard$;

-- a6 -> a7   Notes, gifts and longer references on orders -----------------------------------------

-- versions/a7_order_notes.py:20   add column order.gift BOOLEAN
ALTER TABLE "order" ADD COLUMN gift BOOLEAN DEFAULT false NOT NULL;

-- versions/a7_order_notes.py:21   add column order.note TEXT
ALTER TABLE "order" ADD COLUMN note TEXT;

-- versions/a7_order_notes.py:22   order.reference: VARCHAR(20) -> VARCHAR(40)
ALTER TABLE "order" ALTER COLUMN reference TYPE VARCHAR(40);

-- versions/a7_order_notes.py:22   order.reference may be NULL
ALTER TABLE "order" ALTER COLUMN reference DROP NOT NULL;

-- versions/a7_order_notes.py:23
UPDATE "order" SET reference=NULL WHERE "order".reference = '';

-- versions/a7_order_notes.py:24   add unique constraint uq_order_reference to order
ALTER TABLE "order" ADD CONSTRAINT uq_order_reference UNIQUE (reference);

-- versions/a7_order_notes.py:25   comment on table order
COMMENT ON TABLE "order" IS 'A customer''s order; its lines are in order_line';

-- versions/a7_order_notes.py:27   order_line.quantity defaults to 1
ALTER TABLE order_line ALTER COLUMN quantity SET DEFAULT 1;

-- version table
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='a7' WHERE alembic_version.version_num = 'a6';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold a6, which becomes a7';
    END IF;
END
$version$;

COMMIT;
