-- async_notes: upgrade 5c1f0a9be2d7 -> 8e47d2c6a130                                   PostgreSQL 15
--
--   5c1f0a9be2d7 -> 8e47d2c6a130   Notes with tags  (4 statements)
--
-- Halts before it touches anything, where the database is not at 5c1f0a9be2d7.
-- One transaction for each revision.

BEGIN;

-- guard: at 5c1f0a9be2d7
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) <> 1
        OR (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('5c1f0a9be2d7')) <> 1
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script upgrades 5c1f0a9be2d7 to 8e47d2c6a130: this database is not at 5c1f0a9be2d7', DETAIL = (
            SELECT 'It is at ' || coalesce(string_agg(version_num, ', ' ORDER BY version_num), 'base') || '.'
            FROM alembic_version
        );
    END IF;
END
$guard$;

-- 5c1f0a9be2d7 -> 8e47d2c6a130   Notes with tags --------------------------------------------------

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
UPDATE alembic_version SET version_num='8e47d2c6a130' WHERE alembic_version.version_num = '5c1f0a9be2d7';

COMMIT;
