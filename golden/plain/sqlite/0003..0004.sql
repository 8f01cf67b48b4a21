-- Meter readings: upgrade 0003 -> 0004                                                  SQLite 3.40
--
--   0003 -> 0004   The first sites  (5 statements)
--
-- Halts before it touches anything, where the database is not at 0003.
-- One transaction for each revision.

-- guard: SQLite 3.40 or later, and no other run
CREATE TEMP TABLE sqlgen_server (
    fits INTEGER CONSTRAINT 'this script is written for SQLite 3.40 or later' CHECK (fits)
);
INSERT INTO sqlgen_server SELECT
    CAST(sqlite_version() AS INTEGER) * 1000000
    + CAST(substr(sqlite_version(), instr(sqlite_version(), '.') + 1) AS INTEGER) * 1000
    >= 3 * 1000000 + 40 * 1000;

-- guard: at 0003
CREATE TEMP TABLE sqlgen_guard (
    fits INTEGER CONSTRAINT 'this script upgrades 0003 to 0004: this database is not at 0003' CHECK (fits)
);
INSERT INTO sqlgen_guard SELECT
    (SELECT COUNT(DISTINCT version_num) FROM meter_version WHERE version_num IN ('0003')) = 1 AND
    (SELECT COUNT(*) FROM meter_version) = 1 AND (SELECT COUNT(*) FROM sqlgen_server) = 1;

-- 0003 -> 0004   The first sites ------------------------------------------------------------------

BEGIN;

-- versions/0004_first_sites.py:22   insert into site
INSERT INTO site (id, code, town) VALUES (1, 'HQ', '''s-Hertogenbosch');

INSERT INTO site (id, code, town) VALUES (2, 'LAB:2', 'Malmö');

INSERT INTO site (id, code, town) VALUES (3, '50%', NULL);

-- versions/0004_first_sites.py:30   insert into meter
INSERT INTO meter (serial, site_id, kind, installed) VALUES ('W-0001', 1, 'water', '2024-02-29');

INSERT INTO meter (serial, site_id, kind, installed) VALUES ('G-0001', 2, 'gas', NULL);

-- version table
UPDATE meter_version SET version_num='0004' WHERE meter_version.version_num = '0003';
DELETE FROM temp.sqlgen_guard WHERE changes() <> 1;
INSERT INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

INSERT OR ROLLBACK INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

COMMIT;

DROP TABLE temp.sqlgen_guard;

DROP TABLE temp.sqlgen_server;
