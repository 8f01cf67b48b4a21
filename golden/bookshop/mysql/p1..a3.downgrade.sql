-- bookshop: downgrade p1 -> a3                                                         MySQL 8.0.30
--
--   p1 -> a3   Price lists  (2 statements)
--
-- Halts before it touches anything, where the database is not at p1.
-- MySQL commits each DDL statement by itself: no transaction holds it all.

SET NAMES utf8mb4;

-- guard: at p1
SET SESSION sql_mode = IF(
    (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('p1')) = 1
    , @@SESSION.sql_mode, 'this script downgrades p1 to a3: this database is not at p1'
);

SET @sqlgen = IF(
    (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('p1')) = 1
    , 'DO 0', CONCAT('KILL ', CONNECTION_ID())
); PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- p1 -> a3   Price lists --------------------------------------------------------------------------

-- versions/p1_price_lists.py:40   drop table book_price
DROP TABLE book_price;

-- versions/p1_price_lists.py:41   drop table price_list
DROP TABLE price_list;

-- version table
UPDATE alembic_version SET version_num='a3' WHERE alembic_version.version_num = 'p1';
