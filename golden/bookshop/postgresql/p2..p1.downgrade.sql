-- bookshop: downgrade p2 -> p1                                                        PostgreSQL 15
--
--   p2 -> p1   The first price lists  (2 statements)
--
-- Halts before it touches anything, where the database is not at p2.
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

-- guard: at p2
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) <> 1
        OR (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('p2')) <> 1
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script downgrades p2 to p1: this database is not at p2', DETAIL = (
            SELECT 'It is at ' || coalesce(string_agg(version_num, ', ' ORDER BY version_num), 'base') || '.'
            FROM alembic_version
        );
    END IF;
END
$guard$;

-- p2 -> p1   The first price lists ----------------------------------------------------------------

-- versions/p2_first_price_lists.py:31
DELETE FROM book_price WHERE price_list_id IN (1, 2);

-- versions/p2_first_price_lists.py:32
DELETE FROM price_list WHERE price_list.id IN (1, 2);

-- version table
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='p1' WHERE alembic_version.version_num = 'p2';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold p2, which becomes p1';
    END IF;
END
$version$;

COMMIT;
