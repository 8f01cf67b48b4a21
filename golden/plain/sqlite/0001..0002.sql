-- Meter readings: upgrade 0001 -> 0002                                                  SQLite 3.40
--
--   0001 -> 0002   Readings  (2 statements)
--
-- Halts before it touches anything, where the database is not at 0001.
-- One transaction for each revision.

-- guard: SQLite 3.40 or later, and no other run
CREATE TEMP TABLE sqlgen_server (
    fits INTEGER CONSTRAINT 'this script is written for SQLite 3.40 or later' CHECK (fits)
);
INSERT INTO sqlgen_server SELECT
    CAST(sqlite_version() AS INTEGER) * 1000000
    + CAST(substr(sqlite_version(), instr(sqlite_version(), '.') + 1) AS INTEGER) * 1000
    >= 3 * 1000000 + 40 * 1000;

-- guard: at 0001
CREATE TEMP TABLE sqlgen_guard (
    fits INTEGER CONSTRAINT 'this script upgrades 0001 to 0002: this database is not at 0001' CHECK (fits)
);
INSERT INTO sqlgen_guard SELECT
    (SELECT COUNT(DISTINCT version_num) FROM meter_version WHERE version_num IN ('0001')) = 1 AND
    (SELECT COUNT(*) FROM meter_version) = 1 AND (SELECT COUNT(*) FROM sqlgen_server) = 1;

-- 0001 -> 0002   Readings -------------------------------------------------------------------------

BEGIN;

-- versions/0002_readings.py:11   create table reading
CREATE TABLE reading (
    serial VARCHAR(20) NOT NULL,
    read_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL,
    amount INTEGER NOT NULL,
    CONSTRAINT pk_reading PRIMARY KEY (serial, read_at),
    CONSTRAINT fk_reading_serial FOREIGN KEY(serial) REFERENCES meter (serial)
);

-- versions/0002_readings.py:17   create index ix_reading_read_at on reading
CREATE INDEX ix_reading_read_at ON reading (read_at);

-- version table
UPDATE meter_version SET version_num='0002' WHERE meter_version.version_num = '0001';
DELETE FROM temp.sqlgen_guard WHERE changes() <> 1;
INSERT INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

INSERT OR ROLLBACK INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

COMMIT;

DROP TABLE temp.sqlgen_guard;

DROP TABLE temp.sqlgen_server;
