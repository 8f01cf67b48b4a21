-- # create a table of everything
CREATE TABLE IF NOT EXISTS public.shop (
  id uuid DEFAULT gen_random_uuid() NOT NULL, name varchar(50) UNIQUE, -- the name
  owner_id int NOT NULL REFERENCES author (id) ON DELETE CASCADE, parent uuid REFERENCES shop,
  opened date CHECK (opened > '2000-01-01'), kind mood, area box,
  PRIMARY KEY (id), CONSTRAINT ux UNIQUE (name, opened), CHECK (name <> '' AND opened IS NOT NULL),
  FOREIGN KEY (owner_id) REFERENCES author (id) ON UPDATE CASCADE, EXCLUDE USING btree (name WITH =)
) WITH (fillfactor = 70) TABLESPACE pg_default;
-- # create one that exists, if not exists
CREATE TABLE IF NOT EXISTS book (something int)
-- # create without columns
CREATE TABLE empty ()
-- # create in another schema
CREATE TABLE other.shop (id int PRIMARY KEY, note_id int REFERENCES other.note)
-- # create with a key of two columns
CREATE TABLE link (book_id bigint REFERENCES book ON DELETE CASCADE, author_id int REFERENCES author, PRIMARY KEY (book_id, author_id))
-- # an unlogged table
CREATE UNLOGGED TABLE scratch (a int, b text)
-- # serial key, identity key
CREATE TABLE s1 (id serial PRIMARY KEY); CREATE TABLE s2 (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY)
-- # quoted names
CREATE TABLE "My Table" ("Id" int PRIMARY KEY, "select" text, "a b" int UNIQUE REFERENCES author)
-- # create as a query
CREATE TABLE copy AS SELECT id, title FROM book
-- opaque: copy
-- # create as a query, if not exists, with no data
CREATE TABLE IF NOT EXISTS copy AS TABLE book WITH NO DATA
-- opaque: copy
-- # select into
SELECT id, title INTO copy FROM book WHERE published
-- opaque: copy
-- # select into, from within WITH
WITH b AS (SELECT * FROM book) SELECT b.* INTO UNLOGGED TABLE copy FROM b
-- opaque: copy
-- # a copy is dropped and made again
CREATE TABLE copy AS SELECT * FROM book; DROP TABLE copy; CREATE TABLE copy (id int PRIMARY KEY)
-- # a table that is not known is changed and renamed
CREATE TABLE copy AS SELECT * FROM book; ALTER TABLE copy ADD x int; ALTER TABLE copy RENAME TO kept
-- opaque: kept
-- # like
CREATE TABLE twin (LIKE book)
-- # like with all
CREATE TABLE twin (LIKE book INCLUDING ALL)
-- # like with all, of serial and identity
CREATE TABLE twin (LIKE other.note INCLUDING ALL, extra int DEFAULT 5 NOT NULL)
-- # like with defaults and constraints
CREATE TABLE twin (LIKE book INCLUDING DEFAULTS INCLUDING CONSTRAINTS)
-- # like with indexes
CREATE TABLE twin (LIKE author INCLUDING INDEXES)
-- # like with all but
CREATE TABLE twin (LIKE book INCLUDING ALL EXCLUDING INDEXES EXCLUDING COMMENTS)
-- # like with identity and generated
CREATE TABLE g (a int GENERATED ALWAYS AS IDENTITY, b int GENERATED ALWAYS AS (2) STORED, c int DEFAULT 1); CREATE TABLE t1 (LIKE g); CREATE TABLE t2 (LIKE g INCLUDING IDENTITY); CREATE TABLE t3 (LIKE g INCLUDING GENERATED)
-- # inherits
CREATE TABLE ebook (format text NOT NULL) INHERITS (book)
-- # inherits and merges
CREATE TABLE ebook (title varchar, format text) INHERITS (author)
-- # a partitioned table with partitions
CREATE TABLE log (at date NOT NULL, level int DEFAULT 1, text text, PRIMARY KEY (at, level)) PARTITION BY RANGE (at);
CREATE INDEX ix_log ON log (level);
CREATE TABLE log_2020 PARTITION OF log FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE log_rest PARTITION OF log DEFAULT
-- # a partition attached
CREATE TABLE log (at date NOT NULL) PARTITION BY LIST (at); CREATE TABLE p (at date NOT NULL); ALTER TABLE log ATTACH PARTITION p FOR VALUES IN ('2020-01-01')
-- # a partition attached, indexes come
CREATE TABLE log (at date NOT NULL PRIMARY KEY) PARTITION BY RANGE (at); CREATE TABLE p (at date NOT NULL); ALTER TABLE log ATTACH PARTITION p DEFAULT
-- opaque: p
-- # a partition detached
CREATE TABLE log (at date NOT NULL) PARTITION BY RANGE (at); CREATE TABLE p PARTITION OF log DEFAULT; ALTER TABLE log DETACH PARTITION p
-- # a column added to the parent of partitions
CREATE TABLE log (at date NOT NULL) PARTITION BY RANGE (at); CREATE TABLE p PARTITION OF log DEFAULT; ALTER TABLE log ADD level int
-- # a column added to a parent
CREATE TABLE base (a int); CREATE TABLE child (b int) INHERITS (base); ALTER TABLE base ADD c int, ALTER a SET NOT NULL, ADD CONSTRAINT k CHECK (a > 0)
-- # only the parent
CREATE TABLE base (a int); CREATE TABLE child (b int) INHERITS (base); ALTER TABLE ONLY base ALTER a SET DEFAULT 5
-- # inherit later and no more
CREATE TABLE base (a int); CREATE TABLE child (a int, b int); ALTER TABLE child INHERIT base; ALTER TABLE child NO INHERIT base
-- # of a type
CREATE TYPE pair AS (a int, b text); CREATE TABLE pairs OF pair
-- opaque: pairs
-- # rename
ALTER TABLE book RENAME TO work
-- # rename and go on with the new name
ALTER TABLE book RENAME TO work; ALTER TABLE work RENAME COLUMN title TO name; CREATE INDEX ON work (name); DROP INDEX ix_book_lower
-- # rename if exists
ALTER TABLE IF EXISTS nowhere RENAME TO somewhere; ALTER TABLE IF EXISTS other.note RENAME TO remark
-- # swap two tables
ALTER TABLE book RENAME TO book_old; CREATE TABLE book (id int PRIMARY KEY, title text); DROP TABLE book_old CASCADE
-- # set schema
ALTER TABLE book SET SCHEMA other; ALTER TABLE other.note SET SCHEMA public
-- # drop
DROP TABLE other.note
-- # drop several
DROP TABLE IF EXISTS other.note, nowhere, "Mixed Case" RESTRICT
-- # drop with all that depends
DROP TABLE author CASCADE
-- # drop with views
CREATE VIEW v2 AS SELECT c.id FROM cheap c; DROP TABLE book CASCADE
-- # comment
COMMENT ON TABLE author IS $$who writes$$; COMMENT ON TABLE public.book IS ''
-- # owner, options, row security
ALTER TABLE book OWNER TO postgres, SET (fillfactor = 50), ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY
-- # policies
CREATE POLICY p ON book FOR SELECT USING (published); ALTER POLICY p ON book RENAME TO q; ALTER TABLE book NO FORCE ROW LEVEL SECURITY; DROP POLICY q ON book
-- # triggers on and off
ALTER TABLE book DISABLE TRIGGER book_touch; ALTER TABLE book ENABLE ALWAYS TRIGGER book_touch; ALTER TABLE book DISABLE TRIGGER ALL
-- # storage and logging
ALTER TABLE "Mixed Case" SET UNLOGGED; ALTER TABLE book SET LOGGED, CLUSTER ON ix_book_title; ALTER TABLE book SET WITHOUT CLUSTER, REPLICA IDENTITY FULL
-- # session settings around
SET LOCAL lock_timeout = '5s'; SET statement_timeout TO 0; ALTER TABLE author ADD x int; RESET statement_timeout; LOCK TABLE book IN ACCESS EXCLUSIVE MODE
-- # rights
GRANT SELECT, INSERT ON book TO PUBLIC; REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC; ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO PUBLIC
-- # rows come and go
INSERT INTO author (name) VALUES ('DROP TABLE book;'); UPDATE author SET name = 'ALTER'; DELETE FROM author; TRUNCATE book, other.note
-- # with a transaction
BEGIN; ALTER TABLE author ADD x int; COMMIT
-- # statements and empty ones
;; ALTER TABLE author ADD x int ;; /* ; */ ; -- ;
-- # dollar quotes hold semicolons
COMMENT ON TABLE author IS $x$a; b $$ c$x$; ALTER TABLE author ADD x text DEFAULT $$;'$$
