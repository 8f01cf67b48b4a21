-- bookshop: upgrade a3 -> a4                                                            SQLite 3.40
--
--   a3 -> a4   Orders and their lines  (5 statements)
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
    fits INTEGER CONSTRAINT 'this script upgrades a3 to a4: this database is not at a3' CHECK (fits)
);
INSERT INTO sqlgen_guard SELECT
    (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('a3')) = 1 AND
    (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM sqlgen_server) = 1;

-- a3 -> a4   Orders and their lines ---------------------------------------------------------------

BEGIN;

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
UPDATE alembic_version SET version_num='a4' WHERE alembic_version.version_num = 'a3';
DELETE FROM temp.sqlgen_guard WHERE changes() <> 1;
INSERT INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

INSERT OR ROLLBACK INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

COMMIT;

DROP TABLE temp.sqlgen_guard;

DROP TABLE temp.sqlgen_server;
