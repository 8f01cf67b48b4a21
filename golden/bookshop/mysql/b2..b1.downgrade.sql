-- bookshop: downgrade b2 -> b1                                                         MySQL 8.0.30
--
--   b2 -> b1   Prices come from the price lists  (5 statements)
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
    , @@SESSION.sql_mode, 'this script downgrades b2 to b1: this database is not at b2'
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

-- guard: the run is over
DO RELEASE_LOCK(CONCAT('sqlgen ', MD5(CONCAT(COALESCE(DATABASE(), ''), '.', 'alembic_version'))));
