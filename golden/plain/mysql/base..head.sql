-- Meter readings: upgrade base -> 0004                                                 MySQL 8.0.30
--
--   base -> 0001   Sites and meters  (3 statements)
--   0001 -> 0002   Readings  (2 statements)
--   0002 -> 0003   Gas meters, and amounts with decimals  (6 statements)
--   0003 -> 0004   The first sites  (5 statements)
--
-- Halts before it touches anything, where the database is not at base.
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

-- create the version table
CREATE TABLE IF NOT EXISTS meter_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT meter_version_pkc PRIMARY KEY (version_num)
);

-- guard: at base
SET SESSION sql_mode = IF(
    (SELECT COUNT(*) FROM meter_version) = 0
    , @@SESSION.sql_mode, 'this script upgrades base to 0004: this database is not at base'
);
SET @sqlgen = CONCAT('KILL ', CONNECTION_ID());
SET @sqlgen = IF(
    (SELECT COUNT(*) FROM meter_version) = 0
    , 'DO 0', @sqlgen
);
PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- base -> 0001   Sites and meters -----------------------------------------------------------------

-- versions/0001_sites_and_meters.py:11   create table site
CREATE TABLE site (
    id INTEGER NOT NULL AUTO_INCREMENT,
    code VARCHAR(16) NOT NULL,
    city VARCHAR(80) NOT NULL DEFAULT '',
    CONSTRAINT pk_site PRIMARY KEY (id),
    CONSTRAINT uq_site_code UNIQUE (code)
);

-- versions/0001_sites_and_meters.py:17   create table meter
CREATE TABLE meter (
    serial VARCHAR(20) NOT NULL,
    site_id INTEGER NOT NULL,
    kind VARCHAR(10) NOT NULL,
    installed DATE,
    CONSTRAINT pk_meter PRIMARY KEY (serial),
    CONSTRAINT ck_meter_kind_known CHECK (kind IN ('water', 'power')),
    CONSTRAINT fk_meter_site_id FOREIGN KEY(site_id) REFERENCES site (id) ON DELETE CASCADE
);

-- versions/0001_sites_and_meters.py:17   create index ix_meter_site_id on meter
CREATE INDEX ix_meter_site_id ON meter (site_id);

-- version table
INSERT INTO meter_version (version_num) VALUES ('0001');

-- 0001 -> 0002   Readings -------------------------------------------------------------------------

-- versions/0002_readings.py:11   create table reading
CREATE TABLE reading (
    serial VARCHAR(20) NOT NULL,
    read_at DATETIME NOT NULL DEFAULT (now()),
    amount INTEGER NOT NULL,
    CONSTRAINT pk_reading PRIMARY KEY (serial, read_at),
    CONSTRAINT fk_reading_serial FOREIGN KEY(serial) REFERENCES meter (serial)
);

-- versions/0002_readings.py:17   create index ix_reading_read_at on reading
CREATE INDEX ix_reading_read_at ON reading (read_at);

-- version table
UPDATE meter_version SET version_num='0002' WHERE meter_version.version_num = '0001';
SET SESSION sql_mode = IF(ROW_COUNT() = 1, @@SESSION.sql_mode, 'the version table does not hold 0001, which becomes 0002');
SET @sqlgen = IF(ROW_COUNT() = 0, 'DO 0', CONCAT('KILL ', CONNECTION_ID()));
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

-- 0003 -> 0004   The first sites ------------------------------------------------------------------

-- versions/0004_first_sites.py:22   insert into site
INSERT INTO site (id, code, town) VALUES (1, 'HQ', '''s-Hertogenbosch');

INSERT INTO site (id, code, town) VALUES (2, 'LAB:2', _utf8mb4'Malmö');

INSERT INTO site (id, code, town) VALUES (3, '50%', NULL);

-- versions/0004_first_sites.py:30   insert into meter
INSERT INTO meter (serial, site_id, kind, installed) VALUES ('W-0001', 1, 'water', '2024-02-29');

INSERT INTO meter (serial, site_id, kind, installed) VALUES ('G-0001', 2, 'gas', NULL);

-- version table
UPDATE meter_version SET version_num='0004' WHERE meter_version.version_num = '0003';
SET SESSION sql_mode = IF(ROW_COUNT() = 1, @@SESSION.sql_mode, 'the version table does not hold 0003, which becomes 0004');
SET @sqlgen = IF(ROW_COUNT() = 0, 'DO 0', CONCAT('KILL ', CONNECTION_ID()));
PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- guard: the run is over
DO RELEASE_LOCK(CONCAT('sqlgen ', MD5(CONCAT(COALESCE(DATABASE(), ''), '.', 'meter_version'))));
