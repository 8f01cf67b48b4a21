-- bookshop: upgrade a7, p3 -> b1                                                      PostgreSQL 15
--
--   a7, p3 -> b1   Merge the pricing branch  (0 statements)
--
-- Halts before it touches anything, where the database is not at a7, p3.
-- One transaction: all of it happens or none.

BEGIN;

-- guard: at a7 + p3
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) <> 2
        OR (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('a7', 'p3')) <> 2
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
DELETE FROM alembic_version WHERE alembic_version.version_num = 'a7';

UPDATE alembic_version SET version_num='b1' WHERE alembic_version.version_num = 'p3';

COMMIT;
