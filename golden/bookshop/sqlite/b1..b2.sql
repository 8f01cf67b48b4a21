-- bookshop: upgrade b1 -> b2                                                            SQLite 3.40
--
--   b1 -> b2   Prices come from the price lists  (10 statements)
--
-- Halts before it touches anything, where the database is not at b1.
-- One transaction: all of it happens or none, where the client stops at the first error (sqlite3 -bail).

-- guard: SQLite 3.40 or later, and no other run
CREATE TEMP TABLE sqlgen_server (
    fits INTEGER CONSTRAINT 'this script is written for SQLite 3.40 or later' CHECK (fits)
);
INSERT INTO sqlgen_server SELECT
    CAST(sqlite_version() AS INTEGER) * 1000000
    + CAST(substr(sqlite_version(), instr(sqlite_version(), '.') + 1) AS INTEGER) * 1000
    >= 3 * 1000000 + 40 * 1000;

-- guard: at b1
CREATE TEMP TABLE sqlgen_guard (
    fits INTEGER CONSTRAINT 'this script upgrades b1 to b2: this database is not at b1' CHECK (fits)
);
INSERT INTO sqlgen_guard SELECT
    (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('b1')) = 1 AND
    (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM sqlgen_server) = 1;

-- b1 -> b2   Prices come from the price lists -----------------------------------------------------

PRAGMA foreign_keys = OFF;

BEGIN;

CREATE TEMP TABLE sqlgen_orphans (
    number INTEGER CONSTRAINT "a foreign key would point nowhere" CHECK (number <= before),
    before INTEGER
);

INSERT INTO sqlgen_orphans SELECT 0, count(*) FROM pragma_foreign_key_check;

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
