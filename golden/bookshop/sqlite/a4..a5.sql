-- bookshop: upgrade a4 -> a5                                                            SQLite 3.40
--
--   a4 -> a5   Customers have full names  (16 statements)
--
-- Halts before it touches anything, where the database is not at a4.
-- One transaction: all of it happens or none, where the client stops at the first error (sqlite3 -bail).

-- guard: SQLite 3.40 or later, and no other run
CREATE TEMP TABLE sqlgen_server (
    fits INTEGER CONSTRAINT 'this script is written for SQLite 3.40 or later' CHECK (fits)
);
INSERT INTO sqlgen_server SELECT
    CAST(sqlite_version() AS INTEGER) * 1000000
    + CAST(substr(sqlite_version(), instr(sqlite_version(), '.') + 1) AS INTEGER) * 1000
    >= 3 * 1000000 + 40 * 1000;

-- guard: at a4
CREATE TEMP TABLE sqlgen_guard (
    fits INTEGER CONSTRAINT 'this script upgrades a4 to a5: this database is not at a4' CHECK (fits)
);
INSERT INTO sqlgen_guard SELECT
    (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('a4')) = 1 AND
    (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM sqlgen_server) = 1;

-- a4 -> a5   Customers have full names ------------------------------------------------------------

PRAGMA foreign_keys = OFF;

BEGIN;

CREATE TEMP TABLE sqlgen_orphans (
    number INTEGER CONSTRAINT "a foreign key would point nowhere" CHECK (number <= before),
    before INTEGER
);

INSERT INTO sqlgen_orphans SELECT 0, count(*) FROM pragma_foreign_key_check;

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

UPDATE OR ROLLBACK sqlgen_orphans SET number = (SELECT count(*) FROM pragma_foreign_key_check);

DROP TABLE temp.sqlgen_orphans;

INSERT OR ROLLBACK INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

COMMIT;

DROP TABLE temp.sqlgen_guard;

DROP TABLE temp.sqlgen_server;
