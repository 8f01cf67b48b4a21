-- Meter readings: downgrade 0004 -> base                                              PostgreSQL 15
--
--   0004 -> 0003   The first sites  (2 statements)
--   0003 -> 0002   Gas meters, and amounts with decimals  (9 statements)
--   0002 -> 0001   Readings  (1 statement)
--   0001 -> base   Sites and meters  (2 statements)
--
-- Halts before it touches anything, where the database is not at 0004.
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

-- guard: at 0004
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM meter_version) <> 1
        OR (SELECT COUNT(DISTINCT version_num) FROM meter_version WHERE version_num IN ('0004')) <> 1
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script downgrades 0004 to base: this database is not at 0004', DETAIL = (
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

-- 0004 -> 0003   The first sites ------------------------------------------------------------------

BEGIN;

-- versions/0004_first_sites.py:40
DELETE FROM meter WHERE meter.serial IN ('W-0001', 'G-0001');

-- versions/0004_first_sites.py:41
DELETE FROM site WHERE site.id IN (1, 2, 3);

-- version table
DO $version$
BEGIN
    UPDATE meter_version SET version_num='0003' WHERE meter_version.version_num = '0004';
    IF NOT FOUND THEN
        RAISE WARNING USING MESSAGE = 'the version table does not hold 0004, which becomes 0003';
        PERFORM pg_terminate_backend(pg_backend_pid());
    END IF;
END
$version$;

COMMIT;

-- 0003 -> 0002   Gas meters, and amounts with decimals --------------------------------------------

BEGIN;

-- versions/0003_gas_meters.py:23
UPDATE site SET town = '' WHERE town IS NULL;

-- versions/0003_gas_meters.py:24   site.town must not be NULL
ALTER TABLE site ALTER COLUMN town SET NOT NULL;

-- versions/0003_gas_meters.py:24   site.town defaults to ''
ALTER TABLE site ALTER COLUMN town SET DEFAULT '';

-- versions/0003_gas_meters.py:25   rename column site.town to city
ALTER TABLE site RENAME town TO city;

-- versions/0003_gas_meters.py:26   reading.amount: NUMERIC(12, 3) -> INTEGER
ALTER TABLE reading ALTER COLUMN amount TYPE INTEGER;

-- versions/0003_gas_meters.py:27
DELETE FROM reading WHERE serial IN (SELECT serial FROM meter WHERE kind = 'gas');

-- versions/0003_gas_meters.py:28
DELETE FROM meter WHERE kind = 'gas';

-- versions/0003_gas_meters.py:29   drop check ck_meter_kind_known of meter
ALTER TABLE meter DROP CONSTRAINT ck_meter_kind_known;

-- versions/0003_gas_meters.py:30   add check ck_meter_kind_known to meter
ALTER TABLE meter ADD CONSTRAINT ck_meter_kind_known CHECK (kind IN ('water', 'power'));

-- version table
DO $version$
BEGIN
    UPDATE meter_version SET version_num='0002' WHERE meter_version.version_num = '0003';
    IF NOT FOUND THEN
        RAISE WARNING USING MESSAGE = 'the version table does not hold 0003, which becomes 0002';
        PERFORM pg_terminate_backend(pg_backend_pid());
    END IF;
END
$version$;

COMMIT;

-- 0002 -> 0001   Readings -------------------------------------------------------------------------

BEGIN;

-- versions/0002_readings.py:21   drop table reading
DROP TABLE reading;

-- version table
DO $version$
BEGIN
    UPDATE meter_version SET version_num='0001' WHERE meter_version.version_num = '0002';
    IF NOT FOUND THEN
        RAISE WARNING USING MESSAGE = 'the version table does not hold 0002, which becomes 0001';
        PERFORM pg_terminate_backend(pg_backend_pid());
    END IF;
END
$version$;

COMMIT;

-- 0001 -> base   Sites and meters -----------------------------------------------------------------

BEGIN;

-- versions/0001_sites_and_meters.py:28   drop table meter
DROP TABLE meter;

-- versions/0001_sites_and_meters.py:29   drop table site
DROP TABLE site;

-- version table
DO $version$
BEGIN
    DELETE FROM meter_version WHERE meter_version.version_num = '0001';
    IF NOT FOUND THEN
        RAISE WARNING USING MESSAGE = 'the version table does not hold 0001, which leaves it';
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
