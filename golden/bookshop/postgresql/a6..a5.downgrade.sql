-- bookshop: downgrade a6 -> a5                                                        PostgreSQL 15
--
--   a6 -> a5   A view of what each book has sold  (1 statement)
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
        RAISE EXCEPTION USING MESSAGE = 'this script downgrades a6 to a5: this database is not at a6', DETAIL = (
            SELECT 'It is at ' || coalesce(string_agg(version_num, ', ' ORDER BY version_num), 'base') || '.'
            FROM alembic_version
        );
    END IF;
END
$guard$;

-- a6 -> a5   A view of what each book has sold ----------------------------------------------------

-- versions/a6_book_sales_view.py:33
DROP VIEW book_sales;

-- version table
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='a5' WHERE alembic_version.version_num = 'a6';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold a6, which becomes a5';
    END IF;
END
$version$;

COMMIT;
