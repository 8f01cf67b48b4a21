-- # named constraints
ALTER TABLE book ADD CONSTRAINT uq UNIQUE (title, isbn), ADD CONSTRAINT ck CHECK (price < 1000), ADD CONSTRAINT fk FOREIGN KEY (author_id) REFERENCES author (id) ON UPDATE RESTRICT
-- # unnamed constraints
ALTER TABLE book ADD UNIQUE (title), ADD CHECK (price < 100), ADD CHECK (length(title) > 2 AND price > 1), ADD FOREIGN KEY (author_id) REFERENCES author
-- # unnamed unique over two columns
ALTER TABLE book ADD UNIQUE (title, price)
-- # two unnamed checks of one column
ALTER TABLE book ADD CHECK (price < 50), ADD CHECK (price < 40)
-- # an unnamed constraint dropped by its number
ALTER TABLE book ADD CHECK (price < 50), ADD CHECK (price < 40); ALTER TABLE book DROP CONSTRAINT book_price_check1
-- # the first of two unnamed goes, the second keeps its name
ALTER TABLE book ADD CHECK (price < 50); ALTER TABLE book DROP CONSTRAINT book_price_check
-- # two foreign keys of one column
ALTER TABLE book ADD FOREIGN KEY (author_id) REFERENCES author (id)
-- # drop made-up names
ALTER TABLE book DROP CONSTRAINT book_author_id_fkey, DROP CONSTRAINT book_price_check; ALTER TABLE book DROP CONSTRAINT book_pkey CASCADE
-- # drop a named one, if exists
ALTER TABLE book DROP CONSTRAINT IF EXISTS uq_book_isbn, DROP CONSTRAINT IF EXISTS nothing
-- # drop a primary key that others need
ALTER TABLE author DROP CONSTRAINT author_pkey CASCADE
-- # drop a unique that others need
ALTER TABLE author ADD CONSTRAINT au UNIQUE (born); ALTER TABLE book ADD b date REFERENCES author (born); ALTER TABLE author DROP CONSTRAINT au CASCADE
-- # another primary key
ALTER TABLE other.note DROP CONSTRAINT note_pkey, ADD CONSTRAINT pk PRIMARY KEY (id, book_id)
-- # a primary key makes not null
ALTER TABLE "Mixed Case" DROP CONSTRAINT "Mixed Case_pkey"; ALTER TABLE "Mixed Case" ADD PRIMARY KEY (plain)
-- # rename constraints
ALTER TABLE book RENAME CONSTRAINT uq_book_isbn TO uq2; ALTER TABLE book RENAME CONSTRAINT book_pkey TO pk_book; ALTER TABLE author RENAME CONSTRAINT author_name_ck TO ck
-- # not valid, then validate
ALTER TABLE book ADD CONSTRAINT c CHECK (price > 0) NOT VALID; ALTER TABLE book VALIDATE CONSTRAINT c
-- # a foreign key not valid
ALTER TABLE other.note DROP CONSTRAINT fk_note_book; ALTER TABLE other.note ADD CONSTRAINT fk FOREIGN KEY (book_id) REFERENCES public.book (id) ON DELETE NO ACTION NOT VALID
-- # deferrable
ALTER TABLE book ADD CONSTRAINT u UNIQUE (price) DEFERRABLE INITIALLY DEFERRED, ADD CONSTRAINT f FOREIGN KEY (author_id) REFERENCES author (id) MATCH FULL DEFERRABLE
-- # alter constraint
ALTER TABLE book ALTER CONSTRAINT book_author_id_fkey DEFERRABLE INITIALLY DEFERRED
-- # set constraints is for the session
SET CONSTRAINTS ALL DEFERRED
-- # unique from an index
ALTER TABLE book ADD CONSTRAINT u UNIQUE USING INDEX ux_book_title_author
-- # unique from an index, without a name
ALTER TABLE book ADD UNIQUE USING INDEX ux_book_title_author
-- # primary key from an index
CREATE UNIQUE INDEX pk_new ON "Mixed Case" (plain); ALTER TABLE "Mixed Case" DROP CONSTRAINT "Mixed Case_pkey", ADD PRIMARY KEY USING INDEX pk_new
-- # exclude
ALTER TABLE book ADD CONSTRAINT ex EXCLUDE USING btree (isbn WITH =) WHERE (published)
-- # exclude without a name
ALTER TABLE book ADD EXCLUDE USING btree (isbn WITH =)
-- # check with no inherit and odd text
ALTER TABLE book ADD CONSTRAINT c CHECK ((title <> ');') AND (price IN (1, 2, 3))) NO INHERIT
-- # unique nulls not distinct
ALTER TABLE book ADD CONSTRAINT n UNIQUE NULLS NOT DISTINCT (price)
-- # unique with included columns
ALTER TABLE book ADD CONSTRAINT n UNIQUE (price) INCLUDE (title) WITH (fillfactor = 70) USING INDEX TABLESPACE pg_default
-- # a foreign key to itself
ALTER TABLE book ADD parent bigint, ADD CONSTRAINT self FOREIGN KEY (parent) REFERENCES book
-- # on delete set null of columns
ALTER TABLE book ADD CONSTRAINT f FOREIGN KEY (author_id) REFERENCES author (id) ON DELETE SET NULL (author_id)
-- # set default action
ALTER TABLE book ADD CONSTRAINT f FOREIGN KEY (author_id) REFERENCES author (id) ON DELETE SET DEFAULT
-- # rename the table, constraints keep their names
ALTER TABLE author RENAME TO writer; ALTER TABLE writer DROP CONSTRAINT author_email_key
-- # rename the table and add an unnamed constraint
ALTER TABLE author RENAME TO writer; ALTER TABLE writer ADD UNIQUE (born)
-- # long names are shortened
CREATE TABLE a_table_with_a_name_that_is_very_long_indeed_and_longer (a_column_with_a_name_that_is_long_as_well int UNIQUE, b int CHECK (b > 0), c int PRIMARY KEY)
-- # a constraint's comment is none of ours
COMMENT ON CONSTRAINT uq_book_isbn ON book IS 'x'
-- # constraint names may be quoted
ALTER TABLE book ADD CONSTRAINT "My Check" CHECK (price > 1); ALTER TABLE book RENAME CONSTRAINT "My Check" TO "Other Check"
-- # drop and add in one
ALTER TABLE book DROP CONSTRAINT book_author_id_fkey, ADD CONSTRAINT book_author_id_fkey FOREIGN KEY (author_id) REFERENCES author (id) ON DELETE SET NULL
