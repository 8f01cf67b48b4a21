-- # downgrade refused where rows would be lost
DO $$ BEGIN IF EXISTS (SELECT 1 FROM book WHERE price > 10) OR EXISTS (SELECT 1 FROM author) THEN RAISE EXCEPTION 'keep it'; END IF; END $$; ALTER TABLE book DROP COLUMN meta
-- # several enums, each made if it is not there
DO $$ BEGIN CREATE TYPE side AS ENUM ('left', 'right'); EXCEPTION WHEN duplicate_object THEN NULL; END $$; ALTER TABLE book ADD COLUMN IF NOT EXISTS s side NOT NULL DEFAULT 'left', ADD COLUMN IF NOT EXISTS n INTEGER
-- # rights for roles that may be there
DO $$ DECLARE r text; BEGIN FOREACH r IN ARRAY ARRAY['one_role', 'two_role'] LOOP IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = r) THEN EXECUTE format('GRANT SELECT ON book TO %I', r); END IF; END LOOP; END $$
-- # an enum replaced, its old name dropped
ALTER TYPE Mood RENAME TO mood_tmp; CREATE TYPE mood AS ENUM('sad', 'ok', 'happy', 'calm'); ALTER TABLE author ALTER COLUMN feeling DROP DEFAULT; ALTER TABLE author ALTER COLUMN feeling TYPE mood USING feeling::text::mood; ALTER TABLE author ALTER COLUMN feeling SET DEFAULT 'ok'; DROP TYPE mood_tmp;
-- # a schema that the session must have
DO $$ BEGIN IF current_schema() IS NULL OR current_schema() IN ('pg_catalog', 'information_schema') THEN RAISE EXCEPTION 'no schema'; END IF; END $$
-- # a check replaced
ALTER TABLE book DROP CONSTRAINT IF EXISTS ck_dates; ALTER TABLE book ADD CONSTRAINT ck_dates CHECK (created_at IS NULL OR created_at >= '2000-01-01'::timestamptz)
-- # arrays and functions in defaults and updates
CREATE OR REPLACE FUNCTION tmp_split(text) RETURNS varchar[] LANGUAGE plpgsql STABLE RETURNS NULL ON NULL INPUT AS $$ BEGIN RETURN string_to_array($1, ','); END $$; UPDATE book SET tags = tmp_split(title); ALTER TABLE book ALTER COLUMN tags SET NOT NULL; DROP FUNCTION tmp_split(text)
