-- bookshop: downgrade a1 -> base                                                      PostgreSQL 15
--
--   a1 -> base   Authors, books and customers  (3 statements)
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
        RAISE EXCEPTION USING MESSAGE = 'this script downgrades a1 to base: this database is not at a1', DETAIL = (
            SELECT 'It is at ' || coalesce(string_agg(version_num, ', ' ORDER BY version_num), 'base') || '.'
            FROM alembic_version
        );
    END IF;
END
$guard$;

-- a1 -> base   Authors, books and customers -------------------------------------------------------

-- versions/a1_authors_books_customers.py:52   drop table customer
DROP TABLE customer;

-- versions/a1_authors_books_customers.py:53   drop table book
DROP TABLE book;

-- versions/a1_authors_books_customers.py:54   drop table author
DROP TABLE author;

-- version table
DELETE FROM alembic_version WHERE alembic_version.version_num = 'a1';

COMMIT;
