-- bookshop: upgrade p1 -> p2                                                            SQLite 3.40
--
--   p1 -> p2   The first price lists  (3 statements)
--
-- Halts before it touches anything, where the database is not at p1.
-- One transaction: all of it happens or none, where the client stops at the first error (sqlite3 -bail).

-- guard: SQLite 3.40 or later, and no other run
CREATE TEMP TABLE sqlgen_server (
    fits INTEGER CONSTRAINT 'this script is written for SQLite 3.40 or later' CHECK (fits)
);
INSERT INTO sqlgen_server SELECT
    CAST(sqlite_version() AS INTEGER) * 1000000
    + CAST(substr(sqlite_version(), instr(sqlite_version(), '.') + 1) AS INTEGER) * 1000
    >= 3 * 1000000 + 40 * 1000;

-- guard: at p1
CREATE TEMP TABLE sqlgen_guard (
    fits INTEGER CONSTRAINT 'this script upgrades p1 to p2: this database is not at p1' CHECK (fits)
);
INSERT INTO sqlgen_guard SELECT
    (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('p1')) = 1 AND
    (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM sqlgen_server) = 1;

-- p1 -> p2   The first price lists ----------------------------------------------------------------

BEGIN;

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

INSERT OR ROLLBACK INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

COMMIT;

DROP TABLE temp.sqlgen_guard;

DROP TABLE temp.sqlgen_server;
