-- bookshop: downgrade a1 -> base                                                       MySQL 8.0.30
--
--   a1 -> base   Authors, books and customers  (3 statements)
--
-- Halts before it touches anything, where the database is not at a1.
-- MySQL commits each DDL statement by itself: no transaction holds it all.

SET NAMES utf8mb4;

-- guard: at a1
SET SESSION sql_mode = IF(
    (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('a1')) = 1
    , @@SESSION.sql_mode, 'this script downgrades a1 to base: this database is not at a1'
);

SET @sqlgen = IF(
    (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('a1')) = 1
    , 'DO 0', CONCAT('KILL ', CONNECTION_ID())
); PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- a1 -> base   Authors, books and customers -------------------------------------------------------

-- versions/a1_authors_books_customers.py:52   drop table customer
DROP TABLE customer;

-- versions/a1_authors_books_customers.py:53   drop table book
DROP TABLE book;

-- versions/a1_authors_books_customers.py:54   drop table author
DROP TABLE author;

-- version table
DELETE FROM alembic_version WHERE alembic_version.version_num = 'a1';
