-- # a block of plain statements
DO $$ BEGIN ALTER TABLE book ADD a int; CREATE INDEX ix_a ON book (a); DROP TABLE IF EXISTS "Mixed Case"; END $$;
-- # a block in a language, with a label and a declaration
DO LANGUAGE plpgsql $body$ <<top>> DECLARE n int := 5; BEGIN ALTER TABLE book ADD a int; END top $body$
-- # a column if it is not there, and it is not
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'book' AND column_name = 'pages') THEN ALTER TABLE book ADD COLUMN pages int; END IF; END $$
-- # a column if it is not there, and it is
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_schema = 'public' AND table_name='book' AND column_name='title') THEN ALTER TABLE book ADD COLUMN title int; END IF; END $$
-- # a condition about something else, which is not there
DO $$ BEGIN IF EXISTS (SELECT FROM information_schema.columns WHERE table_name = 'book' AND column_name = 'nothing') THEN ALTER TABLE book DROP COLUMN meta; END IF; END $$
-- # a condition about something else, which is there
DO $$ BEGIN IF EXISTS (SELECT FROM information_schema.columns WHERE table_name = 'book' AND column_name = 'isbn') THEN ALTER TABLE book DROP COLUMN meta; END IF; END $$
-- # either or
DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_tables WHERE tablename = 'book') THEN ALTER TABLE book ADD a int; ELSE CREATE TABLE book (b int); END IF; END $$
-- # either or, the other
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_class WHERE relname = 'book' AND relkind = 'r') THEN CREATE TABLE book (b int); ELSIF EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'uq_book_isbn') THEN ALTER TABLE book DROP CONSTRAINT uq_book_isbn; ELSE DROP TABLE author; END IF; END $$
-- # and, or, not
DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_indexes WHERE indexname = 'ix_book_title') AND NOT (EXISTS (SELECT 1 FROM pg_type WHERE typname = 'nothing') OR to_regclass('public.nowhere') IS NOT NULL) THEN DROP INDEX ix_book_title; END IF; END $$
-- # regclass of a table
DO $$ BEGIN IF to_regclass('other.note') IS NOT NULL THEN ALTER TABLE other.note RENAME COLUMN body TO text; END IF; END $$
-- # a constraint of a table
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint c JOIN pg_class t ON c.conrelid = t.oid WHERE t.relname = 'author' AND c.conname = 'author_email_key') THEN ALTER TABLE author ADD CONSTRAINT author_email_key UNIQUE (email); END IF; END $$
-- # a constraint by regclass
DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'fk_note_book' AND conrelid = 'other.note'::regclass) THEN ALTER TABLE other.note DROP CONSTRAINT fk_note_book; END IF; END $$
-- # a type that is there
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'mood') THEN CREATE TYPE mood AS ENUM ('x'); END IF; END $$
-- # a type, by its duplicate
DO $$ BEGIN CREATE TYPE mood AS ENUM ('x'); EXCEPTION WHEN duplicate_object THEN null; END $$;
-- # a new type, by its duplicate
DO $$ BEGIN CREATE TYPE hue AS ENUM ('x'); EXCEPTION WHEN duplicate_object THEN null; END $$;
-- # the second statement of a block fails
DO $$ BEGIN ALTER TABLE book ADD a int; ALTER TABLE book ADD title int; EXCEPTION WHEN duplicate_column THEN NULL; END $$
-- opaque: book
-- # a constraint that is there already
DO $$ BEGIN ALTER TABLE book ADD CONSTRAINT uq_book_isbn UNIQUE (isbn); EXCEPTION WHEN duplicate_table OR duplicate_object THEN RAISE NOTICE 'there'; END $$
-- # dynamic text without anything dynamic
DO $$ BEGIN EXECUTE 'ALTER TABLE book ADD a int'; END $$
-- # dynamic text about a table that it names
DO $$ DECLARE kind text := 'int'; BEGIN EXECUTE 'ALTER TABLE book ADD a ' || kind; END $$
-- opaque: book
-- # dynamic text about any table
DO $$ DECLARE r record; BEGIN FOR r IN SELECT 'book' AS name LOOP EXECUTE format('ALTER TABLE %I ADD a int', r.name); END LOOP; END $$
-- opaque: *
-- # dynamic text, and afterwards a table is made anew
DO $$ DECLARE r record; BEGIN FOR r IN SELECT 'book' AS name LOOP EXECUTE 'DROP TABLE ' || r.name || ' CASCADE'; END LOOP; END $$
-- then
DROP TABLE IF EXISTS fresh; CREATE TABLE fresh (id int PRIMARY KEY)
-- opaque: *
-- # dynamic text of rights
DO $$ DECLARE r record; BEGIN FOR r IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP EXECUTE format('GRANT SELECT ON %I TO PUBLIC', r.tablename); EXECUTE 'ANALYZE ' || quote_ident(r.tablename); END LOOP; END $$
-- # dynamic text of rows
DO $$ DECLARE t text; BEGIN FOREACH t IN ARRAY ARRAY['book', 'author'] LOOP EXECUTE format('DELETE FROM %I', t); END LOOP; END $$
-- # a loop over constraints
DO $$ DECLARE c text; BEGIN SELECT conname INTO c FROM pg_constraint WHERE conrelid = 'book'::regclass AND contype = 'c'; IF c IS NOT NULL THEN EXECUTE 'ALTER TABLE book DROP CONSTRAINT ' || quote_ident(c); END IF; END $$
-- opaque: book
-- # a condition on rows
DO $$ BEGIN IF (SELECT count(*) FROM author) = 0 THEN ALTER TABLE author ADD x int; DROP INDEX ix_book_title; END IF; END $$
-- opaque: author book
-- # only rows
DO $$ DECLARE r record; BEGIN FOR r IN SELECT id FROM book LOOP UPDATE book SET title = 'x' WHERE id = r.id; END LOOP; END $$
-- # a function made and not called
CREATE FUNCTION later() RETURNS void LANGUAGE plpgsql AS $$ BEGIN DROP TABLE book CASCADE; END $$
-- # a function made and called
CREATE FUNCTION later() RETURNS void LANGUAGE plpgsql AS $$ BEGIN ALTER TABLE book ADD a int; END $$
-- then
SELECT later()
-- # a function called with rows
CREATE FUNCTION grow(n int) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'ALTER TABLE book ADD a' || n || ' int'; END $$
-- then
SELECT grow(x) FROM generate_series(1, 3) x
-- opaque: book
-- # a function that gets the table's name
CREATE FUNCTION grow(t text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE format('ALTER TABLE %I ADD grown int', t); END $$
-- then
SELECT public.grow('book'); DROP FUNCTION grow(text)
-- opaque: *
-- # a procedure called
CREATE PROCEDURE tidy() LANGUAGE plpgsql AS $$ BEGIN ALTER TABLE author DROP COLUMN born; END $$; CALL tidy()
-- # a function in sql, called by another
CREATE FUNCTION one() RETURNS void LANGUAGE sql AS 'ALTER TABLE author ADD x int'; CREATE FUNCTION two() RETURNS void LANGUAGE plpgsql AS $$ BEGIN PERFORM one(); END $$; SELECT two()
-- # a function replaced before it is called
CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN DROP TABLE book; END $$; CREATE OR REPLACE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN ALTER TABLE book ADD x int; END $$; SELECT * FROM f()
-- # a function used in an update
CREATE FUNCTION shout(t text) RETURNS text LANGUAGE sql AS $$ SELECT upper(t) $$; UPDATE book SET title = shout(title); SELECT shout('a')
-- # functions of the server
SELECT setval('tickets', 10); SELECT set_config('a.b', 'c', false); SELECT pg_advisory_xact_lock(1); SELECT pg_catalog.set_config('search_path', 'public', false)
-- # a query with many calls
SELECT count(*), max(id) FROM book; SELECT coalesce(max(id), 0) + 1 FROM book; WITH x AS (SELECT 1) SELECT * FROM x
-- # counted, then decided
DO $$ DECLARE n int; BEGIN SELECT count(*) INTO n FROM information_schema.tables WHERE table_name = 'book'; IF n > 0 THEN ALTER TABLE book ADD a int; END IF; IF n = 0 THEN DROP TABLE author; END IF; END $$
-- # nested blocks
DO $$ BEGIN BEGIN ALTER TABLE book DROP COLUMN nothing; EXCEPTION WHEN undefined_column THEN NULL; END; BEGIN ALTER TABLE book DROP COLUMN meta; EXCEPTION WHEN undefined_column THEN NULL; END; END $$
-- # an early return
DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_tables WHERE tablename = 'book') THEN RETURN; END IF; CREATE TABLE never (a int); END $$
-- opaque: never
-- # what is said in a comment
DO $$ DECLARE t text := 'author'; BEGIN EXECUTE 'ALTER TABLE ' || t || ' ADD x int'; END $$; -- sqlgen: touches author
-- opaque: author
-- # an enum's labels are asked for
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_enum e JOIN pg_type t ON e.enumtypid = t.oid WHERE t.typname = 'mood' AND e.enumlabel = 'calm') THEN ALTER TYPE mood ADD VALUE 'calm'; END IF; END $$
-- # rename if there
DO $$ BEGIN IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name='author' AND column_name='born') THEN ALTER TABLE author RENAME COLUMN born TO birthday; END IF; END $$
-- # a trigger that a block makes
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = 'book_touch') THEN CREATE TRIGGER book_touch BEFORE UPDATE ON book FOR EACH ROW EXECUTE FUNCTION touch(); END IF; END $$
-- # a schema that a block makes
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = 'other') THEN CREATE SCHEMA other; END IF; END $$
