-- bookshop: stamp a1 -> b2                                                            PostgreSQL 15
--
--   a1 -> b2   Prices come from the price lists  (0 statements)
--
-- Halts before it touches anything, where the database is not at a1.
-- One transaction: all of it happens or none.

BEGIN;

-- guard: at a1
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) <> 1
        OR (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('a1')) <> 1
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script stamps a1 to b2: this database is not at a1', DETAIL = (
            SELECT 'It is at ' || coalesce(string_agg(version_num, ', ' ORDER BY version_num), 'base') || '.'
            FROM alembic_version
        );
    END IF;
END
$guard$;

-- a1 -> b2   Prices come from the price lists -----------------------------------------------------

-- version table
UPDATE alembic_version SET version_num='b2' WHERE alembic_version.version_num = 'a1';

COMMIT;
