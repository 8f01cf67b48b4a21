-- bookshop: downgrade b2 -> base                                                       MySQL 8.0.30
--
--   b2 -> b1       Prices come from the price lists  (5 statements)
--   b1 -> a7, p3   Merge the pricing branch  (0 statements)
--   a7 -> a6       Notes, gifts and longer references on orders  (6 statements)
--   a6 -> a5       A view of what each book has sold  (1 statement)
--   a5 -> a4       Customers have full names  (6 statements)
--   a4 -> a3       Orders and their lines  (2 statements)
--   p3 -> p2       Every price list has a currency  (3 statements)
--   p2 -> p1       The first price lists  (2 statements)
--   p1 -> a3       Price lists  (2 statements)
--   a3 -> a2       Genres  (3 statements)
--   a2 -> a1       Prices as numeric  (3 statements)
--   a1 -> base     Authors, books and customers  (3 statements)
--
-- Halts before it touches anything, where the database is not at b2.
-- MySQL commits each DDL statement by itself: no transaction holds it all.

SET NAMES utf8mb4;

-- guard: MySQL 8.0.30 or later, and no other run
SET SESSION sql_mode = IF(
    VERSION() NOT LIKE '%MariaDB%'
    AND CAST(SUBSTRING_INDEX(VERSION(), '.', 1) AS UNSIGNED) * 10000
        + CAST(SUBSTRING_INDEX(SUBSTRING_INDEX(VERSION(), '.', 2), '.', -1) AS UNSIGNED) * 100
        + CAST(SUBSTRING_INDEX(SUBSTRING_INDEX(VERSION(), '.', 3), '.', -1) AS UNSIGNED)
        >= 8 * 10000 + 0 * 100 + 30,
    @@SESSION.sql_mode, 'this script is written for MySQL 8.0.30 or later'
);
SET SESSION sql_mode = IF(
    GET_LOCK(CONCAT('sqlgen ', MD5(CONCAT(COALESCE(DATABASE(), ''), '.', 'alembic_version'))), 0) = 1,
    @@SESSION.sql_mode, 'another migration of this database is in progress'
);
SET @sqlgen = CONCAT('KILL ', CONNECTION_ID());
SET @sqlgen = IF(
    VERSION() NOT LIKE '%MariaDB%'
    AND CAST(SUBSTRING_INDEX(VERSION(), '.', 1) AS UNSIGNED) * 10000
        + CAST(SUBSTRING_INDEX(SUBSTRING_INDEX(VERSION(), '.', 2), '.', -1) AS UNSIGNED) * 100
        + CAST(SUBSTRING_INDEX(SUBSTRING_INDEX(VERSION(), '.', 3), '.', -1) AS UNSIGNED)
        >= 8 * 10000 + 0 * 100 + 30
    AND IS_USED_LOCK(CONCAT('sqlgen ', MD5(CONCAT(COALESCE(DATABASE(), ''), '.', 'alembic_version')))) = CONNECTION_ID(),
    'DO 0', @sqlgen
);
PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- guard: at b2
SET SESSION sql_mode = IF(
    (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('b2')) = 1
    , @@SESSION.sql_mode, 'this script downgrades b2 to base: this database is not at b2'
);
SET @sqlgen = CONCAT('KILL ', CONNECTION_ID());
SET @sqlgen = IF(
    (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('b2')) = 1
    , 'DO 0', @sqlgen
);
PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- b2 -> b1   Prices come from the price lists -----------------------------------------------------

-- versions/b2_prices_from_price_lists.py:48
DROP VIEW book_sales;

-- versions/b2_prices_from_price_lists.py:49   add column book.price NUMERIC(10, 2)
ALTER TABLE book ADD COLUMN price NUMERIC(10, 2) NOT NULL COMMENT 'In euros' DEFAULT 0;

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
UPDATE alembic_version SET version_num='b1' WHERE alembic_version.version_num = 'b2';
SET SESSION sql_mode = IF(ROW_COUNT() = 1, @@SESSION.sql_mode, 'the version table does not hold b2, which becomes b1');
SET @sqlgen = IF(ROW_COUNT() = 0, 'DO 0', CONCAT('KILL ', CONNECTION_ID()));
PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- b1 -> a7, p3   Merge the pricing branch ---------------------------------------------------------

-- version table
INSERT INTO alembic_version (version_num) VALUES ('a7');

UPDATE alembic_version SET version_num='p3' WHERE alembic_version.version_num = 'b1';
SET SESSION sql_mode = IF(ROW_COUNT() = 1, @@SESSION.sql_mode, 'the version table does not hold b1, which becomes p3');
SET @sqlgen = IF(ROW_COUNT() = 0, 'DO 0', CONCAT('KILL ', CONNECTION_ID()));
PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- a7 -> a6   Notes, gifts and longer references on orders -----------------------------------------

-- versions/a7_order_notes.py:31   order_line.quantity loses its default
ALTER TABLE order_line ALTER COLUMN quantity DROP DEFAULT;

-- versions/a7_order_notes.py:32   comment on table order
ALTER TABLE `order` COMMENT '';

-- versions/a7_order_notes.py:33   drop unique constraint uq_order_reference of order
ALTER TABLE `order` DROP INDEX uq_order_reference;

-- versions/a7_order_notes.py:34   order.reference: VARCHAR(40) -> VARCHAR(20)
ALTER TABLE `order` MODIFY reference VARCHAR(20) NULL;

-- versions/a7_order_notes.py:35   drop column order.note
ALTER TABLE `order` DROP COLUMN note;

-- versions/a7_order_notes.py:36   drop column order.gift
ALTER TABLE `order` DROP COLUMN gift;

-- version table
UPDATE alembic_version SET version_num='a6' WHERE alembic_version.version_num = 'a7';
SET SESSION sql_mode = IF(ROW_COUNT() = 1, @@SESSION.sql_mode, 'the version table does not hold a7, which becomes a6');
SET @sqlgen = IF(ROW_COUNT() = 0, 'DO 0', CONCAT('KILL ', CONNECTION_ID()));
PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- a6 -> a5   A view of what each book has sold ----------------------------------------------------

-- versions/a6_book_sales_view.py:33
DROP VIEW book_sales;

-- version table
UPDATE alembic_version SET version_num='a5' WHERE alembic_version.version_num = 'a6';
SET SESSION sql_mode = IF(ROW_COUNT() = 1, @@SESSION.sql_mode, 'the version table does not hold a6, which becomes a5');
SET @sqlgen = IF(ROW_COUNT() = 0, 'DO 0', CONCAT('KILL ', CONNECTION_ID()));
PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- a5 -> a4   Customers have full names ------------------------------------------------------------

-- versions/a5_customer_names.py:62   book.title: VARCHAR(300) -> VARCHAR(200)
ALTER TABLE book MODIFY title VARCHAR(200) NOT NULL;

-- versions/a5_customer_names.py:63   comment on table customer
ALTER TABLE customer COMMENT 'People who have an account';

-- versions/a5_customer_names.py:68   drop index uq_customer_loyaltyCard
DROP INDEX `uq_customer_loyaltyCard` ON customer;

-- versions/a5_customer_names.py:69   alter column customer.loyaltyCard
ALTER TABLE customer MODIFY `loyaltyCard` VARCHAR(20) NULL;

-- versions/a5_customer_names.py:77   customer.email: VARCHAR(200) -> VARCHAR(120)
ALTER TABLE customer MODIFY email VARCHAR(120) NOT NULL;

-- versions/a5_customer_names.py:84   rename column customer.full_name to name
ALTER TABLE customer CHANGE full_name name VARCHAR(120) NULL;

-- version table
UPDATE alembic_version SET version_num='a4' WHERE alembic_version.version_num = 'a5';
SET SESSION sql_mode = IF(ROW_COUNT() = 1, @@SESSION.sql_mode, 'the version table does not hold a5, which becomes a4');
SET @sqlgen = IF(ROW_COUNT() = 0, 'DO 0', CONCAT('KILL ', CONNECTION_ID()));
PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- a4 -> a3   Orders and their lines ---------------------------------------------------------------

-- versions/a4_orders.py:56   drop table order_line
DROP TABLE order_line;

-- versions/a4_orders.py:57   drop table order
DROP TABLE `order`;

-- version table
DELETE FROM alembic_version WHERE alembic_version.version_num = 'a4';
SET SESSION sql_mode = IF(ROW_COUNT() = 1, @@SESSION.sql_mode, 'the version table does not hold a4, which leaves it');
SET @sqlgen = IF(ROW_COUNT() = 0, 'DO 0', CONCAT('KILL ', CONNECTION_ID()));
PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- p3 -> p2   Every price list has a currency ------------------------------------------------------

-- versions/p3_currencies.py:40   book_price.amount: NUMERIC(12, 2) -> NUMERIC(10, 2)
ALTER TABLE book_price MODIFY amount NUMERIC(10, 2) NOT NULL;

-- versions/p3_currencies.py:47   drop check ck_price_list_currency_known of price_list
ALTER TABLE price_list DROP CHECK ck_price_list_currency_known;

-- versions/p3_currencies.py:48   alter column price_list.currency
ALTER TABLE price_list MODIFY currency VARCHAR(3) NULL;

-- version table
UPDATE alembic_version SET version_num='p2' WHERE alembic_version.version_num = 'p3';
SET SESSION sql_mode = IF(ROW_COUNT() = 1, @@SESSION.sql_mode, 'the version table does not hold p3, which becomes p2');
SET @sqlgen = IF(ROW_COUNT() = 0, 'DO 0', CONCAT('KILL ', CONNECTION_ID()));
PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- p2 -> p1   The first price lists ----------------------------------------------------------------

-- versions/p2_first_price_lists.py:31
DELETE FROM book_price WHERE price_list_id IN (1, 2);

-- versions/p2_first_price_lists.py:32
DELETE FROM price_list WHERE price_list.id IN (1, 2);

-- version table
UPDATE alembic_version SET version_num='p1' WHERE alembic_version.version_num = 'p2';
SET SESSION sql_mode = IF(ROW_COUNT() = 1, @@SESSION.sql_mode, 'the version table does not hold p2, which becomes p1');
SET @sqlgen = IF(ROW_COUNT() = 0, 'DO 0', CONCAT('KILL ', CONNECTION_ID()));
PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- p1 -> a3   Price lists --------------------------------------------------------------------------

-- versions/p1_price_lists.py:40   drop table book_price
DROP TABLE book_price;

-- versions/p1_price_lists.py:41   drop table price_list
DROP TABLE price_list;

-- version table
UPDATE alembic_version SET version_num='a3' WHERE alembic_version.version_num = 'p1';
SET SESSION sql_mode = IF(ROW_COUNT() = 1, @@SESSION.sql_mode, 'the version table does not hold p1, which becomes a3');
SET @sqlgen = IF(ROW_COUNT() = 0, 'DO 0', CONCAT('KILL ', CONNECTION_ID()));
PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- a3 -> a2   Genres -------------------------------------------------------------------------------

-- versions/a3_genres.py:41   drop foreign key fk_book_genre_code_genre of book
ALTER TABLE book DROP FOREIGN KEY fk_book_genre_code_genre;

-- versions/a3_genres.py:42   drop column book.genre_code
ALTER TABLE book DROP COLUMN genre_code;

-- versions/a3_genres.py:43   drop table genre
DROP TABLE genre;

-- version table
UPDATE alembic_version SET version_num='a2' WHERE alembic_version.version_num = 'a3';
SET SESSION sql_mode = IF(ROW_COUNT() = 1, @@SESSION.sql_mode, 'the version table does not hold a3, which becomes a2');
SET @sqlgen = IF(ROW_COUNT() = 0, 'DO 0', CONCAT('KILL ', CONNECTION_ID()));
PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- a2 -> a1   Prices as numeric --------------------------------------------------------------------

-- versions/a2_prices_as_numeric.py:34   drop check ck_book_price_not_negative of book
ALTER TABLE book DROP CHECK ck_book_price_not_negative;

-- versions/a2_prices_as_numeric.py:35
UPDATE book SET price = price * 100;

-- versions/a2_prices_as_numeric.py:36   book.price: NUMERIC(10, 2) -> INTEGER
ALTER TABLE book MODIFY price INTEGER NOT NULL DEFAULT 0 COMMENT 'In cents';

-- version table
UPDATE alembic_version SET version_num='a1' WHERE alembic_version.version_num = 'a2';
SET SESSION sql_mode = IF(ROW_COUNT() = 1, @@SESSION.sql_mode, 'the version table does not hold a2, which becomes a1');
SET @sqlgen = IF(ROW_COUNT() = 0, 'DO 0', CONCAT('KILL ', CONNECTION_ID()));
PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- a1 -> base   Authors, books and customers -------------------------------------------------------

-- versions/a1_authors_books_customers.py:52   drop table customer
DROP TABLE customer;

-- versions/a1_authors_books_customers.py:53   drop table book
DROP TABLE book;

-- versions/a1_authors_books_customers.py:54   drop table author
DROP TABLE author;

-- version table
DELETE FROM alembic_version WHERE alembic_version.version_num = 'a1';
SET SESSION sql_mode = IF(ROW_COUNT() = 1, @@SESSION.sql_mode, 'the version table does not hold a1, which leaves it');
SET @sqlgen = IF(ROW_COUNT() = 0, 'DO 0', CONCAT('KILL ', CONNECTION_ID()));
PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- guard: the run is over
DO RELEASE_LOCK(CONCAT('sqlgen ', MD5(CONCAT(COALESCE(DATABASE(), ''), '.', 'alembic_version'))));
