-- bookshop: downgrade b2 -> base                                                        SQLite 3.40
--
--   b2 -> b1       Prices come from the price lists  (11 statements)
--   b1 -> a7, p3   Merge the pricing branch  (0 statements)
--   a7 -> a6       Notes, gifts and longer references on orders  (17 statements)
--   a6 -> a5       A view of what each book has sold  (1 statement)
--   a5 -> a4       Customers have full names  (15 statements)
--   a4 -> a3       Orders and their lines  (2 statements)
--   p3 -> p2       Every price list has a currency  (12 statements)
--   p2 -> p1       The first price lists  (2 statements)
--   p1 -> a3       Price lists  (2 statements)
--   a3 -> a2       Genres  (9 statements)
--   a2 -> a1       Prices as numeric  (15 statements)
--   a1 -> base     Authors, books and customers  (3 statements)
--
-- Halts before it touches anything, where the database is not at b2.
-- One transaction: all of it happens or none, where the client stops at the first error (sqlite3 -bail).

-- guard: SQLite 3.40 or later, and no other run
CREATE TEMP TABLE sqlgen_server (
    fits INTEGER CONSTRAINT 'this script is written for SQLite 3.40 or later' CHECK (fits)
);
INSERT INTO sqlgen_server SELECT
    CAST(sqlite_version() AS INTEGER) * 1000000
    + CAST(substr(sqlite_version(), instr(sqlite_version(), '.') + 1) AS INTEGER) * 1000
    >= 3 * 1000000 + 40 * 1000;

-- guard: at b2
CREATE TEMP TABLE sqlgen_guard (
    fits INTEGER CONSTRAINT 'this script downgrades b2 to base: this database is not at b2' CHECK (fits)
);
INSERT INTO sqlgen_guard SELECT
    (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('b2')) = 1 AND
    (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM sqlgen_server) = 1;

-- b2 -> b1   Prices come from the price lists -----------------------------------------------------

PRAGMA foreign_keys = OFF;

BEGIN;

CREATE TEMP TABLE sqlgen_orphans (
    number INTEGER CONSTRAINT "a foreign key would point nowhere" CHECK (number <= before),
    before INTEGER
);

INSERT INTO sqlgen_orphans SELECT 0, count(*) FROM pragma_foreign_key_check;

-- versions/b2_prices_from_price_lists.py:48
DROP VIEW book_sales;

-- versions/b2_prices_from_price_lists.py:49   add column book.price NUMERIC(10, 2)
ALTER TABLE book ADD COLUMN price NUMERIC(10, 2) DEFAULT 0 NOT NULL;

-- versions/b2_prices_from_price_lists.py:53
UPDATE book SET price = (SELECT p.amount FROM book_price p WHERE p.book_id = book.id AND p.price_list_id = 1) WHERE id IN (SELECT book_id FROM book_price WHERE price_list_id = 1);

-- versions/b2_prices_from_price_lists.py:57   add check ck_book_price_not_negative to book: make book anew
CREATE TABLE sqlgen_new_book (
    id INTEGER NOT NULL,
    title VARCHAR(300) NOT NULL,
    isbn VARCHAR(13) NOT NULL,
    author_id INTEGER NOT NULL,
    genre_code VARCHAR(12),
    price NUMERIC(10, 2) DEFAULT 0 NOT NULL,
    CONSTRAINT pk_book PRIMARY KEY (id),
    CONSTRAINT fk_book_author_id_author FOREIGN KEY(author_id) REFERENCES author (id),
    CONSTRAINT uq_book_isbn UNIQUE (isbn),
    CONSTRAINT fk_book_genre_code_genre FOREIGN KEY(genre_code) REFERENCES genre (code) ON DELETE SET NULL,
    CONSTRAINT ck_book_price_not_negative CHECK (price >= 0)
);

-- versions/b2_prices_from_price_lists.py:57   copy the rows of book
INSERT INTO sqlgen_new_book (id, title, isbn, author_id, genre_code, price)
SELECT id, title, isbn, author_id, genre_code, price
FROM book;

-- versions/b2_prices_from_price_lists.py:57   drop the old book
DROP TABLE book;

-- versions/b2_prices_from_price_lists.py:57   put the new book in its place
PRAGMA legacy_alter_table = ON;

ALTER TABLE sqlgen_new_book RENAME TO book;

PRAGMA legacy_alter_table = OFF;

-- versions/b2_prices_from_price_lists.py:57   create index ix_book_author_id on book
CREATE INDEX ix_book_author_id ON book (author_id);

-- versions/b2_prices_from_price_lists.py:58
CREATE VIEW book_sales AS
    SELECT b.id AS book_id,
           b.title,
           b.price,
           COALESCE(SUM(l.quantity), 0) AS copies_sold,
           COALESCE(SUM(l.quantity * l.unit_price), 0) AS revenue
    FROM book b
    LEFT JOIN order_line l ON l.book_id = b.id
    GROUP BY b.id, b.title, b.price;

-- version table
UPDATE alembic_version SET version_num='b1' WHERE alembic_version.version_num = 'b2';
DELETE FROM temp.sqlgen_guard WHERE changes() <> 1;
INSERT INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

-- b1 -> a7, p3   Merge the pricing branch ---------------------------------------------------------

-- version table
INSERT INTO alembic_version (version_num) VALUES ('a7');

UPDATE alembic_version SET version_num='p3' WHERE alembic_version.version_num = 'b1';
DELETE FROM temp.sqlgen_guard WHERE changes() <> 1;
INSERT INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

-- a7 -> a6   Notes, gifts and longer references on orders -----------------------------------------

-- versions/a7_order_notes.py:31   alter column order_line.quantity: make order_line anew
CREATE TABLE sqlgen_new_order_line (
    order_id INTEGER NOT NULL,
    line_number SMALLINT NOT NULL,
    book_id INTEGER NOT NULL,
    quantity INTEGER NOT NULL,
    unit_price NUMERIC(10, 2) NOT NULL,
    CONSTRAINT pk_order_line PRIMARY KEY (order_id, line_number),
    CONSTRAINT ck_order_line_quantity_positive CHECK (quantity > 0),
    CONSTRAINT fk_order_line_order_id_order FOREIGN KEY(order_id) REFERENCES "order" (id) ON DELETE CASCADE,
    CONSTRAINT fk_order_line_book_id_book FOREIGN KEY(book_id) REFERENCES book (id)
);

-- versions/a7_order_notes.py:31   copy the rows of order_line
INSERT INTO sqlgen_new_order_line (order_id, line_number, book_id, quantity, unit_price)
SELECT order_id, line_number, book_id, quantity, unit_price
FROM order_line;

-- versions/a7_order_notes.py:31   drop the old order_line
DROP TABLE order_line;

-- versions/a7_order_notes.py:31   put the new order_line in its place
PRAGMA legacy_alter_table = ON;

ALTER TABLE sqlgen_new_order_line RENAME TO order_line;

PRAGMA legacy_alter_table = OFF;

-- versions/a7_order_notes.py:31   create index ix_order_line_book_id on order_line
CREATE INDEX ix_order_line_book_id ON order_line (book_id);

-- versions/a7_order_notes.py:33   alter table order (lines 33, 34): make order anew
CREATE TABLE sqlgen_new_order (
    id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    status VARCHAR(9) DEFAULT 'new' NOT NULL,
    placed_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL,
    reference VARCHAR(20),
    gift BOOLEAN DEFAULT 0 NOT NULL,
    note TEXT,
    CONSTRAINT pk_order PRIMARY KEY (id),
    CONSTRAINT fk_order_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE,
    CONSTRAINT ck_order_order_status CHECK (status IN ('new', 'paid', 'sent', 'cancelled'))
);

-- versions/a7_order_notes.py:33   copy the rows of order
INSERT INTO sqlgen_new_order (id, customer_id, status, placed_at, reference, gift, note)
SELECT id, customer_id, status, placed_at, reference, gift, note
FROM "order";

-- versions/a7_order_notes.py:33   drop the old order
DROP TABLE "order";

-- versions/a7_order_notes.py:33   put the new order in its place
PRAGMA legacy_alter_table = ON;

ALTER TABLE sqlgen_new_order RENAME TO "order";

PRAGMA legacy_alter_table = OFF;

-- versions/a7_order_notes.py:33   create index ix_order_customer_id on order
CREATE INDEX ix_order_customer_id ON "order" (customer_id);

-- versions/a7_order_notes.py:33   create index ix_order_status_placed_at on order
CREATE INDEX ix_order_status_placed_at ON "order" (status, placed_at);

-- versions/a7_order_notes.py:35   drop column order.note
ALTER TABLE "order" DROP COLUMN note;

-- versions/a7_order_notes.py:36   drop column order.gift
ALTER TABLE "order" DROP COLUMN gift;

-- version table
UPDATE alembic_version SET version_num='a6' WHERE alembic_version.version_num = 'a7';
DELETE FROM temp.sqlgen_guard WHERE changes() <> 1;
INSERT INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

-- a6 -> a5   A view of what each book has sold ----------------------------------------------------

-- versions/a6_book_sales_view.py:33
DROP VIEW book_sales;

-- version table
UPDATE alembic_version SET version_num='a5' WHERE alembic_version.version_num = 'a6';
DELETE FROM temp.sqlgen_guard WHERE changes() <> 1;
INSERT INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

-- a5 -> a4   Customers have full names ------------------------------------------------------------

-- versions/a5_customer_names.py:62   alter column book.title: make book anew
CREATE TABLE sqlgen_new_book (
    id INTEGER NOT NULL,
    title VARCHAR(200) NOT NULL,
    isbn VARCHAR(13) NOT NULL,
    author_id INTEGER NOT NULL,
    genre_code VARCHAR(12),
    price NUMERIC(10, 2) DEFAULT 0 NOT NULL,
    CONSTRAINT pk_book PRIMARY KEY (id),
    CONSTRAINT fk_book_author_id_author FOREIGN KEY(author_id) REFERENCES author (id),
    CONSTRAINT uq_book_isbn UNIQUE (isbn),
    CONSTRAINT fk_book_genre_code_genre FOREIGN KEY(genre_code) REFERENCES genre (code) ON DELETE SET NULL,
    CONSTRAINT ck_book_price_not_negative CHECK (price >= 0)
);

-- versions/a5_customer_names.py:62   copy the rows of book
INSERT INTO sqlgen_new_book (id, title, isbn, author_id, genre_code, price)
SELECT id, title, isbn, author_id, genre_code, price
FROM book;

-- versions/a5_customer_names.py:62   drop the old book
DROP TABLE book;

-- versions/a5_customer_names.py:62   put the new book in its place
PRAGMA legacy_alter_table = ON;

ALTER TABLE sqlgen_new_book RENAME TO book;

PRAGMA legacy_alter_table = OFF;

-- versions/a5_customer_names.py:62   create index ix_book_author_id on book
CREATE INDEX ix_book_author_id ON book (author_id);

-- versions/a5_customer_names.py:68   drop index uq_customer_loyaltyCard
DROP INDEX "uq_customer_loyaltyCard";

-- versions/a5_customer_names.py:77   rename column customer.full_name to name
ALTER TABLE customer RENAME COLUMN full_name TO name;

-- versions/a5_customer_names.py:77   alter table customer (lines 77, 84): make customer anew
CREATE TABLE sqlgen_new_customer (
    id INTEGER NOT NULL,
    name VARCHAR(120),
    email VARCHAR(120) NOT NULL,
    "loyaltyCard" VARCHAR(20),
    created_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL,
    CONSTRAINT pk_customer PRIMARY KEY (id),
    CONSTRAINT uq_customer_email UNIQUE (email)
);

-- versions/a5_customer_names.py:77   copy the rows of customer
INSERT INTO sqlgen_new_customer (id, name, email, "loyaltyCard", created_at)
SELECT id, name, email, "loyaltyCard", created_at
FROM customer;

-- versions/a5_customer_names.py:77   drop the old customer
DROP TABLE customer;

-- versions/a5_customer_names.py:77   put the new customer in its place
PRAGMA legacy_alter_table = ON;

ALTER TABLE sqlgen_new_customer RENAME TO customer;

PRAGMA legacy_alter_table = OFF;

-- version table
UPDATE alembic_version SET version_num='a4' WHERE alembic_version.version_num = 'a5';
DELETE FROM temp.sqlgen_guard WHERE changes() <> 1;
INSERT INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

-- a4 -> a3   Orders and their lines ---------------------------------------------------------------

-- versions/a4_orders.py:56   drop table order_line
DROP TABLE order_line;

-- versions/a4_orders.py:57   drop table order
DROP TABLE "order";

-- version table
DELETE FROM alembic_version WHERE alembic_version.version_num = 'a4';
DELETE FROM temp.sqlgen_guard WHERE changes() <> 1;
INSERT INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

-- p3 -> p2   Every price list has a currency ------------------------------------------------------

-- versions/p3_currencies.py:40   alter column book_price.amount: make book_price anew
CREATE TABLE sqlgen_new_book_price (
    book_id INTEGER NOT NULL,
    price_list_id SMALLINT NOT NULL,
    amount NUMERIC(10, 2) NOT NULL,
    updated_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL,
    CONSTRAINT pk_book_price PRIMARY KEY (book_id, price_list_id),
    CONSTRAINT ck_book_price_amount_not_negative CHECK (amount >= 0),
    CONSTRAINT fk_book_price_book_id_book FOREIGN KEY(book_id) REFERENCES book (id) ON DELETE CASCADE,
    CONSTRAINT fk_book_price_price_list_id_price_list FOREIGN KEY(price_list_id) REFERENCES price_list (id) ON DELETE CASCADE
);

-- versions/p3_currencies.py:40   copy the rows of book_price
INSERT INTO sqlgen_new_book_price (book_id, price_list_id, amount, updated_at)
SELECT book_id, price_list_id, amount, updated_at
FROM book_price;

-- versions/p3_currencies.py:40   drop the old book_price
DROP TABLE book_price;

-- versions/p3_currencies.py:40   put the new book_price in its place
PRAGMA legacy_alter_table = ON;

ALTER TABLE sqlgen_new_book_price RENAME TO book_price;

PRAGMA legacy_alter_table = OFF;

-- versions/p3_currencies.py:47   alter table price_list (lines 47, 48): make price_list anew
CREATE TABLE sqlgen_new_price_list (
    id SMALLINT NOT NULL,
    name VARCHAR(60) NOT NULL,
    currency VARCHAR(3),
    CONSTRAINT pk_price_list PRIMARY KEY (id)
);

-- versions/p3_currencies.py:47   copy the rows of price_list
INSERT INTO sqlgen_new_price_list (id, name, currency)
SELECT id, name, currency
FROM price_list;

-- versions/p3_currencies.py:47   drop the old price_list
DROP TABLE price_list;

-- versions/p3_currencies.py:47   put the new price_list in its place
PRAGMA legacy_alter_table = ON;

ALTER TABLE sqlgen_new_price_list RENAME TO price_list;

PRAGMA legacy_alter_table = OFF;

-- version table
UPDATE alembic_version SET version_num='p2' WHERE alembic_version.version_num = 'p3';
DELETE FROM temp.sqlgen_guard WHERE changes() <> 1;
INSERT INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

-- p2 -> p1   The first price lists ----------------------------------------------------------------

-- versions/p2_first_price_lists.py:31
DELETE FROM book_price WHERE price_list_id IN (1, 2);

-- versions/p2_first_price_lists.py:32
DELETE FROM price_list WHERE price_list.id IN (1, 2);

-- version table
UPDATE alembic_version SET version_num='p1' WHERE alembic_version.version_num = 'p2';
DELETE FROM temp.sqlgen_guard WHERE changes() <> 1;
INSERT INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

-- p1 -> a3   Price lists --------------------------------------------------------------------------

-- versions/p1_price_lists.py:40   drop table book_price
DROP TABLE book_price;

-- versions/p1_price_lists.py:41   drop table price_list
DROP TABLE price_list;

-- version table
UPDATE alembic_version SET version_num='a3' WHERE alembic_version.version_num = 'p1';
DELETE FROM temp.sqlgen_guard WHERE changes() <> 1;
INSERT INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

-- a3 -> a2   Genres -------------------------------------------------------------------------------

-- versions/a3_genres.py:41   drop constraint fk_book_genre_code_genre of book: make book anew
CREATE TABLE sqlgen_new_book (
    id INTEGER NOT NULL,
    title VARCHAR(200) NOT NULL,
    isbn VARCHAR(13) NOT NULL,
    author_id INTEGER NOT NULL,
    genre_code VARCHAR(12),
    price NUMERIC(10, 2) DEFAULT 0 NOT NULL,
    CONSTRAINT pk_book PRIMARY KEY (id),
    CONSTRAINT fk_book_author_id_author FOREIGN KEY(author_id) REFERENCES author (id),
    CONSTRAINT uq_book_isbn UNIQUE (isbn),
    CONSTRAINT ck_book_price_not_negative CHECK (price >= 0)
);

-- versions/a3_genres.py:41   copy the rows of book
INSERT INTO sqlgen_new_book (id, title, isbn, author_id, genre_code, price)
SELECT id, title, isbn, author_id, genre_code, price
FROM book;

-- versions/a3_genres.py:41   drop the old book
DROP TABLE book;

-- versions/a3_genres.py:41   put the new book in its place
PRAGMA legacy_alter_table = ON;

ALTER TABLE sqlgen_new_book RENAME TO book;

PRAGMA legacy_alter_table = OFF;

-- versions/a3_genres.py:41   create index ix_book_author_id on book
CREATE INDEX ix_book_author_id ON book (author_id);

-- versions/a3_genres.py:42   drop column book.genre_code
ALTER TABLE book DROP COLUMN genre_code;

-- versions/a3_genres.py:43   drop table genre
DROP TABLE genre;

-- version table
UPDATE alembic_version SET version_num='a2' WHERE alembic_version.version_num = 'a3';
DELETE FROM temp.sqlgen_guard WHERE changes() <> 1;
INSERT INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

-- a2 -> a1   Prices as numeric --------------------------------------------------------------------

-- versions/a2_prices_as_numeric.py:34   drop constraint ck_book_price_not_negative of book: make book anew
CREATE TABLE sqlgen_new_book (
    id INTEGER NOT NULL,
    title VARCHAR(200) NOT NULL,
    isbn VARCHAR(13) NOT NULL,
    author_id INTEGER NOT NULL,
    price NUMERIC(10, 2) DEFAULT 0 NOT NULL,
    CONSTRAINT pk_book PRIMARY KEY (id),
    CONSTRAINT fk_book_author_id_author FOREIGN KEY(author_id) REFERENCES author (id),
    CONSTRAINT uq_book_isbn UNIQUE (isbn)
);

-- versions/a2_prices_as_numeric.py:34   copy the rows of book
INSERT INTO sqlgen_new_book (id, title, isbn, author_id, price)
SELECT id, title, isbn, author_id, price
FROM book;

-- versions/a2_prices_as_numeric.py:34   drop the old book
DROP TABLE book;

-- versions/a2_prices_as_numeric.py:34   put the new book in its place
PRAGMA legacy_alter_table = ON;

ALTER TABLE sqlgen_new_book RENAME TO book;

PRAGMA legacy_alter_table = OFF;

-- versions/a2_prices_as_numeric.py:34   create index ix_book_author_id on book
CREATE INDEX ix_book_author_id ON book (author_id);

-- versions/a2_prices_as_numeric.py:35
UPDATE book SET price = price * 100;

-- versions/a2_prices_as_numeric.py:36   alter column book.price: make book anew
CREATE TABLE sqlgen_new_book (
    id INTEGER NOT NULL,
    title VARCHAR(200) NOT NULL,
    isbn VARCHAR(13) NOT NULL,
    author_id INTEGER NOT NULL,
    price INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT pk_book PRIMARY KEY (id),
    CONSTRAINT fk_book_author_id_author FOREIGN KEY(author_id) REFERENCES author (id),
    CONSTRAINT uq_book_isbn UNIQUE (isbn)
);

-- versions/a2_prices_as_numeric.py:36   copy the rows of book
INSERT INTO sqlgen_new_book (id, title, isbn, author_id, price)
SELECT id, title, isbn, author_id, CAST(price AS INTEGER)
FROM book;

-- versions/a2_prices_as_numeric.py:36   drop the old book
DROP TABLE book;

-- versions/a2_prices_as_numeric.py:36   put the new book in its place
PRAGMA legacy_alter_table = ON;

ALTER TABLE sqlgen_new_book RENAME TO book;

PRAGMA legacy_alter_table = OFF;

-- versions/a2_prices_as_numeric.py:36   create index ix_book_author_id on book
CREATE INDEX ix_book_author_id ON book (author_id);

-- version table
UPDATE alembic_version SET version_num='a1' WHERE alembic_version.version_num = 'a2';
DELETE FROM temp.sqlgen_guard WHERE changes() <> 1;
INSERT INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

-- a1 -> base   Authors, books and customers -------------------------------------------------------

-- versions/a1_authors_books_customers.py:52   drop table customer
DROP TABLE customer;

-- versions/a1_authors_books_customers.py:53   drop table book
DROP TABLE book;

-- versions/a1_authors_books_customers.py:54   drop table author
DROP TABLE author;

-- version table
DELETE FROM alembic_version WHERE alembic_version.version_num = 'a1';
DELETE FROM temp.sqlgen_guard WHERE changes() <> 1;
INSERT INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

UPDATE OR ROLLBACK sqlgen_orphans SET number = (SELECT count(*) FROM pragma_foreign_key_check);

DROP TABLE temp.sqlgen_orphans;

INSERT OR ROLLBACK INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

COMMIT;

DROP TABLE temp.sqlgen_guard;

DROP TABLE temp.sqlgen_server;
