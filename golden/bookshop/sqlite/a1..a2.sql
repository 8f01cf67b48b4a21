-- bookshop: upgrade a1 -> a2                                                            SQLite 3.40
--
--   a1 -> a2   Prices as numeric  (15 statements)
--
-- Halts before it touches anything, where the database is not at a1.
-- One transaction: all of it happens or none, where the client stops at the first error (sqlite3 -bail).

-- guard: SQLite 3.40 or later, and no other run
CREATE TEMP TABLE sqlgen_server (
    fits INTEGER CONSTRAINT 'this script is written for SQLite 3.40 or later' CHECK (fits)
);
INSERT INTO sqlgen_server SELECT
    CAST(sqlite_version() AS INTEGER) * 1000000
    + CAST(substr(sqlite_version(), instr(sqlite_version(), '.') + 1) AS INTEGER) * 1000
    >= 3 * 1000000 + 40 * 1000;

-- guard: at a1
CREATE TEMP TABLE sqlgen_guard (
    fits INTEGER CONSTRAINT 'this script upgrades a1 to a2: this database is not at a1' CHECK (fits)
);
INSERT INTO sqlgen_guard SELECT
    (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('a1')) = 1 AND
    (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM sqlgen_server) = 1;

-- a1 -> a2   Prices as numeric --------------------------------------------------------------------

PRAGMA foreign_keys = OFF;

BEGIN;

CREATE TEMP TABLE sqlgen_orphans (
    number INTEGER CONSTRAINT "a foreign key would point nowhere" CHECK (number <= before),
    before INTEGER
);

INSERT INTO sqlgen_orphans SELECT 0, count(*) FROM pragma_foreign_key_check;

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

UPDATE OR ROLLBACK sqlgen_orphans SET number = (SELECT count(*) FROM pragma_foreign_key_check);

DROP TABLE temp.sqlgen_orphans;

INSERT OR ROLLBACK INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

COMMIT;

DROP TABLE temp.sqlgen_guard;

DROP TABLE temp.sqlgen_server;
