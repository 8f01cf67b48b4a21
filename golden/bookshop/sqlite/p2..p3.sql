-- bookshop: upgrade p2 -> p3                                                            SQLite 3.40
--
--   p2 -> p3   Every price list has a currency  (13 statements)
--
-- Halts before it touches anything, where the database is not at p2.
-- One transaction: all of it happens or none, where the client stops at the first error (sqlite3 -bail).

-- guard: SQLite 3.40 or later, and no other run
CREATE TEMP TABLE sqlgen_server (
    fits INTEGER CONSTRAINT 'this script is written for SQLite 3.40 or later' CHECK (fits)
);
INSERT INTO sqlgen_server SELECT
    CAST(sqlite_version() AS INTEGER) * 1000000
    + CAST(substr(sqlite_version(), instr(sqlite_version(), '.') + 1) AS INTEGER) * 1000
    >= 3 * 1000000 + 40 * 1000;

-- guard: at p2
CREATE TEMP TABLE sqlgen_guard (
    fits INTEGER CONSTRAINT 'this script upgrades p2 to p3: this database is not at p2' CHECK (fits)
);
INSERT INTO sqlgen_guard SELECT
    (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('p2')) = 1 AND
    (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM sqlgen_server) = 1;

-- p2 -> p3   Every price list has a currency ------------------------------------------------------

PRAGMA foreign_keys = OFF;

BEGIN;

CREATE TEMP TABLE sqlgen_orphans (
    number INTEGER CONSTRAINT "a foreign key would point nowhere" CHECK (number <= before),
    before INTEGER
);

INSERT INTO sqlgen_orphans SELECT 0, count(*) FROM pragma_foreign_key_check;

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

UPDATE OR ROLLBACK sqlgen_orphans SET number = (SELECT count(*) FROM pragma_foreign_key_check);

DROP TABLE temp.sqlgen_orphans;

INSERT OR ROLLBACK INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

COMMIT;

DROP TABLE temp.sqlgen_guard;

DROP TABLE temp.sqlgen_server;
