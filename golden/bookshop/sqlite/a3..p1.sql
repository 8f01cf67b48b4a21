-- bookshop: upgrade a3 -> p1                                                            SQLite 3.40
--
--   a3 -> p1   Price lists  (2 statements)
--
-- Halts before it touches anything, where the database is not at a3.
-- One transaction: all of it happens or none, where the client stops at the first error (sqlite3 -bail).

-- guard: SQLite 3.40 or later, and no other run
CREATE TEMP TABLE sqlgen_server (
    fits INTEGER CONSTRAINT 'this script is written for SQLite 3.40 or later' CHECK (fits)
);
INSERT INTO sqlgen_server SELECT
    CAST(sqlite_version() AS INTEGER) * 1000000
    + CAST(substr(sqlite_version(), instr(sqlite_version(), '.') + 1) AS INTEGER) * 1000
    >= 3 * 1000000 + 40 * 1000;

-- guard: at a3
CREATE TEMP TABLE sqlgen_guard (
    fits INTEGER CONSTRAINT 'this script upgrades a3 to p1: this database is not at a3' CHECK (fits)
);
INSERT INTO sqlgen_guard SELECT
    (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('a3')) = 1 AND
    (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM sqlgen_server) = 1;

-- a3 -> p1   Price lists --------------------------------------------------------------------------

BEGIN;

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

INSERT OR ROLLBACK INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

COMMIT;

DROP TABLE temp.sqlgen_guard;

DROP TABLE temp.sqlgen_server;
