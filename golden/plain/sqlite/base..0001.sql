-- Meter readings: upgrade base -> 0001                                                  SQLite 3.40
--
--   base -> 0001   Sites and meters  (3 statements)
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
    fits INTEGER CONSTRAINT 'this script upgrades base to 0001: this database is not at base' CHECK (fits)
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

DROP TABLE temp.sqlgen_guard;

DROP TABLE temp.sqlgen_server;
