-- bookshop: upgrade b1 -> b2                                                          MariaDB 10.11
--
--   b1 -> b2   Prices come from the price lists  (4 statements)
--
-- Halts before it touches anything, where the database is not at b1.
-- MariaDB commits each DDL statement by itself: no transaction holds it all.

SET NAMES utf8mb4;

-- guard: MariaDB 10.11 or later, and no other run
SET SESSION sql_mode = IF(
    VERSION() LIKE '%MariaDB%'
    AND CAST(SUBSTRING_INDEX(VERSION(), '.', 1) AS UNSIGNED) * 10000
        + CAST(SUBSTRING_INDEX(SUBSTRING_INDEX(VERSION(), '.', 2), '.', -1) AS UNSIGNED) * 100
        + CAST(SUBSTRING_INDEX(SUBSTRING_INDEX(VERSION(), '.', 3), '.', -1) AS UNSIGNED)
        >= 10 * 10000 + 11 * 100 + 0,
    @@SESSION.sql_mode, 'this script is written for MariaDB 10.11 or later'
);
SET SESSION sql_mode = IF(
    GET_LOCK(CONCAT('sqlgen ', MD5(CONCAT(COALESCE(DATABASE(), ''), '.', 'alembic_version'))), 0) = 1,
    @@SESSION.sql_mode, 'another migration of this database is in progress'
);
SET @sqlgen = CONCAT('KILL ', CONNECTION_ID());
SET @sqlgen = IF(
    VERSION() LIKE '%MariaDB%'
    AND CAST(SUBSTRING_INDEX(VERSION(), '.', 1) AS UNSIGNED) * 10000
        + CAST(SUBSTRING_INDEX(SUBSTRING_INDEX(VERSION(), '.', 2), '.', -1) AS UNSIGNED) * 100
        + CAST(SUBSTRING_INDEX(SUBSTRING_INDEX(VERSION(), '.', 3), '.', -1) AS UNSIGNED)
        >= 10 * 10000 + 11 * 100 + 0
    AND IS_USED_LOCK(CONCAT('sqlgen ', MD5(CONCAT(COALESCE(DATABASE(), ''), '.', 'alembic_version')))) = CONNECTION_ID(),
    'DO 0', @sqlgen
);
PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- guard: at b1
SET SESSION sql_mode = IF(
    (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('b1')) = 1
    , @@SESSION.sql_mode, 'this script upgrades b1 to b2: this database is not at b1'
);
SET @sqlgen = CONCAT('KILL ', CONNECTION_ID());
SET @sqlgen = IF(
    (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('b1')) = 1
    , 'DO 0', @sqlgen
);
PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

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
UPDATE alembic_version SET version_num='b2' WHERE alembic_version.version_num = 'b1';
SET SESSION sql_mode = IF(ROW_COUNT() = 1, @@SESSION.sql_mode, 'the version table does not hold b1, which becomes b2');
SET @sqlgen = IF(ROW_COUNT() = 0, 'DO 0', CONCAT('KILL ', CONNECTION_ID()));
PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- guard: the run is over
DO RELEASE_LOCK(CONCAT('sqlgen ', MD5(CONCAT(COALESCE(DATABASE(), ''), '.', 'alembic_version'))));
