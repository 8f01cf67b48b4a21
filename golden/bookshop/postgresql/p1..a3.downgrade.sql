-- bookshop: downgrade p1 -> a3                                                        PostgreSQL 15
--
--   p1 -> a3   Price lists  (2 statements)
--
-- Halts before it touches anything, where the database is not at p1.
-- One transaction: all of it happens or none.

BEGIN;

-- guard: at p1
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) <> 1
        OR (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('p1')) <> 1
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script downgrades p1 to a3: this database is not at p1', DETAIL = (
            SELECT 'It is at ' || coalesce(string_agg(version_num, ', ' ORDER BY version_num), 'base') || '.'
            FROM alembic_version
        );
    END IF;
END
$guard$;

-- p1 -> a3   Price lists --------------------------------------------------------------------------

-- versions/p1_price_lists.py:40   drop table book_price
DROP TABLE book_price;

-- versions/p1_price_lists.py:41   drop table price_list
DROP TABLE price_list;

-- version table
UPDATE alembic_version SET version_num='a3' WHERE alembic_version.version_num = 'p1';

COMMIT;
