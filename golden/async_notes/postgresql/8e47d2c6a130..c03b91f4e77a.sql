-- async_notes: upgrade 8e47d2c6a130 -> c03b91f4e77a                                   PostgreSQL 15
--
--   8e47d2c6a130 -> c03b91f4e77a   Shared notebooks  (1 statement)
--
-- Halts before it touches anything, where the database is not at 8e47d2c6a130.
-- Several transactions: some statements must run outside one.

-- guard: PostgreSQL 15 or later, and no other run
SET sqlgen.guard = '';
DO $guard$
BEGIN
    IF version() NOT LIKE 'PostgreSQL %' OR current_setting('server_version_num')::integer < 150000 THEN
        RAISE EXCEPTION USING MESSAGE = 'this script is written for PostgreSQL 15 or later', DETAIL = 'It runs on ' || version() || '.';
    END IF;
    IF NOT pg_try_advisory_lock(hashtext('sqlgen'), hashtext('alembic_version')) THEN
        RAISE EXCEPTION USING MESSAGE = 'another migration of this database is in progress';
    END IF;
    PERFORM set_config('sqlgen.guard', 'alone', false);
END
$guard$;

-- guard: at 8e47d2c6a130
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) <> 1
        OR (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('8e47d2c6a130')) <> 1
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script upgrades 8e47d2c6a130 to c03b91f4e77a: this database is not at 8e47d2c6a130', DETAIL = (
            SELECT 'It is at ' || coalesce(string_agg(version_num, ', ' ORDER BY version_num), 'base') || '.'
            FROM alembic_version
        );
    END IF;
    IF current_setting('sqlgen.guard') = 'alone' THEN
        PERFORM set_config('sqlgen.guard', 'passed', false);
    END IF;
END
$guard$;
DO $guard$
BEGIN
    IF current_setting('sqlgen.guard') <> 'passed' THEN
        PERFORM pg_terminate_backend(pg_backend_pid());
    END IF;
END
$guard$;

-- 8e47d2c6a130 -> c03b91f4e77a   Shared notebooks -------------------------------------------------

-- migrations/versions/c03b91f4e77a_shared_notebooks.py:21
ALTER TYPE visibility ADD VALUE IF NOT EXISTS 'shared' BEFORE 'public';

BEGIN;

-- version table
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='c03b91f4e77a' WHERE alembic_version.version_num = '8e47d2c6a130';
    IF NOT FOUND THEN
        RAISE WARNING USING MESSAGE = 'the version table does not hold 8e47d2c6a130, which becomes c03b91f4e77a';
        PERFORM pg_terminate_backend(pg_backend_pid());
    END IF;
END
$version$;

COMMIT;

-- guard: the run is over
DO $guard$
BEGIN
    PERFORM pg_advisory_unlock(hashtext('sqlgen'), hashtext('alembic_version'));
END
$guard$;
