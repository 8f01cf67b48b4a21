-- bookshop: upgrade a6 -> a7                                                           MySQL 8.0.30
--
--   a6 -> a7   Notes, gifts and longer references on orders  (7 statements)
--
-- Halts before it touches anything, where the database is not at a6.
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

-- guard: at a6
SET SESSION sql_mode = IF(
    (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('a6')) = 1
    , @@SESSION.sql_mode, 'this script upgrades a6 to a7: this database is not at a6'
);
SET @sqlgen = CONCAT('KILL ', CONNECTION_ID());
SET @sqlgen = IF(
    (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('a6')) = 1
    , 'DO 0', @sqlgen
);
PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- a6 -> a7   Notes, gifts and longer references on orders -----------------------------------------

-- versions/a7_order_notes.py:20   add column order.gift BOOL
ALTER TABLE `order` ADD COLUMN gift BOOL NOT NULL DEFAULT false;

-- versions/a7_order_notes.py:21   add column order.note TEXT
ALTER TABLE `order` ADD COLUMN note TEXT;

-- versions/a7_order_notes.py:22   order.reference: VARCHAR(20) -> VARCHAR(40)
ALTER TABLE `order` MODIFY reference VARCHAR(40) NULL;

-- versions/a7_order_notes.py:23
UPDATE `order` SET reference=NULL WHERE `order`.reference = '';

-- versions/a7_order_notes.py:24   add unique constraint uq_order_reference to order
ALTER TABLE `order` ADD CONSTRAINT uq_order_reference UNIQUE (reference);

-- versions/a7_order_notes.py:25   comment on table order
ALTER TABLE `order` COMMENT 'A customer''s order; its lines are in order_line';

-- versions/a7_order_notes.py:27   order_line.quantity defaults to 1
ALTER TABLE order_line ALTER COLUMN quantity SET DEFAULT 1;

-- version table
UPDATE alembic_version SET version_num='a7' WHERE alembic_version.version_num = 'a6';
SET SESSION sql_mode = IF(ROW_COUNT() = 1, @@SESSION.sql_mode, 'the version table does not hold a6, which becomes a7');
SET @sqlgen = IF(ROW_COUNT() = 0, 'DO 0', CONCAT('KILL ', CONNECTION_ID()));
PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- guard: the run is over
DO RELEASE_LOCK(CONCAT('sqlgen ', MD5(CONCAT(COALESCE(DATABASE(), ''), '.', 'alembic_version'))));
