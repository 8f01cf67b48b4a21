-- Meter readings: upgrade base -> 0004                                                  SQLite 3.40
--
--   base -> 0001   Sites and meters  (3 statements)
--   0001 -> 0002   Readings  (2 statements)
--   0002 -> 0003   Gas meters, and amounts with decimals  (22 statements)
--   0003 -> 0004   The first sites  (5 statements)
--
-- Halts before it touches anything, where the database is not at base.
-- One transaction for each revision.

-- guard: SQLite 3.40 or later, and no other run
CREATE TEMP TABLE sqlgen_server (
    fits INTEGER CONSTRAINT 'this script is written for SQLite 3.40 or later' CHECK (fits)
);
INSERT INTO sqlgen_server SELECT
    CAST(sqlite_version() AS INTEGER) * 1000000
    + CAST(substr(sqlite_version(), instr(sqlite_version(), '.') + 1) AS INTEGER) * 1000
    >= 3 * 1000000 + 40 * 1000;

-- create the version table
CREATE TABLE IF NOT EXISTS meter_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT meter_version_pkc PRIMARY KEY (version_num)
);

-- guard: at base
CREATE TEMP TABLE sqlgen_guard (
    fits INTEGER CONSTRAINT 'this script upgrades base to 0004: this database is not at base' CHECK (fits)
);
INSERT INTO sqlgen_guard SELECT
    (SELECT COUNT(*) FROM meter_version) = 0 AND (SELECT COUNT(*) FROM sqlgen_server) = 1;

-- base -> 0001   Sites and meters -----------------------------------------------------------------

BEGIN;

-- versions/0001_sites_and_meters.py:11   create table site
CREATE TABLE site (
    id INTEGER NOT NULL,
    code VARCHAR(16) NOT NULL,
    city VARCHAR(80) DEFAULT '' NOT NULL,
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

INSERT OR ROLLBACK INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

COMMIT;

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

-- 0002 -> 0003   Gas meters, and amounts with decimals --------------------------------------------

PRAGMA foreign_keys = OFF;

BEGIN;

CREATE TEMP TABLE sqlgen_orphans (
    number INTEGER CONSTRAINT "a foreign key would point nowhere" CHECK (number <= before),
    before INTEGER
);

INSERT INTO sqlgen_orphans SELECT 0, count(*) FROM pragma_foreign_key_check;

-- versions/0003_gas_meters.py:14   alter table meter (lines 14, 15): make meter anew
CREATE TABLE sqlgen_new_meter (
    serial VARCHAR(20) NOT NULL,
    site_id INTEGER NOT NULL,
    kind VARCHAR(10) NOT NULL,
    installed DATE,
    CONSTRAINT pk_meter PRIMARY KEY (serial),
    CONSTRAINT fk_meter_site_id FOREIGN KEY(site_id) REFERENCES site (id) ON DELETE CASCADE,
    CONSTRAINT ck_meter_kind_known CHECK (kind IN ('water', 'power', 'gas'))
);

-- versions/0003_gas_meters.py:14   copy the rows of meter
INSERT INTO sqlgen_new_meter (serial, site_id, kind, installed)
SELECT serial, site_id, kind, installed
FROM meter;

-- versions/0003_gas_meters.py:14   drop the old meter
DROP TABLE meter;

-- versions/0003_gas_meters.py:14   put the new meter in its place
PRAGMA legacy_alter_table = ON;

ALTER TABLE sqlgen_new_meter RENAME TO meter;

PRAGMA legacy_alter_table = OFF;

-- versions/0003_gas_meters.py:14   create index ix_meter_site_id on meter
CREATE INDEX ix_meter_site_id ON meter (site_id);

-- versions/0003_gas_meters.py:16   alter column reading.amount: make reading anew
CREATE TABLE sqlgen_new_reading (
    serial VARCHAR(20) NOT NULL,
    read_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL,
    amount NUMERIC(12, 3) NOT NULL,
    CONSTRAINT pk_reading PRIMARY KEY (serial, read_at),
    CONSTRAINT fk_reading_serial FOREIGN KEY(serial) REFERENCES meter (serial)
);

-- versions/0003_gas_meters.py:16   copy the rows of reading
INSERT INTO sqlgen_new_reading (serial, read_at, amount)
SELECT serial, read_at, amount
FROM reading;

-- versions/0003_gas_meters.py:16   drop the old reading
DROP TABLE reading;

-- versions/0003_gas_meters.py:16   put the new reading in its place
PRAGMA legacy_alter_table = ON;

ALTER TABLE sqlgen_new_reading RENAME TO reading;

PRAGMA legacy_alter_table = OFF;

-- versions/0003_gas_meters.py:16   create index ix_reading_read_at on reading
CREATE INDEX ix_reading_read_at ON reading (read_at);

-- versions/0003_gas_meters.py:17   rename column site.city to town
ALTER TABLE site RENAME COLUMN city TO town;

-- versions/0003_gas_meters.py:18   alter column site.town: make site anew
CREATE TABLE sqlgen_new_site (
    id INTEGER NOT NULL,
    code VARCHAR(16) NOT NULL,
    town VARCHAR(80),
    CONSTRAINT pk_site PRIMARY KEY (id),
    CONSTRAINT uq_site_code UNIQUE (code)
);

-- versions/0003_gas_meters.py:18   copy the rows of site
INSERT INTO sqlgen_new_site (id, code, town)
SELECT id, code, town
FROM site;

-- versions/0003_gas_meters.py:18   drop the old site
DROP TABLE site;

-- versions/0003_gas_meters.py:18   put the new site in its place
PRAGMA legacy_alter_table = ON;

ALTER TABLE sqlgen_new_site RENAME TO site;

PRAGMA legacy_alter_table = OFF;

-- versions/0003_gas_meters.py:19
UPDATE site SET town = NULL WHERE town = '';

-- version table
UPDATE meter_version SET version_num='0003' WHERE meter_version.version_num = '0002';
DELETE FROM temp.sqlgen_guard WHERE changes() <> 1;
INSERT INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

UPDATE OR ROLLBACK sqlgen_orphans SET number = (SELECT count(*) FROM pragma_foreign_key_check);

DROP TABLE temp.sqlgen_orphans;

INSERT OR ROLLBACK INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

COMMIT;

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
