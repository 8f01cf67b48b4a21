-- bookshop: downgrade b1 -> a7, p3                                                    PostgreSQL 15
--
--   b1 -> a7, p3   Merge the pricing branch  (0 statements)
--
-- Halts before it touches anything, where the database is not at b1.
-- One transaction: all of it happens or none.

BEGIN;

-- guard: at b1
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) <> 1
        OR (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('b1')) <> 1
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

UPDATE alembic_version SET version_num='p3' WHERE alembic_version.version_num = 'b1';

COMMIT;
