-- bookshop: downgrade a2 -> a1                                                        PostgreSQL 15
--
--   a2 -> a1   Prices as numeric  (4 statements)
--
-- Halts before it touches anything, where the database is not at a2.
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

-- guard: at a2
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) <> 1
        OR (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('a2')) <> 1
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script downgrades a2 to a1: this database is not at a2', DETAIL = (
            SELECT 'It is at ' || coalesce(string_agg(version_num, ', ' ORDER BY version_num), 'base') || '.'
            FROM alembic_version
        );
    END IF;
END
$guard$;

-- a2 -> a1   Prices as numeric --------------------------------------------------------------------

-- versions/a2_prices_as_numeric.py:34   drop check ck_book_price_not_negative of book
ALTER TABLE book DROP CONSTRAINT ck_book_price_not_negative;

-- versions/a2_prices_as_numeric.py:35
UPDATE book SET price = price * 100;

-- versions/a2_prices_as_numeric.py:36   book.price: NUMERIC(10, 2) -> INTEGER
ALTER TABLE book ALTER COLUMN price TYPE INTEGER;

-- versions/a2_prices_as_numeric.py:36   comment on book.price
COMMENT ON COLUMN book.price IS 'In cents';

-- version table
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='a1' WHERE alembic_version.version_num = 'a2';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold a2, which becomes a1';
    END IF;
END
$version$;

COMMIT;
