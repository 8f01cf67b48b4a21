-- Meter readings: upgrade 0003 -> 0004                                                PostgreSQL 15
--
--   0003 -> 0004   The first sites  (5 statements)
--
-- Halts before it touches anything, where the database is not at 0003.
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

-- guard: at 0003
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM meter_version) <> 1
        OR (SELECT COUNT(DISTINCT version_num) FROM meter_version WHERE version_num IN ('0003')) <> 1
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script upgrades 0003 to 0004: this database is not at 0003', DETAIL = (
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
