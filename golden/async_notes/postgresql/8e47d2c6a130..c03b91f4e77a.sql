-- async_notes: upgrade 8e47d2c6a130 -> c03b91f4e77a                                   PostgreSQL 15
--
--   8e47d2c6a130 -> c03b91f4e77a   Shared notebooks  (1 statement)
--
-- Halts before it touches anything, where the database is not at 8e47d2c6a130.
-- Several transactions: some statements must run outside one.

BEGIN;

-- guard: at 8e47d2c6a130
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) <> 1
        OR (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('8e47d2c6a130')) <> 1
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script upgrades 8e47d2c6a130 to c03b91f4e77a: this database is not at 8e47d2c6a130', DETAIL = (
            SELECT 'It is at ' || coalesce(string_agg(version_num, ', ' ORDER BY version_num), 'base') || '.'
            FROM alembic_version
        );
    END IF;
END
$guard$;

-- 8e47d2c6a130 -> c03b91f4e77a   Shared notebooks -------------------------------------------------

COMMIT;

-- migrations/versions/c03b91f4e77a_shared_notebooks.py:21
ALTER TYPE visibility ADD VALUE IF NOT EXISTS 'shared' BEFORE 'public';

BEGIN;

-- version table
UPDATE alembic_version SET version_num='c03b91f4e77a' WHERE alembic_version.version_num = '8e47d2c6a130';

COMMIT;
