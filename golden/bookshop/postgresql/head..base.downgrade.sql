-- bookshop: downgrade b2 -> base                                                      PostgreSQL 15
--
--   b2 -> b1       Prices come from the price lists  (6 statements)
--   b1 -> a7, p3   Merge the pricing branch  (0 statements)
--   a7 -> a6       Notes, gifts and longer references on orders  (7 statements)
--   a6 -> a5       A view of what each book has sold  (1 statement)
--   a5 -> a4       Customers have full names  (8 statements)
--   a4 -> a3       Orders and their lines  (3 statements)
--   p3 -> p2       Every price list has a currency  (4 statements)
--   p2 -> p1       The first price lists  (2 statements)
--   p1 -> a3       Price lists  (2 statements)
--   a3 -> a2       Genres  (3 statements)
--   a2 -> a1       Prices as numeric  (4 statements)
--   a1 -> base     Authors, books and customers  (3 statements)
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
        RAISE EXCEPTION USING MESSAGE = 'this script downgrades b2 to base: this database is not at b2', DETAIL = (
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

-- b1 -> a7, p3   Merge the pricing branch ---------------------------------------------------------

-- version table
INSERT INTO alembic_version (version_num) VALUES ('a7');

DO $version$
BEGIN
    UPDATE alembic_version SET version_num='p3' WHERE alembic_version.version_num = 'b1';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold b1, which becomes p3';
    END IF;
END
$version$;

-- a7 -> a6   Notes, gifts and longer references on orders -----------------------------------------

-- versions/a7_order_notes.py:31   order_line.quantity loses its default
ALTER TABLE order_line ALTER COLUMN quantity DROP DEFAULT;

-- versions/a7_order_notes.py:32   comment on table order
COMMENT ON TABLE "order" IS NULL;

-- versions/a7_order_notes.py:33   drop unique constraint uq_order_reference of order
ALTER TABLE "order" DROP CONSTRAINT uq_order_reference;

-- versions/a7_order_notes.py:34   order.reference: VARCHAR(40) -> VARCHAR(20)
ALTER TABLE "order" ALTER COLUMN reference TYPE VARCHAR(20);

-- versions/a7_order_notes.py:34   order.reference may be NULL
ALTER TABLE "order" ALTER COLUMN reference DROP NOT NULL;

-- versions/a7_order_notes.py:35   drop column order.note
ALTER TABLE "order" DROP COLUMN note;

-- versions/a7_order_notes.py:36   drop column order.gift
ALTER TABLE "order" DROP COLUMN gift;

-- version table
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='a6' WHERE alembic_version.version_num = 'a7';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold a7, which becomes a6';
    END IF;
END
$version$;

-- a6 -> a5   A view of what each book has sold ----------------------------------------------------

-- versions/a6_book_sales_view.py:33
DROP VIEW book_sales;

-- version table
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='a5' WHERE alembic_version.version_num = 'a6';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold a6, which becomes a5';
    END IF;
END
$version$;

-- a5 -> a4   Customers have full names ------------------------------------------------------------

-- versions/a5_customer_names.py:62   book.title: VARCHAR(300) -> VARCHAR(200)
ALTER TABLE book ALTER COLUMN title TYPE VARCHAR(200);

-- versions/a5_customer_names.py:62   book.title must not be NULL
ALTER TABLE book ALTER COLUMN title SET NOT NULL;

-- versions/a5_customer_names.py:63   comment on table customer
COMMENT ON TABLE customer IS 'People who have an account';

-- versions/a5_customer_names.py:68   drop index uq_customer_loyaltyCard
DROP INDEX "uq_customer_loyaltyCard";

-- versions/a5_customer_names.py:69   comment on customer.loyaltyCard
COMMENT ON COLUMN customer."loyaltyCard" IS NULL;

-- versions/a5_customer_names.py:77   customer.email: VARCHAR(200) -> VARCHAR(120)
ALTER TABLE customer ALTER COLUMN email TYPE VARCHAR(120);

-- versions/a5_customer_names.py:84   customer.full_name may be NULL
ALTER TABLE customer ALTER COLUMN full_name DROP NOT NULL;

-- versions/a5_customer_names.py:84   rename column customer.full_name to name
ALTER TABLE customer RENAME full_name TO name;

-- version table
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='a4' WHERE alembic_version.version_num = 'a5';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold a5, which becomes a4';
    END IF;
END
$version$;

-- a4 -> a3   Orders and their lines ---------------------------------------------------------------

-- versions/a4_orders.py:56   drop table order_line
DROP TABLE order_line;

-- versions/a4_orders.py:57   drop table order
DROP TABLE "order";

-- versions/a4_orders.py:59   drop type order_status
DROP TYPE order_status;

-- version table
DO $version$
BEGIN
    DELETE FROM alembic_version WHERE alembic_version.version_num = 'a4';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold a4, which leaves it';
    END IF;
END
$version$;

-- p3 -> p2   Every price list has a currency ------------------------------------------------------

-- versions/p3_currencies.py:40   book_price.amount: NUMERIC(12, 2) -> NUMERIC(10, 2)
ALTER TABLE book_price ALTER COLUMN amount TYPE NUMERIC(10, 2);

-- versions/p3_currencies.py:47   drop check ck_price_list_currency_known of price_list
ALTER TABLE price_list DROP CONSTRAINT ck_price_list_currency_known;

-- versions/p3_currencies.py:48   price_list.currency may be NULL
ALTER TABLE price_list ALTER COLUMN currency DROP NOT NULL;

-- versions/p3_currencies.py:48   price_list.currency loses its default
ALTER TABLE price_list ALTER COLUMN currency DROP DEFAULT;

-- version table
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='p2' WHERE alembic_version.version_num = 'p3';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold p3, which becomes p2';
    END IF;
END
$version$;

-- p2 -> p1   The first price lists ----------------------------------------------------------------

-- versions/p2_first_price_lists.py:31
DELETE FROM book_price WHERE price_list_id IN (1, 2);

-- versions/p2_first_price_lists.py:32
DELETE FROM price_list WHERE price_list.id IN (1, 2);

-- version table
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='p1' WHERE alembic_version.version_num = 'p2';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold p2, which becomes p1';
    END IF;
END
$version$;

-- p1 -> a3   Price lists --------------------------------------------------------------------------

-- versions/p1_price_lists.py:40   drop table book_price
DROP TABLE book_price;

-- versions/p1_price_lists.py:41   drop table price_list
DROP TABLE price_list;

-- version table
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='a3' WHERE alembic_version.version_num = 'p1';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold p1, which becomes a3';
    END IF;
END
$version$;

-- a3 -> a2   Genres -------------------------------------------------------------------------------

-- versions/a3_genres.py:41   drop foreign key fk_book_genre_code_genre of book
ALTER TABLE book DROP CONSTRAINT fk_book_genre_code_genre;

-- versions/a3_genres.py:42   drop column book.genre_code
ALTER TABLE book DROP COLUMN genre_code;

-- versions/a3_genres.py:43   drop table genre
DROP TABLE genre;

-- version table
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='a2' WHERE alembic_version.version_num = 'a3';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold a3, which becomes a2';
    END IF;
END
$version$;

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

-- a1 -> base   Authors, books and customers -------------------------------------------------------

-- versions/a1_authors_books_customers.py:52   drop table customer
DROP TABLE customer;

-- versions/a1_authors_books_customers.py:53   drop table book
DROP TABLE book;

-- versions/a1_authors_books_customers.py:54   drop table author
DROP TABLE author;

-- version table
DO $version$
BEGIN
    DELETE FROM alembic_version WHERE alembic_version.version_num = 'a1';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold a1, which leaves it';
    END IF;
END
$version$;

COMMIT;
