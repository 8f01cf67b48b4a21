-- bookshop: upgrade a7, p3 -> b1                                                      PostgreSQL 15
--
--   a7, p3 -> b1   Merge the pricing branch  (0 statements)
--
-- Halts before it touches anything, where the database is not at a7, p3.
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

-- guard: at a7 + p3
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) <> 2
        OR (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('a7', 'p3')) <> 2
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script upgrades a7 + p3 to b1: this database is not at a7 + p3', DETAIL = (
            SELECT 'It is at ' || coalesce(string_agg(version_num, ', ' ORDER BY version_num), 'base') || '.'
            FROM alembic_version
        );
    END IF;
END
$guard$;

-- a7, p3 -> b1   Merge the pricing branch ---------------------------------------------------------

-- version table
DO $version$
BEGIN
    DELETE FROM alembic_version WHERE alembic_version.version_num = 'a7';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold a7, which leaves it';
    END IF;
END
$version$;

DO $version$
BEGIN
    UPDATE alembic_version SET version_num='b1' WHERE alembic_version.version_num = 'p3';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold p3, which becomes b1';
    END IF;
END
$version$;

COMMIT;
