-- Meter readings: upgrade base -> 0001                                                PostgreSQL 15
--
--   base -> 0001   Sites and meters  (3 statements)
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
        RAISE EXCEPTION USING MESSAGE = 'this script upgrades base to 0001: this database is not at base', DETAIL = (
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

-- guard: the run is over
DO $guard$
BEGIN
    PERFORM pg_advisory_unlock(hashtext('sqlgen'), hashtext('meter_version'));
END
$guard$;
