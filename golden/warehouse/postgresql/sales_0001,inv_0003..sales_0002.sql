-- warehouse: upgrade sales_0001, inv_0003 -> sales_0002                               PostgreSQL 15
--
--   sales_0001 -> sales_0002   Open deliveries reserve what is on hand  (3 statements)
--
-- Halts before it touches anything, where the database is not at sales_0001, inv_0003.
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

-- guard: at sales_0001 + inv_0003
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM ops.revision) <> 2
        OR (SELECT COUNT(DISTINCT version_num) FROM ops.revision WHERE version_num IN ('inv_0003', 'sales_0001')) <> 2
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script upgrades sales_0001 + inv_0003 to sales_0002: this database is not at sales_0001 + inv_0003', DETAIL = (
            SELECT 'It is at ' || coalesce(string_agg(version_num, ', ' ORDER BY version_num), 'base') || '.'
            FROM ops.revision
        );
    END IF;
END
$guard$;

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

COMMIT;
