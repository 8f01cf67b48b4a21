-- Meter readings: upgrade 0002 -> 0003                                                PostgreSQL 15
--
--   0002 -> 0003   Gas meters, and amounts with decimals  (7 statements)
--
-- Halts before it touches anything, where the database is not at 0002.
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

-- guard: at 0002
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM meter_version) <> 1
        OR (SELECT COUNT(DISTINCT version_num) FROM meter_version WHERE version_num IN ('0002')) <> 1
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script upgrades 0002 to 0003: this database is not at 0002', DETAIL = (
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

-- guard: the run is over
DO $guard$
BEGIN
    PERFORM pg_advisory_unlock(hashtext('sqlgen'), hashtext('meter_version'));
END
$guard$;
