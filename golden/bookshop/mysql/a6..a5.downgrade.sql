-- bookshop: downgrade a6 -> a5                                                         MySQL 8.0.30
--
--   a6 -> a5   A view of what each book has sold  (1 statement)
--
-- Halts before it touches anything, where the database is not at a6.
-- MySQL commits each DDL statement by itself: no transaction holds it all.

SET NAMES utf8mb4;

-- guard: at a6
SET SESSION sql_mode = IF(
    (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('a6')) = 1
    , @@SESSION.sql_mode, 'this script downgrades a6 to a5: this database is not at a6'
);

SET @sqlgen = IF(
    (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('a6')) = 1
    , 'DO 0', CONCAT('KILL ', CONNECTION_ID())
); PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- a6 -> a5   A view of what each book has sold ----------------------------------------------------

-- versions/a6_book_sales_view.py:33
DROP VIEW book_sales;

-- version table
UPDATE alembic_version SET version_num='a5' WHERE alembic_version.version_num = 'a6';
