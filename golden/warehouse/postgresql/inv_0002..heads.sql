-- warehouse: upgrade inv_0002 -> sales_0002, inv_0004                                 PostgreSQL 15
--
--   inv_0002 -> inv_0003       Reservations, and longer item names  (6 statements)
--   base -> sales_0001         Deliveries  (4 statements)
--   sales_0001 -> sales_0002   Open deliveries reserve what is on hand  (3 statements)
--   inv_0003 -> inv_0004       An index of heavy items  (2 statements)
--
-- Halts before it touches anything, where the database is not at inv_0002.
-- One transaction: all of it happens or none.

BEGIN;

-- migrations/env.py:27
CREATE SCHEMA IF NOT EXISTS ops;

-- guard: PostgreSQL 15 or later, and no other run
DO $guard$
BEGIN
    IF version() NOT LIKE 'PostgreSQL %' OR current_setting('server_version_num')::integer < 150000 THEN
        RAISE EXCEPTION USING MESSAGE = 'this script is written for PostgreSQL 15 or later', DETAIL = 'It runs on ' || version() || '.';
    END IF;
    IF NOT pg_try_advisory_xact_lock(hashtext('sqlgen'), hashtext('ops.revision')) THEN
        RAISE EXCEPTION USING MESSAGE = 'another migration of this database is in progress';
    END IF;
END
$guard$;

-- guard: at inv_0002
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM ops.revision) <> 1
        OR (SELECT COUNT(DISTINCT version_num) FROM ops.revision WHERE version_num IN ('inv_0002')) <> 1
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script upgrades inv_0002 to sales_0002 + inv_0004: this database is not at inv_0002', DETAIL = (
            SELECT 'It is at ' || coalesce(string_agg(version_num, ', ' ORDER BY version_num), 'base') || '.'
            FROM ops.revision
        );
    END IF;
END
$guard$;

-- inv_0002 -> inv_0003   Reservations, and longer item names --------------------------------------

-- inv/versions/2024/inv_0003_reservations.py:16   add column inv.bin.reserved INTEGER
ALTER TABLE inv.bin ADD COLUMN reserved INTEGER DEFAULT 0 NOT NULL;

-- inv/versions/2024/inv_0003_reservations.py:19   add column inv.bin.free INTEGER
ALTER TABLE inv.bin ADD COLUMN free INTEGER GENERATED ALWAYS AS (on_hand - reserved) STORED;

-- inv/versions/2024/inv_0003_reservations.py:20   add check ck_bin_reserved_on_hand to inv.bin
ALTER TABLE inv.bin ADD CONSTRAINT ck_bin_reserved_on_hand CHECK (reserved <= on_hand);

-- inv/versions/2024/inv_0003_reservations.py:21   inv.item.name: VARCHAR(80) -> VARCHAR(120)
ALTER TABLE inv.item ALTER COLUMN name TYPE VARCHAR(120);

-- inv/versions/2024/inv_0003_reservations.py:21   rename column inv.item.name to label
ALTER TABLE inv.item RENAME name TO label;

-- inv/versions/2024/inv_0003_reservations.py:22   add column inv.item.weight_g INTEGER
ALTER TABLE inv.item ADD COLUMN weight_g INTEGER;

-- version table
DO $version$
BEGIN
    UPDATE ops.revision SET version_num='inv_0003' WHERE ops.revision.version_num = 'inv_0002';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold inv_0002, which becomes inv_0003';
    END IF;
END
$version$;

-- base -> sales_0001   Deliveries -----------------------------------------------------------------

-- sales/versions/2023/sales_0001_deliveries.py:13
CREATE SCHEMA sales;

-- sales/versions/2023/sales_0001_deliveries.py:14
CREATE SEQUENCE sales.delivery_number START WITH 1000;

-- sales/versions/2023/sales_0001_deliveries.py:15   create table sales.delivery
CREATE TABLE sales.delivery (
    number INTEGER DEFAULT nextval('sales.delivery_number') NOT NULL,
    item_id BIGINT NOT NULL,
    quantity INTEGER NOT NULL,
    CONSTRAINT pk_delivery PRIMARY KEY (number),
    CONSTRAINT fk_delivery_item_id_item FOREIGN KEY(item_id) REFERENCES inv.item (id)
);

-- sales/versions/2023/sales_0001_deliveries.py:15   comment on table sales.delivery
COMMENT ON TABLE sales.delivery IS 'Goods on their way to customers';

-- version table
INSERT INTO ops.revision (version_num) VALUES ('sales_0001');

-- sales_0001 -> sales_0002   Open deliveries reserve what is on hand ------------------------------

-- sales/versions/2024/sales_0002_open_deliveries.py:13   add column sales.delivery.delivered_on DATE
ALTER TABLE sales.delivery ADD COLUMN delivered_on DATE;

-- sales/versions/2024/sales_0002_open_deliveries.py:14   create index ix_delivery_open on sales.delivery
CREATE INDEX ix_delivery_open ON sales.delivery (item_id) WHERE delivered_on IS NULL;

-- sales/versions/2024/sales_0002_open_deliveries.py:21
UPDATE inv.bin
        SET reserved = LEAST(on_hand, d.quantity)
        FROM (SELECT item_id, SUM(quantity) AS quantity FROM sales.delivery
              WHERE delivered_on IS NULL GROUP BY item_id) AS d
        WHERE d.item_id = inv.bin.item_id;

-- version table
DO $version$
BEGIN
    DELETE FROM ops.revision WHERE ops.revision.version_num = 'sales_0001';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold sales_0001, which leaves it';
    END IF;
END
$version$;

DO $version$
BEGIN
    UPDATE ops.revision SET version_num='sales_0002' WHERE ops.revision.version_num = 'inv_0003';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold inv_0003, which becomes sales_0002';
    END IF;
END
$version$;

-- inv_0003 -> inv_0004   An index of heavy items --------------------------------------------------

-- inv/versions/2024/inv_0004_heavy_items.py:13   create index ix_item_heavy on inv.item
CREATE INDEX ix_item_heavy ON inv.item ((weight_g / 1000), sku);

-- inv/versions/2024/inv_0004_heavy_items.py:14   create index ix_inv_bin_item_id on inv.bin
CREATE INDEX ix_inv_bin_item_id ON inv.bin (item_id);

-- version table
INSERT INTO ops.revision (version_num) VALUES ('inv_0004');

COMMIT;
