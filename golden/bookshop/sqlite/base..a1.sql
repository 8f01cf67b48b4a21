-- bookshop: upgrade base -> a1                                                          SQLite 3.40
--
--   base -> a1   Authors, books and customers  (4 statements)
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
    fits INTEGER CONSTRAINT 'this script upgrades base to a1: this database is not at base' CHECK (fits)
);
INSERT INTO sqlgen_guard SELECT
    (SELECT COUNT(*) FROM alembic_version) = 0 AND (SELECT COUNT(*) FROM sqlgen_server) = 1;

-- base -> a1   Authors, books and customers -------------------------------------------------------

BEGIN;

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

INSERT OR ROLLBACK INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

COMMIT;

DROP TABLE temp.sqlgen_guard;

DROP TABLE temp.sqlgen_server;
