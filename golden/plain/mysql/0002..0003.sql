-- Meter readings: upgrade 0002 -> 0003                                                 MySQL 8.0.30
--
--   0002 -> 0003   Gas meters, and amounts with decimals  (6 statements)
--
-- Halts before it touches anything, where the database is not at 0002.
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
    GET_LOCK(CONCAT('sqlgen ', MD5(CONCAT(COALESCE(DATABASE(), ''), '.', 'meter_version'))), 0) = 1,
    @@SESSION.sql_mode, 'another migration of this database is in progress'
);
SET @sqlgen = CONCAT('KILL ', CONNECTION_ID());
SET @sqlgen = IF(
    VERSION() NOT LIKE '%MariaDB%'
    AND CAST(SUBSTRING_INDEX(VERSION(), '.', 1) AS UNSIGNED) * 10000
        + CAST(SUBSTRING_INDEX(SUBSTRING_INDEX(VERSION(), '.', 2), '.', -1) AS UNSIGNED) * 100
        + CAST(SUBSTRING_INDEX(SUBSTRING_INDEX(VERSION(), '.', 3), '.', -1) AS UNSIGNED)
        >= 8 * 10000 + 0 * 100 + 30
    AND IS_USED_LOCK(CONCAT('sqlgen ', MD5(CONCAT(COALESCE(DATABASE(), ''), '.', 'meter_version')))) = CONNECTION_ID(),
    'DO 0', @sqlgen
);
PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- guard: at 0002
SET SESSION sql_mode = IF(
    (SELECT COUNT(*) FROM meter_version) = 1
    AND (SELECT COUNT(DISTINCT version_num) FROM meter_version WHERE version_num IN ('0002')) = 1
    , @@SESSION.sql_mode, 'this script upgrades 0002 to 0003: this database is not at 0002'
);
SET @sqlgen = CONCAT('KILL ', CONNECTION_ID());
SET @sqlgen = IF(
    (SELECT COUNT(*) FROM meter_version) = 1
    AND (SELECT COUNT(DISTINCT version_num) FROM meter_version WHERE version_num IN ('0002')) = 1
    , 'DO 0', @sqlgen
);
PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- 0002 -> 0003   Gas meters, and amounts with decimals --------------------------------------------

-- versions/0003_gas_meters.py:14   drop check ck_meter_kind_known of meter
ALTER TABLE meter DROP CHECK ck_meter_kind_known;

-- versions/0003_gas_meters.py:15   add check ck_meter_kind_known to meter
ALTER TABLE meter ADD CONSTRAINT ck_meter_kind_known CHECK (kind IN ('water', 'power', 'gas'));

-- versions/0003_gas_meters.py:16   reading.amount: INTEGER -> NUMERIC(12, 3)
ALTER TABLE reading MODIFY amount NUMERIC(12, 3) NOT NULL;

-- versions/0003_gas_meters.py:17   rename column site.city to town
ALTER TABLE site RENAME COLUMN city TO town;

-- versions/0003_gas_meters.py:18   alter column site.town
ALTER TABLE site MODIFY town VARCHAR(80) NULL;

-- versions/0003_gas_meters.py:19
UPDATE site SET town = NULL WHERE town = '';

-- version table
UPDATE meter_version SET version_num='0003' WHERE meter_version.version_num = '0002';
SET SESSION sql_mode = IF(ROW_COUNT() = 1, @@SESSION.sql_mode, 'the version table does not hold 0002, which becomes 0003');
SET @sqlgen = IF(ROW_COUNT() = 0, 'DO 0', CONCAT('KILL ', CONNECTION_ID()));
PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- guard: the run is over
DO RELEASE_LOCK(CONCAT('sqlgen ', MD5(CONCAT(COALESCE(DATABASE(), ''), '.', 'meter_version'))));
