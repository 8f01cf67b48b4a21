-- bookshop: downgrade a7 -> a6                                                        PostgreSQL 15
--
--   a7 -> a6   Notes, gifts and longer references on orders  (7 statements)
--
-- Halts before it touches anything, where the database is not at a7.
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

-- guard: at a7
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) <> 1
        OR (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('a7')) <> 1
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script downgrades a7 to a6: this database is not at a7', DETAIL = (
            SELECT 'It is at ' || coalesce(string_agg(version_num, ', ' ORDER BY version_num), 'base') || '.'
            FROM alembic_version
        );
    END IF;
END
$guard$;

-- a7 -> a6   Notes, gifts and longer references on orders -----------------------------------------

-- versions/a7_order_notes.py:31   order_line.quantity loses its default
ALTER TABLE order_line ALTER COLUMN quantity DROP DEFAULT;

-- versions/a7_order_notes.py:32   comment on table order
COMMENT ON TABLE "order" IS NULL;

-- versions/a7_order_notes.py:33   drop unique constraint uq_order_reference of order
ALTER TABLE "order" DROP CONSTRAINT uq_order_reference;

-- versions/a7_order_notes.py:34   order.reference: VARCHAR(40) -> VARCHAR(20)
ALTER TABLE "order" ALTER COLUMN reference TYPE VARCHAR(20);

-- versions/a7_order_notes.py:34   order.reference may be NULL
ALTER TABLE "order" ALTER COLUMN reference DROP NOT NULL;

-- versions/a7_order_notes.py:35   drop column order.note
ALTER TABLE "order" DROP COLUMN note;

-- versions/a7_order_notes.py:36   drop column order.gift
ALTER TABLE "order" DROP COLUMN gift;

-- version table
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='a6' WHERE alembic_version.version_num = 'a7';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold a7, which becomes a6';
    END IF;
END
$version$;

COMMIT;
