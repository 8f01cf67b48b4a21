-- bookshop: downgrade a4 -> a3                                                         MySQL 8.0.30
--
--   a4 -> a3   Orders and their lines  (2 statements)
--
-- Halts before it touches anything, where the database is not at a4.
-- MySQL commits each DDL statement by itself: no transaction holds it all.

SET NAMES utf8mb4;

-- guard: at a4
SET SESSION sql_mode = IF(
    (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('a4')) = 1
    , @@SESSION.sql_mode, 'this script downgrades a4 to a3: this database is not at a4'
);

SET @sqlgen = IF(
    (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('a4')) = 1
    , 'DO 0', CONCAT('KILL ', CONNECTION_ID())
); PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- a4 -> a3   Orders and their lines ---------------------------------------------------------------

-- versions/a4_orders.py:56   drop table order_line
DROP TABLE order_line;

-- versions/a4_orders.py:57   drop table order
DROP TABLE `order`;

-- version table
UPDATE alembic_version SET version_num='a3' WHERE alembic_version.version_num = 'a4';
