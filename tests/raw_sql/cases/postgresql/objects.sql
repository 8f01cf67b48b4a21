-- # create an index
CREATE INDEX ix_price ON book (price)
-- # indexes of all kinds
CREATE UNIQUE INDEX a ON book USING btree (price DESC NULLS LAST, title); CREATE INDEX b ON book USING gin (tags); CREATE INDEX c ON book USING gin (meta jsonb_path_ops); CREATE INDEX d ON book USING hash (isbn); CREATE INDEX e ON book USING brin (created_at) WITH (pages_per_range = 32); CREATE INDEX f ON book (price) WHERE price IS NOT NULL; CREATE INDEX g ON book (lower(title), (price * 2)); CREATE INDEX h ON book (title text_pattern_ops) INCLUDE (price); CREATE INDEX i ON book ((meta ->> 'a')); CREATE INDEX j ON book (title COLLATE "C")
-- # without a name
CREATE INDEX ON book (price); CREATE INDEX ON book (price); CREATE INDEX ON book (lower(title)); CREATE UNIQUE INDEX ON author (name, born)
-- # concurrently
CREATE INDEX CONCURRENTLY IF NOT EXISTS ix_price ON public.book USING btree (price)
-- # drop concurrently
DROP INDEX CONCURRENTLY IF EXISTS ix_book_title
-- # if not exists
CREATE INDEX IF NOT EXISTS ix_book_title ON book (price)
-- # drop
DROP INDEX ix_book_title, public.ix_book_lower; DROP INDEX IF EXISTS nothing CASCADE
-- # rename
ALTER INDEX ix_book_title RENAME TO ix_title; ALTER INDEX IF EXISTS nothing RENAME TO something
-- # rename the index of a constraint
ALTER INDEX book_pkey RENAME TO pk_book; ALTER INDEX uq_book_isbn RENAME TO uq2
-- # rename an index as if it were a table
ALTER TABLE ix_book_title RENAME TO ix_title
-- # an index's options
ALTER INDEX ix_book_title SET (fillfactor = 50); ALTER INDEX ix_book_lower ALTER COLUMN 1 SET STATISTICS 100; REINDEX INDEX ix_book_title
-- # an enum
CREATE TYPE color AS ENUM ('red', 'it''s', 'green, blue'); ALTER TABLE book ADD c color NOT NULL DEFAULT 'red'
-- # add labels
ALTER TYPE mood ADD VALUE 'angry'; ALTER TYPE mood ADD VALUE IF NOT EXISTS 'ok'; ALTER TYPE public.mood ADD VALUE 'bored' BEFORE 'ok'; ALTER TYPE mood ADD VALUE 'calm' AFTER 'sad'
-- # rename a label
ALTER TYPE mood RENAME VALUE 'sad' TO 'blue'
-- # rename an enum
ALTER TYPE mood RENAME TO feeling; ALTER TABLE book ADD f feeling
-- # an enum moves
ALTER TYPE mood SET SCHEMA other; ALTER TABLE book ADD f other.mood
-- # the usual exchange of an enum
ALTER TYPE mood RENAME TO mood_old; CREATE TYPE mood AS ENUM ('good', 'bad'); ALTER TABLE author ALTER feeling DROP DEFAULT, ALTER feeling TYPE mood USING 'good'::text::mood; DROP TYPE mood_old
-- # drop an enum
CREATE TYPE color AS ENUM ('red'); DROP TYPE color; DROP TYPE IF EXISTS nothing
-- # drop an enum with its columns
DROP TYPE mood CASCADE
-- # domains
CREATE DOMAIN positive AS integer DEFAULT 1 NOT NULL CHECK (VALUE > 0); ALTER TABLE book ADD n positive; ALTER DOMAIN positive DROP NOT NULL; ALTER DOMAIN positive RENAME TO plus; DROP DOMAIN plus CASCADE
-- # composite types
CREATE TYPE address AS (street text, zip char(5)); ALTER TABLE author ADD home address, ADD homes address[]; ALTER TYPE address ADD ATTRIBUTE city text
-- # range types
CREATE TYPE floats AS RANGE (subtype = float8, subtype_diff = float8mi); ALTER TABLE book ADD r floats
-- # drop composite and range types
CREATE TYPE a AS (x int); CREATE TYPE r AS RANGE (subtype = int4); DROP TYPE a, r
-- # schemas
CREATE SCHEMA one; CREATE SCHEMA IF NOT EXISTS one; CREATE SCHEMA AUTHORIZATION postgres; CREATE SCHEMA two AUTHORIZATION postgres; CREATE TABLE one.a (x int PRIMARY KEY)
-- # a schema with its objects made at once
CREATE SCHEMA three CREATE TABLE a (x int) CREATE VIEW v AS SELECT x FROM a
-- opaque: three.a three.v
-- # rename a schema
CREATE FUNCTION other.f() RETURNS int LANGUAGE sql AS 'SELECT 1'; ALTER SCHEMA other RENAME TO another; ALTER TABLE another.note ADD x int
-- # drop a schema
CREATE TYPE other.e AS ENUM ('x'); CREATE VIEW v AS SELECT id FROM other.note; ALTER TABLE book ADD e other.e; DROP SCHEMA other CASCADE
-- # drop an empty schema
CREATE SCHEMA s; DROP SCHEMA IF EXISTS s, nothing
-- # search path is for the session only
SET search_path TO public; ALTER TABLE book ADD x int
-- # sequences
CREATE SEQUENCE s1; CREATE SEQUENCE IF NOT EXISTS tickets; CREATE SEQUENCE other.s2 AS integer INCREMENT BY 2 START WITH 5 CACHE 10 CYCLE
-- # alter sequences
ALTER SEQUENCE tickets RESTART WITH 7; ALTER SEQUENCE tickets RENAME TO numbers; ALTER SEQUENCE IF EXISTS numbers OWNER TO postgres; SELECT setval('numbers', 5)
-- # a sequence moves
ALTER SEQUENCE tickets SET SCHEMA other
-- # a sequence goes with its column
CREATE SEQUENCE mine OWNED BY book.price; ALTER SEQUENCE tickets OWNED BY author.born; ALTER TABLE author DROP born; ALTER TABLE book DROP price CASCADE
-- # drop sequences
ALTER TABLE book ADD t int DEFAULT nextval('tickets'); DROP SEQUENCE tickets CASCADE; DROP SEQUENCE IF EXISTS nothing
-- # views
CREATE VIEW v AS SELECT * FROM book; CREATE OR REPLACE VIEW cheap AS SELECT id, title FROM book WHERE price < 9; CREATE VIEW other.w (a, b) AS SELECT id, name FROM author
-- # a view with everything in its text
CREATE OR REPLACE VIEW v AS WITH x AS (SELECT id FROM book) SELECT x.id, 'DROP TABLE book; --' AS note FROM x LEFT JOIN author ON true
-- # a recursive view
CREATE RECURSIVE VIEW numbers (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM numbers WHERE n < 9
-- # rename and move views
ALTER VIEW cheap RENAME TO low; ALTER VIEW low SET SCHEMA other; ALTER VIEW other.low OWNER TO postgres
-- # rename a view as if it were a table
ALTER TABLE cheap RENAME TO low
-- # drop views
CREATE VIEW v AS SELECT id FROM cheap; DROP VIEW IF EXISTS cheap, nothing CASCADE
-- # materialized views
CREATE MATERIALIZED VIEW m AS SELECT id, price FROM book; CREATE UNIQUE INDEX ix_m ON m (id); REFRESH MATERIALIZED VIEW m; CREATE INDEX ON m (price)
-- # materialized views, renamed and dropped
CREATE MATERIALIZED VIEW m AS SELECT id FROM book WITH DATA; CREATE MATERIALIZED VIEW IF NOT EXISTS m AS SELECT 1; ALTER MATERIALIZED VIEW m RENAME TO n; CREATE INDEX i ON n (id); DROP INDEX i; CREATE MATERIALIZED VIEW o AS SELECT id FROM n; DROP MATERIALIZED VIEW n CASCADE
-- # triggers
CREATE TRIGGER t2 AFTER INSERT OR UPDATE OF title ON book FOR EACH STATEMENT EXECUTE FUNCTION touch(); CREATE CONSTRAINT TRIGGER t3 AFTER DELETE ON other.note DEFERRABLE FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE OR REPLACE TRIGGER book_touch BEFORE INSERT ON book FOR EACH ROW EXECUTE FUNCTION touch()
-- # two triggers of one name
CREATE TRIGGER book_touch BEFORE UPDATE ON author FOR EACH ROW EXECUTE FUNCTION touch(); DROP TRIGGER book_touch ON book
-- # triggers renamed and dropped
ALTER TRIGGER book_touch ON book RENAME TO touched; DROP TRIGGER IF EXISTS nothing ON book; DROP TRIGGER touched ON book CASCADE
-- # a trigger goes with its function
DROP FUNCTION touch() CASCADE
-- # a trigger goes with its table and follows it
CREATE TRIGGER t BEFORE UPDATE ON author FOR EACH ROW EXECUTE FUNCTION touch(); ALTER TABLE book RENAME TO work; ALTER TABLE work SET SCHEMA other; DROP TABLE author CASCADE
-- # functions
CREATE FUNCTION f(a int, b text DEFAULT 'x') RETURNS int LANGUAGE sql AS $$ SELECT 1; SELECT a $$; CREATE OR REPLACE FUNCTION f(a int, b text DEFAULT 'x') RETURNS int LANGUAGE sql AS 'SELECT 2'; CREATE FUNCTION f(a text) RETURNS text LANGUAGE sql IMMUTABLE RETURN upper(a)
-- # functions renamed, moved, dropped
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE FUNCTION f(a text) RETURNS int LANGUAGE sql AS 'SELECT 1'; DROP FUNCTION f(text); ALTER FUNCTION f(int) RENAME TO g; ALTER FUNCTION g(int) SET SCHEMA other; DROP FUNCTION IF EXISTS other.nothing(int)
-- # a standard body
CREATE FUNCTION f() RETURNS void BEGIN ATOMIC SELECT 1; SELECT CASE 1 WHEN 1 THEN 2 END; END; ALTER TABLE author ADD x int
-- # procedures
CREATE PROCEDURE p(a int) LANGUAGE plpgsql AS $$ BEGIN INSERT INTO author (name) VALUES ('xyz'); END $$; CALL p(1); DROP PROCEDURE p
-- # extensions
CREATE EXTENSION IF NOT EXISTS plpgsql; CREATE EXTENSION IF NOT EXISTS plpgsql WITH SCHEMA pg_catalog
-- # statistics, rules, publications, aggregates, operators
CREATE STATISTICS st (dependencies) ON title, price FROM book; ALTER STATISTICS st SET STATISTICS 100; DROP STATISTICS st; CREATE RULE r AS ON INSERT TO author DO NOTHING; DROP RULE r ON author; CREATE AGGREGATE my_sum (int) (sfunc = int4pl, stype = int); DROP AGGREGATE my_sum (int); CREATE COLLATION german (provider = icu, locale = 'de'); CREATE CAST (boolean AS date) WITH INOUT
-- # roles
DO $$ BEGIN CREATE ROLE sqlgen_someone NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$; GRANT SELECT ON book TO sqlgen_someone; REVOKE ALL ON book FROM sqlgen_someone; DROP ROLE sqlgen_someone
-- # comments on anything
COMMENT ON SCHEMA other IS 'x'; COMMENT ON TYPE mood IS 'y'; COMMENT ON INDEX ix_book_title IS 'z'; COMMENT ON VIEW cheap IS NULL; COMMENT ON SEQUENCE tickets IS 's'; COMMENT ON TRIGGER book_touch ON book IS 't'; COMMENT ON FUNCTION touch() IS 'f'; COMMENT ON COLUMN cheap.title IS 'c'
-- # a foreign table
CREATE EXTENSION IF NOT EXISTS plpgsql; CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE FOREIGN TABLE far (id int NOT NULL, x text) SERVER s OPTIONS (a 'b'); ALTER FOREIGN TABLE far ADD y int; DROP FOREIGN TABLE far
-- # a temporary table
CREATE TEMP TABLE work ON COMMIT DROP AS SELECT 1 AS x
-- opaque: work
-- # listen and notify and other chatter
NOTIFY x, 'y'; LISTEN x; UNLISTEN *; ANALYZE book; EXPLAIN SELECT 1; CHECKPOINT; DISCARD PLANS
