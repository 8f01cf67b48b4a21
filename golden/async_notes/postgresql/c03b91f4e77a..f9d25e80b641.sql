-- async_notes: upgrade c03b91f4e77a -> f9d25e80b641                                   PostgreSQL 15
--
--   c03b91f4e77a -> f9d25e80b641   Settings, and a search index  (3 statements)
--
-- Halts before it touches anything, where the database is not at c03b91f4e77a.
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

-- guard: at c03b91f4e77a
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) <> 1
        OR (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('c03b91f4e77a')) <> 1
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script upgrades c03b91f4e77a to f9d25e80b641: this database is not at c03b91f4e77a', DETAIL = (
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

-- c03b91f4e77a -> f9d25e80b641   Settings, and a search index -------------------------------------

BEGIN;

-- migrations/versions/f9d25e80b641_settings_and_search.py:30   add column notebook.settings JSONB
ALTER TABLE notebook ADD COLUMN settings JSONB DEFAULT '{}'::jsonb NOT NULL;

-- migrations/versions/f9d25e80b641_settings_and_search.py:35   insert into notebook
INSERT INTO notebook (title, visibility, settings) VALUES ('Welcome, everybody!', 'shared', '{"colour": "#fa0", "pinned": true, "due": "12:30", "share": "100%"}');

COMMIT;

-- migrations/versions/f9d25e80b641_settings_and_search.py:43   create index ix_note_tags on note
CREATE INDEX CONCURRENTLY IF NOT EXISTS ix_note_tags ON note USING gin (tags);

BEGIN;

-- version table
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='f9d25e80b641' WHERE alembic_version.version_num = 'c03b91f4e77a';
    IF NOT FOUND THEN
        RAISE WARNING USING MESSAGE = 'the version table does not hold c03b91f4e77a, which becomes f9d25e80b641';
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
