-- Meter readings: upgrade 0001 -> 0002                                                PostgreSQL 15
--
--   0001 -> 0002   Readings  (2 statements)
--
-- Halts before it touches anything, where the database is not at 0001.
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

-- guard: at 0001
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM meter_version) <> 1
        OR (SELECT COUNT(DISTINCT version_num) FROM meter_version WHERE version_num IN ('0001')) <> 1
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script upgrades 0001 to 0002: this database is not at 0001', DETAIL = (
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

-- guard: the run is over
DO $guard$
BEGIN
    PERFORM pg_advisory_unlock(hashtext('sqlgen'), hashtext('meter_version'));
END
$guard$;
