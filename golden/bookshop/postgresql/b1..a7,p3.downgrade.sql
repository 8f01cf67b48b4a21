-- bookshop: downgrade b1 -> a7, p3                                                    PostgreSQL 15
--
--   b1 -> a7, p3   Merge the pricing branch  (0 statements)
--
-- Halts before it touches anything, where the database is not at b1.
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

-- guard: at b1
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) <> 1
        OR (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('b1')) <> 1
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script downgrades b1 to a7 + p3: this database is not at b1', DETAIL = (
            SELECT 'It is at ' || coalesce(string_agg(version_num, ', ' ORDER BY version_num), 'base') || '.'
            FROM alembic_version
        );
    END IF;
END
$guard$;

-- b1 -> a7, p3   Merge the pricing branch ---------------------------------------------------------

-- version table
INSERT INTO alembic_version (version_num) VALUES ('a7');

DO $version$
BEGIN
    UPDATE alembic_version SET version_num='p3' WHERE alembic_version.version_num = 'b1';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold b1, which becomes p3';
    END IF;
END
$version$;

COMMIT;
