-- async_notes: upgrade base -> f9d25e80b641                                           PostgreSQL 15
--
--   base -> 5c1f0a9be2d7           Notebooks  (2 statements)
--   5c1f0a9be2d7 -> 8e47d2c6a130   Notes with tags  (4 statements)
--   8e47d2c6a130 -> c03b91f4e77a   Shared notebooks  (1 statement)
--   c03b91f4e77a -> f9d25e80b641   Settings, and a search index  (3 statements)
--
-- Halts before it touches anything, where the database is not at base.
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

-- create the version table
CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- guard: at base
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) <> 0
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script upgrades base to f9d25e80b641: this database is not at base', DETAIL = (
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

-- base -> 5c1f0a9be2d7   Notebooks ----------------------------------------------------------------

BEGIN;

-- migrations/versions/5c1f0a9be2d7_notebooks.py:25   create type visibility
CREATE TYPE visibility AS ENUM ('private', 'public');

-- migrations/versions/5c1f0a9be2d7_notebooks.py:26   create table notebook
CREATE TABLE notebook (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    title VARCHAR(200) NOT NULL,
    visibility visibility DEFAULT 'private' NOT NULL,
    CONSTRAINT pk_notebook PRIMARY KEY (id)
);

-- version table
INSERT INTO alembic_version (version_num) VALUES ('5c1f0a9be2d7');

COMMIT;

-- 5c1f0a9be2d7 -> 8e47d2c6a130   Notes with tags --------------------------------------------------

BEGIN;

-- migrations/versions/8e47d2c6a130_notes_with_tags.py:22   create table note
CREATE TABLE note (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    notebook_id UUID NOT NULL,
    body TEXT NOT NULL,
    tags VARCHAR(400) DEFAULT '' NOT NULL,
    written_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_note PRIMARY KEY (id),
    CONSTRAINT fk_note_notebook_id_notebook FOREIGN KEY(notebook_id) REFERENCES notebook (id) ON DELETE CASCADE
);

-- migrations/versions/8e47d2c6a130_notes_with_tags.py:35   note.tags loses its default
ALTER TABLE note ALTER COLUMN tags DROP DEFAULT;

-- migrations/versions/8e47d2c6a130_notes_with_tags.py:36   note.tags: VARCHAR(400) -> VARCHAR(40)[]
ALTER TABLE note ALTER COLUMN tags TYPE VARCHAR(40)[] USING string_to_array(tags, ',');

-- migrations/versions/8e47d2c6a130_notes_with_tags.py:44   note.tags defaults to '{}'
ALTER TABLE note ALTER COLUMN tags SET DEFAULT '{}';

-- version table
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='8e47d2c6a130' WHERE alembic_version.version_num = '5c1f0a9be2d7';
    IF NOT FOUND THEN
        RAISE WARNING USING MESSAGE = 'the version table does not hold 5c1f0a9be2d7, which becomes 8e47d2c6a130';
        PERFORM pg_terminate_backend(pg_backend_pid());
    END IF;
END
$version$;

COMMIT;

-- 8e47d2c6a130 -> c03b91f4e77a   Shared notebooks -------------------------------------------------

-- migrations/versions/c03b91f4e77a_shared_notebooks.py:21
ALTER TYPE visibility ADD VALUE IF NOT EXISTS 'shared' BEFORE 'public';

BEGIN;

-- version table
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='c03b91f4e77a' WHERE alembic_version.version_num = '8e47d2c6a130';
    IF NOT FOUND THEN
        RAISE WARNING USING MESSAGE = 'the version table does not hold 8e47d2c6a130, which becomes c03b91f4e77a';
        PERFORM pg_terminate_backend(pg_backend_pid());
    END IF;
END
$version$;

COMMIT;

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
