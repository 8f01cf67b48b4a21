-- async_notes: upgrade 5c1f0a9be2d7 -> 8e47d2c6a130                                   PostgreSQL 15
--
--   5c1f0a9be2d7 -> 8e47d2c6a130   Notes with tags  (4 statements)
--
-- Halts before it touches anything, where the database is not at 5c1f0a9be2d7.
-- One transaction for each revision.

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

-- guard: at 5c1f0a9be2d7
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) <> 1
        OR (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('5c1f0a9be2d7')) <> 1
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script upgrades 5c1f0a9be2d7 to 8e47d2c6a130: this database is not at 5c1f0a9be2d7', DETAIL = (
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

-- guard: the run is over
DO $guard$
BEGIN
    PERFORM pg_advisory_unlock(hashtext('sqlgen'), hashtext('alembic_version'));
END
$guard$;
