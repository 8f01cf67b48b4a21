-- bookshop: upgrade b1 -> b2                                                          PostgreSQL 15
--
--   b1 -> b2   Prices come from the price lists  (4 statements)
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
        RAISE EXCEPTION USING MESSAGE = 'this script upgrades b1 to b2: this database is not at b1', DETAIL = (
            SELECT 'It is at ' || coalesce(string_agg(version_num, ', ' ORDER BY version_num), 'base') || '.'
            FROM alembic_version
        );
    END IF;
END
$guard$;

-- b1 -> b2   Prices come from the price lists -----------------------------------------------------

-- versions/b2_prices_from_price_lists.py:41
DROP VIEW book_sales;

-- versions/b2_prices_from_price_lists.py:42   drop check ck_book_price_not_negative of book
ALTER TABLE book DROP CONSTRAINT ck_book_price_not_negative;

-- versions/b2_prices_from_price_lists.py:43   drop column book.price
ALTER TABLE book DROP COLUMN price;

-- versions/b2_prices_from_price_lists.py:44
CREATE VIEW book_sales AS
    SELECT b.id AS book_id,
           b.title,
           COALESCE(SUM(l.quantity), 0) AS copies_sold,
           COALESCE(SUM(l.quantity * l.unit_price), 0) AS revenue
    FROM book b
    LEFT JOIN order_line l ON l.book_id = b.id
    GROUP BY b.id, b.title;

-- version table
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='b2' WHERE alembic_version.version_num = 'b1';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold b1, which becomes b2';
    END IF;
END
$version$;

COMMIT;
