-- bookshop: downgrade a2 -> a1                                                         MySQL 8.0.30
--
--   a2 -> a1   Prices as numeric  (3 statements)
--
-- Halts before it touches anything, where the database is not at a2.
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

-- guard: at a2
SET SESSION sql_mode = IF(
    (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('a2')) = 1
    , @@SESSION.sql_mode, 'this script downgrades a2 to a1: this database is not at a2'
);
SET @sqlgen = CONCAT('KILL ', CONNECTION_ID());
SET @sqlgen = IF(
    (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('a2')) = 1
    , 'DO 0', @sqlgen
);
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

-- guard: the run is over
DO RELEASE_LOCK(CONCAT('sqlgen ', MD5(CONCAT(COALESCE(DATABASE(), ''), '.', 'alembic_version'))));
