-- Meter readings: downgrade 0004 -> base                                               MySQL 8.0.30
--
--   0004 -> 0003   The first sites  (2 statements)
--   0003 -> 0002   Gas meters, and amounts with decimals  (8 statements)
--   0002 -> 0001   Readings  (1 statement)
--   0001 -> base   Sites and meters  (2 statements)
--
-- Halts before it touches anything, where the database is not at 0004.
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

-- guard: at 0004
SET SESSION sql_mode = IF(
    (SELECT COUNT(*) FROM meter_version) = 1
    AND (SELECT COUNT(DISTINCT version_num) FROM meter_version WHERE version_num IN ('0004')) = 1
    , @@SESSION.sql_mode, 'this script downgrades 0004 to base: this database is not at 0004'
);
SET @sqlgen = CONCAT('KILL ', CONNECTION_ID());
SET @sqlgen = IF(
    (SELECT COUNT(*) FROM meter_version) = 1
    AND (SELECT COUNT(DISTINCT version_num) FROM meter_version WHERE version_num IN ('0004')) = 1
    , 'DO 0', @sqlgen
);
PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- 0004 -> 0003   The first sites ------------------------------------------------------------------

-- versions/0004_first_sites.py:40
DELETE FROM meter WHERE meter.serial IN ('W-0001', 'G-0001');

-- versions/0004_first_sites.py:41
DELETE FROM site WHERE site.id IN (1, 2, 3);

-- version table
UPDATE meter_version SET version_num='0003' WHERE meter_version.version_num = '0004';
SET SESSION sql_mode = IF(ROW_COUNT() = 1, @@SESSION.sql_mode, 'the version table does not hold 0004, which becomes 0003');
SET @sqlgen = IF(ROW_COUNT() = 0, 'DO 0', CONCAT('KILL ', CONNECTION_ID()));
PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- 0003 -> 0002   Gas meters, and amounts with decimals --------------------------------------------

-- versions/0003_gas_meters.py:23
UPDATE site SET town = '' WHERE town IS NULL;

-- versions/0003_gas_meters.py:24   alter column site.town
ALTER TABLE site MODIFY town VARCHAR(80) NOT NULL DEFAULT '';

-- versions/0003_gas_meters.py:25   rename column site.town to city
ALTER TABLE site RENAME COLUMN town TO city;

-- versions/0003_gas_meters.py:26   reading.amount: NUMERIC(12, 3) -> INTEGER
ALTER TABLE reading MODIFY amount INTEGER NOT NULL;

-- versions/0003_gas_meters.py:27
DELETE FROM reading WHERE serial IN (SELECT serial FROM meter WHERE kind = 'gas');

-- versions/0003_gas_meters.py:28
DELETE FROM meter WHERE kind = 'gas';

-- versions/0003_gas_meters.py:29   drop check ck_meter_kind_known of meter
ALTER TABLE meter DROP CHECK ck_meter_kind_known;

-- versions/0003_gas_meters.py:30   add check ck_meter_kind_known to meter
ALTER TABLE meter ADD CONSTRAINT ck_meter_kind_known CHECK (kind IN ('water', 'power'));

-- version table
UPDATE meter_version SET version_num='0002' WHERE meter_version.version_num = '0003';
SET SESSION sql_mode = IF(ROW_COUNT() = 1, @@SESSION.sql_mode, 'the version table does not hold 0003, which becomes 0002');
SET @sqlgen = IF(ROW_COUNT() = 0, 'DO 0', CONCAT('KILL ', CONNECTION_ID()));
PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- 0002 -> 0001   Readings -------------------------------------------------------------------------

-- versions/0002_readings.py:21   drop table reading
DROP TABLE reading;

-- version table
UPDATE meter_version SET version_num='0001' WHERE meter_version.version_num = '0002';
SET SESSION sql_mode = IF(ROW_COUNT() = 1, @@SESSION.sql_mode, 'the version table does not hold 0002, which becomes 0001');
SET @sqlgen = IF(ROW_COUNT() = 0, 'DO 0', CONCAT('KILL ', CONNECTION_ID()));
PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- 0001 -> base   Sites and meters -----------------------------------------------------------------

-- versions/0001_sites_and_meters.py:28   drop table meter
DROP TABLE meter;

-- versions/0001_sites_and_meters.py:29   drop table site
DROP TABLE site;

-- version table
DELETE FROM meter_version WHERE meter_version.version_num = '0001';
SET SESSION sql_mode = IF(ROW_COUNT() = 1, @@SESSION.sql_mode, 'the version table does not hold 0001, which leaves it');
SET @sqlgen = IF(ROW_COUNT() = 0, 'DO 0', CONCAT('KILL ', CONNECTION_ID()));
PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- guard: the run is over
DO RELEASE_LOCK(CONCAT('sqlgen ', MD5(CONCAT(COALESCE(DATABASE(), ''), '.', 'meter_version'))));
