-- Meter readings: upgrade 0001 -> 0002                                                 MySQL 8.0.30
--
--   0001 -> 0002   Readings  (2 statements)
--
-- Halts before it touches anything, where the database is not at 0001.
-- MySQL commits each DDL statement by itself: no transaction holds it all.

SET NAMES utf8mb4;

-- guard: at 0001
SET SESSION sql_mode = IF(
    (SELECT COUNT(*) FROM meter_version) = 1
    AND (SELECT COUNT(*) FROM meter_version WHERE version_num IN ('0001')) = 1
    , @@SESSION.sql_mode, 'this script upgrades 0001 to 0002: this database is not at 0001'
);

SET @sqlgen = IF(
    (SELECT COUNT(*) FROM meter_version) = 1
    AND (SELECT COUNT(*) FROM meter_version WHERE version_num IN ('0001')) = 1
    , 'DO 0', CONCAT('KILL ', CONNECTION_ID())
); PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

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
