-- async_notes: upgrade base -> 5c1f0a9be2d7                                           PostgreSQL 15
--
--   base -> 5c1f0a9be2d7   Notebooks  (2 statements)
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
        RAISE EXCEPTION USING MESSAGE = 'this script upgrades base to 5c1f0a9be2d7: this database is not at base', DETAIL = (
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

-- guard: the run is over
DO $guard$
BEGIN
    PERFORM pg_advisory_unlock(hashtext('sqlgen'), hashtext('alembic_version'));
END
$guard$;
