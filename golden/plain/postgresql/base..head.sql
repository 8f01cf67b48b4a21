-- Meter readings: upgrade base -> 0004                                                PostgreSQL 15
--
--   base -> 0001   Sites and meters  (3 statements)
--   0001 -> 0002   Readings  (2 statements)
--   0002 -> 0003   Gas meters, and amounts with decimals  (7 statements)
--   0003 -> 0004   The first sites  (5 statements)
--
-- Halts before it touches anything, where the database is not at base.
-- One transaction for each revision.

-- guard: PostgreSQL 15 or later, and no other run
SET sqlgen.guard = '';
DO $guard$
BEGIN
    IF version() NOT LIKE 'PostgreSQL %' OR current_setting('server_version_num')::integer < 150000 THEN
        RAISE EXCEPTION USING MESSAGE = 'this script is written for PostgreSQL 15 or later', DETAIL = 'It runs on ' || version() || '.';
    END IF;
    IF NOT pg_try_advisory_lock(hashtext('sqlgen'), hashtext('meter_version')) THEN
        RAISE EXCEPTION USING MESSAGE = 'another migration of this database is in progress';
    END IF;
    PERFORM set_config('sqlgen.guard', 'alone', false);
END
$guard$;

-- create the version table
CREATE TABLE IF NOT EXISTS meter_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT meter_version_pkc PRIMARY KEY (version_num)
);

-- guard: at base
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM meter_version) <> 0
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script upgrades base to 0004: this database is not at base', DETAIL = (
            SELECT 'It is at ' || coalesce(string_agg(version_num, ', ' ORDER BY version_num), 'base') || '.'
            FROM meter_version
        );
    END IF;
    IF current_setting('sqlgen.guard') = 'alone' THEN
        PERFORM set_config('sqlgen.guard', 'passed', false);
    END IF;
END
$guard$;
DO $guard$
BEGIN
    IF current_setting('sqlgen.guard') <> 'passed' THEN
        PERFORM pg_terminate_backend(pg_backend_pid());
    END IF;
END
$guard$;

-- base -> 0001   Sites and meters -----------------------------------------------------------------

BEGIN;

-- versions/0001_sites_and_meters.py:11   create table site
CREATE TABLE site (
    id SERIAL NOT NULL,
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

COMMIT;

-- 0001 -> 0002   Readings -------------------------------------------------------------------------

BEGIN;

-- versions/0002_readings.py:11   create table reading
CREATE TABLE reading (
    serial VARCHAR(20) NOT NULL,
    read_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    amount INTEGER NOT NULL,
    CONSTRAINT pk_reading PRIMARY KEY (serial, read_at),
    CONSTRAINT fk_reading_serial FOREIGN KEY(serial) REFERENCES meter (serial)
);

-- versions/0002_readings.py:17   create index ix_reading_read_at on reading
CREATE INDEX ix_reading_read_at ON reading (read_at);

-- version table
DO $version$
BEGIN
    UPDATE meter_version SET version_num='0002' WHERE meter_version.version_num = '0001';
    IF NOT FOUND THEN
        RAISE WARNING USING MESSAGE = 'the version table does not hold 0001, which becomes 0002';
        PERFORM pg_terminate_backend(pg_backend_pid());
    END IF;
END
$version$;

COMMIT;

-- 0002 -> 0003   Gas meters, and amounts with decimals --------------------------------------------

BEGIN;

-- versions/0003_gas_meters.py:14   drop check ck_meter_kind_known of meter
ALTER TABLE meter DROP CONSTRAINT ck_meter_kind_known;

-- versions/0003_gas_meters.py:15   add check ck_meter_kind_known to meter
ALTER TABLE meter ADD CONSTRAINT ck_meter_kind_known CHECK (kind IN ('water', 'power', 'gas'));

-- versions/0003_gas_meters.py:16   reading.amount: INTEGER -> NUMERIC(12, 3)
ALTER TABLE reading ALTER COLUMN amount TYPE NUMERIC(12, 3);

-- versions/0003_gas_meters.py:17   rename column site.city to town
ALTER TABLE site RENAME city TO town;

-- versions/0003_gas_meters.py:18   site.town may be NULL
ALTER TABLE site ALTER COLUMN town DROP NOT NULL;

-- versions/0003_gas_meters.py:18   site.town loses its default
ALTER TABLE site ALTER COLUMN town DROP DEFAULT;

-- versions/0003_gas_meters.py:19
UPDATE site SET town = NULL WHERE town = '';

-- version table
DO $version$
BEGIN
    UPDATE meter_version SET version_num='0003' WHERE meter_version.version_num = '0002';
    IF NOT FOUND THEN
        RAISE WARNING USING MESSAGE = 'the version table does not hold 0002, which becomes 0003';
        PERFORM pg_terminate_backend(pg_backend_pid());
    END IF;
END
$version$;

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
DO $version$
BEGIN
    UPDATE meter_version SET version_num='0004' WHERE meter_version.version_num = '0003';
    IF NOT FOUND THEN
        RAISE WARNING USING MESSAGE = 'the version table does not hold 0003, which becomes 0004';
        PERFORM pg_terminate_backend(pg_backend_pid());
    END IF;
END
$version$;

COMMIT;

-- guard: the run is over
DO $guard$
BEGIN
    PERFORM pg_advisory_unlock(hashtext('sqlgen'), hashtext('meter_version'));
END
$guard$;
