-- bookshop: downgrade b1 -> a7, p3                                                     MySQL 8.0.30
--
--   b1 -> a7, p3   Merge the pricing branch  (0 statements)
--
-- Halts before it touches anything, where the database is not at b1.
-- MySQL commits each DDL statement by itself: no transaction holds it all.

SET NAMES utf8mb4;

-- guard: at b1
SET SESSION sql_mode = IF(
    (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('b1')) = 1
    , @@SESSION.sql_mode, 'this script downgrades b1 to a7 + p3: this database is not at b1'
);

SET @sqlgen = IF(
    (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('b1')) = 1
    , 'DO 0', CONCAT('KILL ', CONNECTION_ID())
); PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- b1 -> a7, p3   Merge the pricing branch ---------------------------------------------------------

-- version table
INSERT INTO alembic_version (version_num) VALUES ('a7');

UPDATE alembic_version SET version_num='p3' WHERE alembic_version.version_num = 'b1';
