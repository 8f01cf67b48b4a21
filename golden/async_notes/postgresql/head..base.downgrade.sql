-- async_notes: downgrade f9d25e80b641 -> base                                         PostgreSQL 15
--
--   f9d25e80b641 -> c03b91f4e77a   Settings, and a search index  (3 statements)
--   c03b91f4e77a -> 8e47d2c6a130   Shared notebooks  (7 statements)
--   8e47d2c6a130 -> 5c1f0a9be2d7   Notes with tags  (1 statement)
--   5c1f0a9be2d7 -> base           Notebooks  (2 statements)
--
-- Halts before it touches anything, where the database is not at f9d25e80b641.
-- Several transactions: some statements must run outside one.

-- guard: PostgreSQL 15 or later, and no other run
SET sqlgen.guard = '';
DO $guard$
BEGIN
    IF version() NOT LIKE 'PostgreSQL %' OR current_setting('server_version_num')::integer < 150000 THEN
        RAISE EXCEPTION USING MESSAGE = 'this script is written for PostgreSQL 15 or later', DETAIL = 'It runs on ' || version() || '.';
    END IF;
    IF NOT pg_try_advisory_lock(hashtext('sqlgen'), hashtext('alembic_version')) THEN
        RAISE EXCEPTION USING MESSAGE = 'another migration of this database is in progress';
    END IF;
    PERFORM set_config('sqlgen.guard', 'alone', false);
END
$guard$;

-- guard: at f9d25e80b641
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) <> 1
        OR (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('f9d25e80b641')) <> 1
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script downgrades f9d25e80b641 to base: this database is not at f9d25e80b641', DETAIL = (
            SELECT 'It is at ' || coalesce(string_agg(version_num, ', ' ORDER BY version_num), 'base') || '.'
            FROM alembic_version
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

-- f9d25e80b641 -> c03b91f4e77a   Settings, and a search index -------------------------------------

-- migrations/versions/f9d25e80b641_settings_and_search.py:55   drop index ix_note_tags
DROP INDEX CONCURRENTLY IF EXISTS ix_note_tags;

BEGIN;

-- migrations/versions/f9d25e80b641_settings_and_search.py:56
DELETE FROM notebook WHERE title LIKE 'Welcome, %';

-- migrations/versions/f9d25e80b641_settings_and_search.py:57   drop column notebook.settings
ALTER TABLE notebook DROP COLUMN settings;

-- version table
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='c03b91f4e77a' WHERE alembic_version.version_num = 'f9d25e80b641';
    IF NOT FOUND THEN
        RAISE WARNING USING MESSAGE = 'the version table does not hold f9d25e80b641, which becomes c03b91f4e77a';
        PERFORM pg_terminate_backend(pg_backend_pid());
    END IF;
END
$version$;

COMMIT;

-- c03b91f4e77a -> 8e47d2c6a130   Shared notebooks -------------------------------------------------

BEGIN;

-- migrations/versions/c03b91f4e77a_shared_notebooks.py:26
UPDATE notebook SET visibility = 'private' WHERE visibility = 'shared';

-- migrations/versions/c03b91f4e77a_shared_notebooks.py:27
ALTER TABLE notebook ALTER COLUMN visibility DROP DEFAULT;

-- migrations/versions/c03b91f4e77a_shared_notebooks.py:28
ALTER TYPE visibility RENAME TO visibility_old;

-- migrations/versions/c03b91f4e77a_shared_notebooks.py:29
CREATE TYPE visibility AS ENUM ('private', 'public');

-- migrations/versions/c03b91f4e77a_shared_notebooks.py:30
ALTER TABLE notebook ALTER COLUMN visibility TYPE visibility USING visibility::text::visibility;

-- migrations/versions/c03b91f4e77a_shared_notebooks.py:31
ALTER TABLE notebook ALTER COLUMN visibility SET DEFAULT 'private';

-- migrations/versions/c03b91f4e77a_shared_notebooks.py:32
DROP TYPE visibility_old;

-- version table
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='8e47d2c6a130' WHERE alembic_version.version_num = 'c03b91f4e77a';
    IF NOT FOUND THEN
        RAISE WARNING USING MESSAGE = 'the version table does not hold c03b91f4e77a, which becomes 8e47d2c6a130';
        PERFORM pg_terminate_backend(pg_backend_pid());
    END IF;
END
$version$;

COMMIT;

-- 8e47d2c6a130 -> 5c1f0a9be2d7   Notes with tags --------------------------------------------------

BEGIN;

-- migrations/versions/8e47d2c6a130_notes_with_tags.py:48   drop table note
DROP TABLE note;

-- version table
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='5c1f0a9be2d7' WHERE alembic_version.version_num = '8e47d2c6a130';
    IF NOT FOUND THEN
        RAISE WARNING USING MESSAGE = 'the version table does not hold 8e47d2c6a130, which becomes 5c1f0a9be2d7';
        PERFORM pg_terminate_backend(pg_backend_pid());
    END IF;
END
$version$;

COMMIT;

-- 5c1f0a9be2d7 -> base   Notebooks ----------------------------------------------------------------

BEGIN;

-- migrations/versions/5c1f0a9be2d7_notebooks.py:36   drop table notebook
DROP TABLE notebook;

-- migrations/versions/5c1f0a9be2d7_notebooks.py:37   drop type visibility
DROP TYPE visibility;

-- version table
DO $version$
BEGIN
    DELETE FROM alembic_version WHERE alembic_version.version_num = '5c1f0a9be2d7';
    IF NOT FOUND THEN
        RAISE WARNING USING MESSAGE = 'the version table does not hold 5c1f0a9be2d7, which leaves it';
        PERFORM pg_terminate_backend(pg_backend_pid());
    END IF;
END
$version$;

COMMIT;

-- guard: the run is over
DO $guard$
BEGIN
    PERFORM pg_advisory_unlock(hashtext('sqlgen'), hashtext('alembic_version'));
END
$guard$;
