-- bookshop: upgrade a6 -> a7                                                            SQLite 3.40
--
--   a6 -> a7   Notes, gifts and longer references on orders  (26 statements)
--
-- Halts before it touches anything, where the database is not at a6.
-- One transaction: all of it happens or none, where the client stops at the first error (sqlite3 -bail).

-- guard: SQLite 3.40 or later, and no other run
CREATE TEMP TABLE sqlgen_server (
    fits INTEGER CONSTRAINT 'this script is written for SQLite 3.40 or later' CHECK (fits)
);
INSERT INTO sqlgen_server SELECT
    CAST(sqlite_version() AS INTEGER) * 1000000
    + CAST(substr(sqlite_version(), instr(sqlite_version(), '.') + 1) AS INTEGER) * 1000
    >= 3 * 1000000 + 40 * 1000;

-- guard: at a6
CREATE TEMP TABLE sqlgen_guard (
    fits INTEGER CONSTRAINT 'this script upgrades a6 to a7: this database is not at a6' CHECK (fits)
);
INSERT INTO sqlgen_guard SELECT
    (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('a6')) = 1 AND
    (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM sqlgen_server) = 1;

-- a6 -> a7   Notes, gifts and longer references on orders -----------------------------------------

PRAGMA foreign_keys = OFF;

BEGIN;

CREATE TEMP TABLE sqlgen_orphans (
    number INTEGER CONSTRAINT "a foreign key would point nowhere" CHECK (number <= before),
    before INTEGER
);

INSERT INTO sqlgen_orphans SELECT 0, count(*) FROM pragma_foreign_key_check;

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

UPDATE OR ROLLBACK sqlgen_orphans SET number = (SELECT count(*) FROM pragma_foreign_key_check);

DROP TABLE temp.sqlgen_orphans;

INSERT OR ROLLBACK INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

COMMIT;

DROP TABLE temp.sqlgen_guard;

DROP TABLE temp.sqlgen_server;
