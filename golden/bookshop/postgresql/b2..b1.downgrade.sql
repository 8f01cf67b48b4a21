-- bookshop: downgrade b2 -> b1                                                        PostgreSQL 15
--
--   b2 -> b1   Prices come from the price lists  (6 statements)
--
-- Halts before it touches anything, where the database is not at b2.
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

-- guard: at b2
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) <> 1
        OR (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('b2')) <> 1
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script downgrades b2 to b1: this database is not at b2', DETAIL = (
            SELECT 'It is at ' || coalesce(string_agg(version_num, ', ' ORDER BY version_num), 'base') || '.'
            FROM alembic_version
        );
    END IF;
END
$guard$;

-- b2 -> b1   Prices come from the price lists -----------------------------------------------------

-- versions/b2_prices_from_price_lists.py:48
DROP VIEW book_sales;

-- versions/b2_prices_from_price_lists.py:49   add column book.price NUMERIC(10, 2)
ALTER TABLE book ADD COLUMN price NUMERIC(10, 2) DEFAULT 0 NOT NULL;

-- versions/b2_prices_from_price_lists.py:49   comment on book.price
COMMENT ON COLUMN book.price IS 'In euros';

-- versions/b2_prices_from_price_lists.py:53
UPDATE book SET price = (SELECT p.amount FROM book_price p WHERE p.book_id = book.id AND p.price_list_id = 1) WHERE id IN (SELECT book_id FROM book_price WHERE price_list_id = 1);

-- versions/b2_prices_from_price_lists.py:57   add check ck_book_price_not_negative to book
ALTER TABLE book ADD CONSTRAINT ck_book_price_not_negative CHECK (price >= 0);

-- versions/b2_prices_from_price_lists.py:58
CREATE VIEW book_sales AS
    SELECT b.id AS book_id,
           b.title,
           b.price,
           COALESCE(SUM(l.quantity), 0) AS copies_sold,
           COALESCE(SUM(l.quantity * l.unit_price), 0) AS revenue
    FROM book b
    LEFT JOIN order_line l ON l.book_id = b.id
    GROUP BY b.id, b.title, b.price;

-- version table
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='b1' WHERE alembic_version.version_num = 'b2';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold b2, which becomes b1';
    END IF;
END
$version$;

COMMIT;
