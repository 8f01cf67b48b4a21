-- library_flask: upgrade 91be04d7c5a2 -> d6402e7f8b13                                 PostgreSQL 15
--
--   91be04d7c5a2 -> d6402e7f8b13   names are required; members can be inactive  (4 statements)
--
-- Halts before it touches anything, where the database is not at 91be04d7c5a2.
-- One transaction: all of it happens or none.

BEGIN;

-- guard: PostgreSQL 15 or later, and no other run
DO $guard$
BEGIN
    IF version() NOT LIKE 'PostgreSQL %' OR current_setting('server_version_num')::integer < 150000 THEN
        RAISE EXCEPTION USING MESSAGE = 'this script is written for PostgreSQL 15 or later', DETAIL = 'It runs on ' || version() || '.';
    END IF;
    IF NOT pg_try_advisory_xact_lock(hashtext('sqlgen'), hashtext('alembic_version')) THEN
        RAISE EXCEPTION USING MESSAGE = 'another migration of this database is in progress';
    END IF;
END
$guard$;

-- guard: at 91be04d7c5a2
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) <> 1
        OR (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('91be04d7c5a2')) <> 1
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script upgrades 91be04d7c5a2 to d6402e7f8b13: this database is not at 91be04d7c5a2', DETAIL = (
            SELECT 'It is at ' || coalesce(string_agg(version_num, ', ' ORDER BY version_num), 'base') || '.'
            FROM alembic_version
        );
    END IF;
END
$guard$;

-- 91be04d7c5a2 -> d6402e7f8b13   names are required; members can be inactive ----------------------

-- migrations/versions/d6402e7f8b13_names_are_required.py:19
UPDATE member SET name = 'Card ' || card WHERE name IS NULL;

-- migrations/versions/d6402e7f8b13_names_are_required.py:21   add column member.active BOOLEAN
ALTER TABLE member ADD COLUMN active BOOLEAN DEFAULT true NOT NULL;

-- migrations/versions/d6402e7f8b13_names_are_required.py:22   member.name: VARCHAR(60) -> VARCHAR(100)
ALTER TABLE member ALTER COLUMN name TYPE VARCHAR(100);

-- migrations/versions/d6402e7f8b13_names_are_required.py:22   member.name must not be NULL
ALTER TABLE member ALTER COLUMN name SET NOT NULL;

-- version table
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='d6402e7f8b13' WHERE alembic_version.version_num = '91be04d7c5a2';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold 91be04d7c5a2, which becomes d6402e7f8b13';
    END IF;
END
$version$;

COMMIT;
