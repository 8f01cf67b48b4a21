-- bookshop: upgrade base -> b2                                                          SQLite 3.40
--
--   base -> a1     Authors, books and customers  (4 statements)
--   a1 -> a2       Prices as numeric  (15 statements)
--   a2 -> a3       Genres  (14 statements)
--   a3 -> p1       Price lists  (2 statements)
--   p1 -> p2       The first price lists  (3 statements)
--   p2 -> p3       Every price list has a currency  (13 statements)
--   a3 -> a4       Orders and their lines  (5 statements)
--   a4 -> a5       Customers have full names  (16 statements)
--   a5 -> a6       A view of what each book has sold  (1 statement)
--   a6 -> a7       Notes, gifts and longer references on orders  (26 statements)
--   a7, p3 -> b1   Merge the pricing branch  (0 statements)
--   b1 -> b2       Prices come from the price lists  (10 statements)
--
-- Halts before it touches anything, where the database is not at base.
-- One transaction: all of it happens or none, where the client stops at the first error (sqlite3 -bail).

-- guard: SQLite 3.40 or later, and no other run
CREATE TEMP TABLE sqlgen_server (
    fits INTEGER CONSTRAINT 'this script is written for SQLite 3.40 or later' CHECK (fits)
);
INSERT INTO sqlgen_server SELECT
    CAST(sqlite_version() AS INTEGER) * 1000000
    + CAST(substr(sqlite_version(), instr(sqlite_version(), '.') + 1) AS INTEGER) * 1000
    >= 3 * 1000000 + 40 * 1000;

-- create the version table
CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- guard: at base
CREATE TEMP TABLE sqlgen_guard (
    fits INTEGER CONSTRAINT 'this script upgrades base to b2: this database is not at base' CHECK (fits)
);
INSERT INTO sqlgen_guard SELECT
    (SELECT COUNT(*) FROM alembic_version) = 0 AND (SELECT COUNT(*) FROM sqlgen_server) = 1;

-- base -> a1   Authors, books and customers -------------------------------------------------------

PRAGMA foreign_keys = OFF;

BEGIN;

CREATE TEMP TABLE sqlgen_orphans (
    number INTEGER CONSTRAINT "a foreign key would point nowhere" CHECK (number <= before),
    before INTEGER
);

INSERT INTO sqlgen_orphans SELECT 0, count(*) FROM pragma_foreign_key_check;

-- versions/a1_authors_books_customers.py:18   create table author
CREATE TABLE author (
    id INTEGER NOT NULL,
    name VARCHAR(120) NOT NULL,
    born DATE,
    CONSTRAINT pk_author PRIMARY KEY (id)
);

-- versions/a1_authors_books_customers.py:25   create table book
CREATE TABLE book (
    id INTEGER NOT NULL,
    title VARCHAR(200) NOT NULL,
    isbn VARCHAR(13) NOT NULL,
    price INTEGER DEFAULT 0 NOT NULL,
    author_id INTEGER NOT NULL,
    CONSTRAINT pk_book PRIMARY KEY (id),
    CONSTRAINT fk_book_author_id_author FOREIGN KEY(author_id) REFERENCES author (id),
    CONSTRAINT uq_book_isbn UNIQUE (isbn)
);

-- versions/a1_authors_books_customers.py:37   create index ix_book_author_id on book
CREATE INDEX ix_book_author_id ON book (author_id);

-- versions/a1_authors_books_customers.py:38   create table customer
CREATE TABLE customer (
    id INTEGER NOT NULL,
    name VARCHAR(120),
    email VARCHAR(120) NOT NULL,
    "loyaltyCard" VARCHAR(20),
    created_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL,
    CONSTRAINT pk_customer PRIMARY KEY (id),
    CONSTRAINT uq_customer_email UNIQUE (email)
);

-- version table
INSERT INTO alembic_version (version_num) VALUES ('a1');

-- a1 -> a2   Prices as numeric --------------------------------------------------------------------

-- versions/a2_prices_as_numeric.py:18   alter column book.price: make book anew
CREATE TABLE sqlgen_new_book (
    id INTEGER NOT NULL,
    title VARCHAR(200) NOT NULL,
    isbn VARCHAR(13) NOT NULL,
    price NUMERIC(10, 2) DEFAULT 0 NOT NULL,
    author_id INTEGER NOT NULL,
    CONSTRAINT pk_book PRIMARY KEY (id),
    CONSTRAINT fk_book_author_id_author FOREIGN KEY(author_id) REFERENCES author (id),
    CONSTRAINT uq_book_isbn UNIQUE (isbn)
);

-- versions/a2_prices_as_numeric.py:18   copy the rows of book
INSERT INTO sqlgen_new_book (id, title, isbn, price, author_id)
SELECT id, title, isbn, price, author_id
FROM book;

-- versions/a2_prices_as_numeric.py:18   drop the old book
DROP TABLE book;

-- versions/a2_prices_as_numeric.py:18   put the new book in its place
PRAGMA legacy_alter_table = ON;

ALTER TABLE sqlgen_new_book RENAME TO book;

PRAGMA legacy_alter_table = OFF;

-- versions/a2_prices_as_numeric.py:18   create index ix_book_author_id on book
CREATE INDEX ix_book_author_id ON book (author_id);

-- versions/a2_prices_as_numeric.py:28
UPDATE book SET price = ROUND(price * 0.01, 2);

-- versions/a2_prices_as_numeric.py:30   add check ck_book_price_not_negative to book: make book anew
CREATE TABLE sqlgen_new_book (
    id INTEGER NOT NULL,
    title VARCHAR(200) NOT NULL,
    isbn VARCHAR(13) NOT NULL,
    price NUMERIC(10, 2) DEFAULT 0 NOT NULL,
    author_id INTEGER NOT NULL,
    CONSTRAINT pk_book PRIMARY KEY (id),
    CONSTRAINT fk_book_author_id_author FOREIGN KEY(author_id) REFERENCES author (id),
    CONSTRAINT uq_book_isbn UNIQUE (isbn),
    CONSTRAINT ck_book_price_not_negative CHECK (price >= 0)
);

-- versions/a2_prices_as_numeric.py:30   copy the rows of book
INSERT INTO sqlgen_new_book (id, title, isbn, price, author_id)
SELECT id, title, isbn, price, author_id
FROM book;

-- versions/a2_prices_as_numeric.py:30   drop the old book
DROP TABLE book;

-- versions/a2_prices_as_numeric.py:30   put the new book in its place
PRAGMA legacy_alter_table = ON;

ALTER TABLE sqlgen_new_book RENAME TO book;

PRAGMA legacy_alter_table = OFF;

-- versions/a2_prices_as_numeric.py:30   create index ix_book_author_id on book
CREATE INDEX ix_book_author_id ON book (author_id);

-- version table
UPDATE alembic_version SET version_num='a2' WHERE alembic_version.version_num = 'a1';
DELETE FROM temp.sqlgen_guard WHERE changes() <> 1;
INSERT INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

-- a2 -> a3   Genres -------------------------------------------------------------------------------

-- versions/a3_genres.py:18   create table genre
CREATE TABLE genre (
    code VARCHAR(12) NOT NULL,
    name VARCHAR(80) NOT NULL,
    shelf SMALLINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_genre PRIMARY KEY (code),
    CONSTRAINT uq_genre_name UNIQUE (name)
);

-- versions/a3_genres.py:26   insert into genre
INSERT INTO genre (code, name, shelf) VALUES ('novel', 'Novels', 1);

INSERT INTO genre (code, name, shelf) VALUES ('crime', 'Crime & mystery', 2);

INSERT INTO genre (code, name, shelf) VALUES ('children', 'Children''s books', 3);

INSERT INTO genre (code, name, shelf) VALUES ('poetry', 'Poésie: 100 % verse', 4);

-- versions/a3_genres.py:35   add column book.genre_code VARCHAR(12)
ALTER TABLE book ADD COLUMN genre_code VARCHAR(12);

-- versions/a3_genres.py:36   add foreign key fk_book_genre_code_genre to book: make book anew
CREATE TABLE sqlgen_new_book (
    id INTEGER NOT NULL,
    title VARCHAR(200) NOT NULL,
    isbn VARCHAR(13) NOT NULL,
    price NUMERIC(10, 2) DEFAULT 0 NOT NULL,
    author_id INTEGER NOT NULL,
    genre_code VARCHAR(12),
    CONSTRAINT pk_book PRIMARY KEY (id),
    CONSTRAINT fk_book_author_id_author FOREIGN KEY(author_id) REFERENCES author (id),
    CONSTRAINT uq_book_isbn UNIQUE (isbn),
    CONSTRAINT ck_book_price_not_negative CHECK (price >= 0),
    CONSTRAINT fk_book_genre_code_genre FOREIGN KEY(genre_code) REFERENCES genre (code) ON DELETE SET NULL
);

-- versions/a3_genres.py:36   copy the rows of book
INSERT INTO sqlgen_new_book (id, title, isbn, price, author_id, genre_code)
SELECT id, title, isbn, price, author_id, genre_code
FROM book;

-- versions/a3_genres.py:36   drop the old book
DROP TABLE book;

-- versions/a3_genres.py:36   put the new book in its place
PRAGMA legacy_alter_table = ON;

ALTER TABLE sqlgen_new_book RENAME TO book;

PRAGMA legacy_alter_table = OFF;

-- versions/a3_genres.py:36   create index ix_book_author_id on book
CREATE INDEX ix_book_author_id ON book (author_id);

-- versions/a3_genres.py:37
UPDATE book SET genre_code = 'children' WHERE LOWER(title) LIKE '%fairy tales%';

-- version table
UPDATE alembic_version SET version_num='a3' WHERE alembic_version.version_num = 'a2';
DELETE FROM temp.sqlgen_guard WHERE changes() <> 1;
INSERT INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

-- a3 -> p1   Price lists --------------------------------------------------------------------------

-- versions/p1_price_lists.py:18   create table price_list
CREATE TABLE price_list (
    id SMALLINT NOT NULL,
    name VARCHAR(60) NOT NULL,
    currency VARCHAR(3),
    CONSTRAINT pk_price_list PRIMARY KEY (id)
);

-- versions/p1_price_lists.py:25   create table book_price
CREATE TABLE book_price (
    book_id INTEGER NOT NULL,
    price_list_id SMALLINT NOT NULL,
    amount NUMERIC(10, 2) NOT NULL,
    updated_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL,
    CONSTRAINT pk_book_price PRIMARY KEY (book_id, price_list_id),
    CONSTRAINT ck_book_price_amount_not_negative CHECK (amount >= 0),
    CONSTRAINT fk_book_price_book_id_book FOREIGN KEY(book_id) REFERENCES book (id) ON DELETE CASCADE,
    CONSTRAINT fk_book_price_price_list_id_price_list FOREIGN KEY(price_list_id) REFERENCES price_list (id) ON DELETE CASCADE
);

-- version table
UPDATE alembic_version SET version_num='p1' WHERE alembic_version.version_num = 'a3';
DELETE FROM temp.sqlgen_guard WHERE changes() <> 1;
INSERT INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

-- p1 -> p2   The first price lists ----------------------------------------------------------------

-- versions/p2_first_price_lists.py:25   insert into price_list
INSERT INTO price_list (id, name, currency) VALUES (1, 'Shop', 'EUR');

-- versions/p2_first_price_lists.py:26   insert into price_list
INSERT INTO price_list (id, name, currency) VALUES (2, 'Members'' evening (-10 %)', NULL);

-- versions/p2_first_price_lists.py:27
INSERT INTO book_price (book_id, price_list_id, amount) SELECT id, 1, price FROM book;

-- version table
UPDATE alembic_version SET version_num='p2' WHERE alembic_version.version_num = 'p1';
DELETE FROM temp.sqlgen_guard WHERE changes() <> 1;
INSERT INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

-- p2 -> p3   Every price list has a currency ------------------------------------------------------

-- versions/p3_currencies.py:18
UPDATE price_list SET currency = 'EUR' WHERE currency IS NULL;

-- versions/p3_currencies.py:19   alter table price_list (lines 19, 27): make price_list anew
CREATE TABLE sqlgen_new_price_list (
    id SMALLINT NOT NULL,
    name VARCHAR(60) NOT NULL,
    currency VARCHAR(3) DEFAULT 'EUR' NOT NULL,
    CONSTRAINT pk_price_list PRIMARY KEY (id),
    CONSTRAINT ck_price_list_currency_known CHECK (currency IN ('EUR', 'GBP', 'USD'))
);

-- versions/p3_currencies.py:19   copy the rows of price_list
INSERT INTO sqlgen_new_price_list (id, name, currency)
SELECT id, name, currency
FROM price_list;

-- versions/p3_currencies.py:19   drop the old price_list
DROP TABLE price_list;

-- versions/p3_currencies.py:19   put the new price_list in its place
PRAGMA legacy_alter_table = ON;

ALTER TABLE sqlgen_new_price_list RENAME TO price_list;

PRAGMA legacy_alter_table = OFF;

-- versions/p3_currencies.py:30   alter column book_price.amount: make book_price anew
CREATE TABLE sqlgen_new_book_price (
    book_id INTEGER NOT NULL,
    price_list_id SMALLINT NOT NULL,
    amount NUMERIC(12, 2) NOT NULL,
    updated_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL,
    CONSTRAINT pk_book_price PRIMARY KEY (book_id, price_list_id),
    CONSTRAINT ck_book_price_amount_not_negative CHECK (amount >= 0),
    CONSTRAINT fk_book_price_book_id_book FOREIGN KEY(book_id) REFERENCES book (id) ON DELETE CASCADE,
    CONSTRAINT fk_book_price_price_list_id_price_list FOREIGN KEY(price_list_id) REFERENCES price_list (id) ON DELETE CASCADE
);

-- versions/p3_currencies.py:30   copy the rows of book_price
INSERT INTO sqlgen_new_book_price (book_id, price_list_id, amount, updated_at)
SELECT book_id, price_list_id, amount, updated_at
FROM book_price;

-- versions/p3_currencies.py:30   drop the old book_price
DROP TABLE book_price;

-- versions/p3_currencies.py:30   put the new book_price in its place
PRAGMA legacy_alter_table = ON;

ALTER TABLE sqlgen_new_book_price RENAME TO book_price;

PRAGMA legacy_alter_table = OFF;

-- version table
UPDATE alembic_version SET version_num='p3' WHERE alembic_version.version_num = 'p2';
DELETE FROM temp.sqlgen_guard WHERE changes() <> 1;
INSERT INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

-- a3 -> a4   Orders and their lines ---------------------------------------------------------------

-- versions/a4_orders.py:18   create table order
CREATE TABLE "order" (
    id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    status VARCHAR(9) DEFAULT 'new' NOT NULL,
    placed_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL,
    reference VARCHAR(20),
    CONSTRAINT pk_order PRIMARY KEY (id),
    CONSTRAINT fk_order_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE,
    CONSTRAINT ck_order_order_status CHECK (status IN ('new', 'paid', 'sent', 'cancelled'))
);

-- versions/a4_orders.py:36   create index ix_order_customer_id on order
CREATE INDEX ix_order_customer_id ON "order" (customer_id);

-- versions/a4_orders.py:37   create index ix_order_status_placed_at on order
CREATE INDEX ix_order_status_placed_at ON "order" (status, placed_at);

-- versions/a4_orders.py:38   create table order_line
CREATE TABLE order_line (
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

-- versions/a4_orders.py:52   create index ix_order_line_book_id on order_line
CREATE INDEX ix_order_line_book_id ON order_line (book_id);

-- version table
INSERT INTO alembic_version (version_num) VALUES ('a4');

-- a4 -> a5   Customers have full names ------------------------------------------------------------

-- versions/a5_customer_names.py:20
UPDATE customer SET name = 'unknown' WHERE name IS NULL OR TRIM(name) = '';

-- versions/a5_customer_names.py:21   rename column customer.name to full_name
ALTER TABLE customer RENAME COLUMN name TO full_name;

-- versions/a5_customer_names.py:21   alter table customer (lines 21, 29): make customer anew
CREATE TABLE sqlgen_new_customer (
    id INTEGER NOT NULL,
    full_name VARCHAR(120) NOT NULL,
    email VARCHAR(200) NOT NULL,
    "loyaltyCard" VARCHAR(20),
    created_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL,
    CONSTRAINT pk_customer PRIMARY KEY (id),
    CONSTRAINT uq_customer_email UNIQUE (email)
);

-- versions/a5_customer_names.py:21   copy the rows of customer
INSERT INTO sqlgen_new_customer (id, full_name, email, "loyaltyCard", created_at)
SELECT id, full_name, email, "loyaltyCard", created_at
FROM customer;

-- versions/a5_customer_names.py:21   drop the old customer
DROP TABLE customer;

-- versions/a5_customer_names.py:21   put the new customer in its place
PRAGMA legacy_alter_table = ON;

ALTER TABLE sqlgen_new_customer RENAME TO customer;

PRAGMA legacy_alter_table = OFF;

-- versions/a5_customer_names.py:43   create unique index uq_customer_loyaltyCard on customer
CREATE UNIQUE INDEX "uq_customer_loyaltyCard" ON customer ("loyaltyCard") WHERE "loyaltyCard" IS NOT NULL;

-- versions/a5_customer_names.py:58   alter column book.title: make book anew
CREATE TABLE sqlgen_new_book (
    id INTEGER NOT NULL,
    title VARCHAR(300) NOT NULL,
    isbn VARCHAR(13) NOT NULL,
    price NUMERIC(10, 2) DEFAULT 0 NOT NULL,
    author_id INTEGER NOT NULL,
    genre_code VARCHAR(12),
    CONSTRAINT pk_book PRIMARY KEY (id),
    CONSTRAINT fk_book_author_id_author FOREIGN KEY(author_id) REFERENCES author (id),
    CONSTRAINT uq_book_isbn UNIQUE (isbn),
    CONSTRAINT ck_book_price_not_negative CHECK (price >= 0),
    CONSTRAINT fk_book_genre_code_genre FOREIGN KEY(genre_code) REFERENCES genre (code) ON DELETE SET NULL
);

-- versions/a5_customer_names.py:58   copy the rows of book
INSERT INTO sqlgen_new_book (id, title, isbn, price, author_id, genre_code)
SELECT id, title, isbn, price, author_id, genre_code
FROM book;

-- versions/a5_customer_names.py:58   drop the old book
DROP TABLE book;

-- versions/a5_customer_names.py:58   put the new book in its place
PRAGMA legacy_alter_table = ON;

ALTER TABLE sqlgen_new_book RENAME TO book;

PRAGMA legacy_alter_table = OFF;

-- versions/a5_customer_names.py:58   create index ix_book_author_id on book
CREATE INDEX ix_book_author_id ON book (author_id);

-- version table
UPDATE alembic_version SET version_num='a5' WHERE alembic_version.version_num = 'a4';
DELETE FROM temp.sqlgen_guard WHERE changes() <> 1;
INSERT INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

-- a5 -> a6   A view of what each book has sold ----------------------------------------------------

-- versions/a6_book_sales_view.py:29
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
UPDATE alembic_version SET version_num='a6' WHERE alembic_version.version_num = 'a5';
DELETE FROM temp.sqlgen_guard WHERE changes() <> 1;
INSERT INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

-- a6 -> a7   Notes, gifts and longer references on orders -----------------------------------------

-- versions/a7_order_notes.py:20   add column order.gift BOOLEAN
ALTER TABLE "order" ADD COLUMN gift BOOLEAN DEFAULT 0 NOT NULL;

-- versions/a7_order_notes.py:21   add column order.note TEXT
ALTER TABLE "order" ADD COLUMN note TEXT;

-- versions/a7_order_notes.py:22   alter column order.reference: make order anew
CREATE TABLE sqlgen_new_order (
    id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    status VARCHAR(9) DEFAULT 'new' NOT NULL,
    placed_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL,
    reference VARCHAR(40),
    gift BOOLEAN DEFAULT 0 NOT NULL,
    note TEXT,
    CONSTRAINT pk_order PRIMARY KEY (id),
    CONSTRAINT fk_order_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE,
    CONSTRAINT ck_order_order_status CHECK (status IN ('new', 'paid', 'sent', 'cancelled'))
);

-- versions/a7_order_notes.py:22   copy the rows of order
INSERT INTO sqlgen_new_order (id, customer_id, status, placed_at, reference, gift, note)
SELECT id, customer_id, status, placed_at, reference, gift, note
FROM "order";

-- versions/a7_order_notes.py:22   drop the old order
DROP TABLE "order";

-- versions/a7_order_notes.py:22   put the new order in its place
PRAGMA legacy_alter_table = ON;

ALTER TABLE sqlgen_new_order RENAME TO "order";

PRAGMA legacy_alter_table = OFF;

-- versions/a7_order_notes.py:22   create index ix_order_customer_id on order
CREATE INDEX ix_order_customer_id ON "order" (customer_id);

-- versions/a7_order_notes.py:22   create index ix_order_status_placed_at on order
CREATE INDEX ix_order_status_placed_at ON "order" (status, placed_at);

-- versions/a7_order_notes.py:23
UPDATE "order" SET reference=NULL WHERE "order".reference = '';

-- versions/a7_order_notes.py:24   add unique constraint uq_order_reference to order: make order anew
CREATE TABLE sqlgen_new_order (
    id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    status VARCHAR(9) DEFAULT 'new' NOT NULL,
    placed_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL,
    reference VARCHAR(40),
    gift BOOLEAN DEFAULT 0 NOT NULL,
    note TEXT,
    CONSTRAINT pk_order PRIMARY KEY (id),
    CONSTRAINT fk_order_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE,
    CONSTRAINT ck_order_order_status CHECK (status IN ('new', 'paid', 'sent', 'cancelled')),
    CONSTRAINT uq_order_reference UNIQUE (reference)
);

-- versions/a7_order_notes.py:24   copy the rows of order
INSERT INTO sqlgen_new_order (id, customer_id, status, placed_at, reference, gift, note)
SELECT id, customer_id, status, placed_at, reference, gift, note
FROM "order";

-- versions/a7_order_notes.py:24   drop the old order
DROP TABLE "order";

-- versions/a7_order_notes.py:24   put the new order in its place
PRAGMA legacy_alter_table = ON;

ALTER TABLE sqlgen_new_order RENAME TO "order";

PRAGMA legacy_alter_table = OFF;

-- versions/a7_order_notes.py:24   create index ix_order_customer_id on order
CREATE INDEX ix_order_customer_id ON "order" (customer_id);

-- versions/a7_order_notes.py:24   create index ix_order_status_placed_at on order
CREATE INDEX ix_order_status_placed_at ON "order" (status, placed_at);

-- versions/a7_order_notes.py:27   alter column order_line.quantity: make order_line anew
CREATE TABLE sqlgen_new_order_line (
    order_id INTEGER NOT NULL,
    line_number SMALLINT NOT NULL,
    book_id INTEGER NOT NULL,
    quantity INTEGER DEFAULT 1 NOT NULL,
    unit_price NUMERIC(10, 2) NOT NULL,
    CONSTRAINT pk_order_line PRIMARY KEY (order_id, line_number),
    CONSTRAINT ck_order_line_quantity_positive CHECK (quantity > 0),
    CONSTRAINT fk_order_line_order_id_order FOREIGN KEY(order_id) REFERENCES "order" (id) ON DELETE CASCADE,
    CONSTRAINT fk_order_line_book_id_book FOREIGN KEY(book_id) REFERENCES book (id)
);

-- versions/a7_order_notes.py:27   copy the rows of order_line
INSERT INTO sqlgen_new_order_line (order_id, line_number, book_id, quantity, unit_price)
SELECT order_id, line_number, book_id, quantity, unit_price
FROM order_line;

-- versions/a7_order_notes.py:27   drop the old order_line
DROP TABLE order_line;

-- versions/a7_order_notes.py:27   put the new order_line in its place
PRAGMA legacy_alter_table = ON;

ALTER TABLE sqlgen_new_order_line RENAME TO order_line;

PRAGMA legacy_alter_table = OFF;

-- versions/a7_order_notes.py:27   create index ix_order_line_book_id on order_line
CREATE INDEX ix_order_line_book_id ON order_line (book_id);

-- version table
UPDATE alembic_version SET version_num='a7' WHERE alembic_version.version_num = 'a6';
DELETE FROM temp.sqlgen_guard WHERE changes() <> 1;
INSERT INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

-- a7, p3 -> b1   Merge the pricing branch ---------------------------------------------------------

-- version table
DELETE FROM alembic_version WHERE alembic_version.version_num = 'a7';
DELETE FROM temp.sqlgen_guard WHERE changes() <> 1;
INSERT INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

UPDATE alembic_version SET version_num='b1' WHERE alembic_version.version_num = 'p3';
DELETE FROM temp.sqlgen_guard WHERE changes() <> 1;
INSERT INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

-- b1 -> b2   Prices come from the price lists -----------------------------------------------------

-- versions/b2_prices_from_price_lists.py:41
DROP VIEW book_sales;

-- versions/b2_prices_from_price_lists.py:42   drop constraint ck_book_price_not_negative of book: make book anew
CREATE TABLE sqlgen_new_book (
    id INTEGER NOT NULL,
    title VARCHAR(300) NOT NULL,
    isbn VARCHAR(13) NOT NULL,
    price NUMERIC(10, 2) DEFAULT 0 NOT NULL,
    author_id INTEGER NOT NULL,
    genre_code VARCHAR(12),
    CONSTRAINT pk_book PRIMARY KEY (id),
    CONSTRAINT fk_book_author_id_author FOREIGN KEY(author_id) REFERENCES author (id),
    CONSTRAINT uq_book_isbn UNIQUE (isbn),
    CONSTRAINT fk_book_genre_code_genre FOREIGN KEY(genre_code) REFERENCES genre (code) ON DELETE SET NULL
);

-- versions/b2_prices_from_price_lists.py:42   copy the rows of book
INSERT INTO sqlgen_new_book (id, title, isbn, price, author_id, genre_code)
SELECT id, title, isbn, price, author_id, genre_code
FROM book;

-- versions/b2_prices_from_price_lists.py:42   drop the old book
DROP TABLE book;

-- versions/b2_prices_from_price_lists.py:42   put the new book in its place
PRAGMA legacy_alter_table = ON;

ALTER TABLE sqlgen_new_book RENAME TO book;

PRAGMA legacy_alter_table = OFF;

-- versions/b2_prices_from_price_lists.py:42   create index ix_book_author_id on book
CREATE INDEX ix_book_author_id ON book (author_id);

-- versions/b2_prices_from_price_lists.py:43   drop column book.price
ALTER TABLE book DROP COLUMN price;

-- versions/b2_prices_from_price_lists.py:44
CREATE VIEW book_sales AS
    SELECT b.id AS book_id,
           b.title,
           COALESCE(SUM(l.quantity), 0) AS copies_sold,
           COALESCE(SUM(l.quantity * l.unit_price), 0) AS revenue
    FROM book b
    LEFT JOIN order_line l ON l.book_id = b.id
    GROUP BY b.id, b.title;

-- version table
UPDATE alembic_version SET version_num='b2' WHERE alembic_version.version_num = 'b1';
DELETE FROM temp.sqlgen_guard WHERE changes() <> 1;
INSERT INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

UPDATE OR ROLLBACK sqlgen_orphans SET number = (SELECT count(*) FROM pragma_foreign_key_check);

DROP TABLE temp.sqlgen_orphans;

INSERT OR ROLLBACK INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

COMMIT;

DROP TABLE temp.sqlgen_guard;

DROP TABLE temp.sqlgen_server;
