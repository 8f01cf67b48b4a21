CREATE TYPE status AS ENUM ('new', 'done');
CREATE TABLE jobs (id int PRIMARY KEY, s status NOT NULL DEFAULT 'new', all_s status[]);
ALTER TYPE status ADD VALUE IF NOT EXISTS 'half' BEFORE 'done';
ALTER TYPE status ADD VALUE 'last';
ALTER TYPE status RENAME VALUE 'last' TO 'final';
-- then
ALTER TYPE status RENAME TO status_old;
CREATE TYPE status AS ENUM ('new', 'half');
ALTER TABLE jobs ALTER COLUMN s DROP DEFAULT;
ALTER TABLE jobs ALTER COLUMN s TYPE status USING s::text::status;
ALTER TABLE jobs ALTER COLUMN s SET DEFAULT 'new'::status;
-- then
DROP TYPE status_old CASCADE;
-- then
DO $$ BEGIN
    CREATE TYPE status AS ENUM ('other');
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;
DO $do$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'jobs' AND column_name = 'n') THEN
        ALTER TABLE jobs ADD COLUMN n int;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'jobs_n') THEN
        ALTER TABLE jobs ADD CONSTRAINT jobs_n UNIQUE (n);
    END IF;
    IF EXISTS (SELECT 1 FROM pg_indexes WHERE indexname = 'none') THEN
        DROP INDEX none;
    END IF;
END
$do$ LANGUAGE plpgsql;
CREATE OR REPLACE FUNCTION touch() RETURNS trigger AS $body$
BEGIN
    CREATE TEMP TABLE IF NOT EXISTS x (a int);
    RETURN NEW;
END;
$body$ LANGUAGE plpgsql;
CREATE TRIGGER touch BEFORE UPDATE ON jobs FOR EACH ROW EXECUTE FUNCTION touch();
CREATE VIEW v AS SELECT id, n FROM jobs;
CREATE MATERIALIZED VIEW mv AS SELECT id FROM jobs WITH NO DATA;
CREATE SEQUENCE s START 5;
ALTER SEQUENCE s OWNED BY jobs.n;
COMMENT ON TABLE jobs IS 'work; to do';
COMMENT ON COLUMN jobs.n IS 'it''s';
-- then
DROP VIEW v;
ALTER TABLE jobs DROP COLUMN n CASCADE;
DROP MATERIALIZED VIEW IF EXISTS mv;
DROP TRIGGER touch ON jobs;
DROP FUNCTION touch();
SET LOCAL lock_timeout = '1s';
INSERT INTO jobs (id) VALUES (1);
UPDATE jobs SET s = 'half' WHERE id = 1;
WITH gone AS (DELETE FROM jobs RETURNING id) SELECT * FROM gone;
SELECT pg_catalog.set_config('a.b', '', false);
GRANT SELECT ON jobs TO postgres;
