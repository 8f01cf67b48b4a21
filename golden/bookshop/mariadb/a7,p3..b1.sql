-- bookshop: upgrade a7, p3 -> b1                                                      MariaDB 10.11
--
--   a7, p3 -> b1   Merge the pricing branch  (0 statements)
--
-- Halts before it touches anything, where the database is not at a7, p3.
-- MariaDB commits each DDL statement by itself: no transaction holds it all.

SET NAMES utf8mb4;

-- guard: at a7 + p3
SET SESSION sql_mode = IF(
    (SELECT COUNT(*) FROM alembic_version) = 2
    AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('a7', 'p3')) = 2
    , @@SESSION.sql_mode, 'this script upgrades a7 + p3 to b1: this database is not at a7 + p3'
);

SET @sqlgen = IF(
    (SELECT COUNT(*) FROM alembic_version) = 2
    AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('a7', 'p3')) = 2
    , 'DO 0', CONCAT('KILL ', CONNECTION_ID())
); PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- a7, p3 -> b1   Merge the pricing branch ---------------------------------------------------------

-- version table
DELETE FROM alembic_version WHERE alembic_version.version_num = 'a7';

UPDATE alembic_version SET version_num='b1' WHERE alembic_version.version_num = 'p3';
