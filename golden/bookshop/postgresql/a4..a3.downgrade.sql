-- bookshop: downgrade a4 -> a3                                                        PostgreSQL 15
--
--   a4 -> a3   Orders and their lines  (3 statements)
--
-- Halts before it touches anything, where the database is not at a4.
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

-- guard: at a4
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) <> 1
        OR (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('a4')) <> 1
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script downgrades a4 to a3: this database is not at a4', DETAIL = (
            SELECT 'It is at ' || coalesce(string_agg(version_num, ', ' ORDER BY version_num), 'base') || '.'
            FROM alembic_version
        );
    END IF;
END
$guard$;

-- a4 -> a3   Orders and their lines ---------------------------------------------------------------

-- versions/a4_orders.py:56   drop table order_line
DROP TABLE order_line;

-- versions/a4_orders.py:57   drop table order
DROP TABLE "order";

-- versions/a4_orders.py:59   drop type order_status
DROP TYPE order_status;

-- version table
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='a3' WHERE alembic_version.version_num = 'a4';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold a4, which becomes a3';
    END IF;
END
$version$;

COMMIT;
