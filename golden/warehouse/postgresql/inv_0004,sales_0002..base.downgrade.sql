-- warehouse: downgrade inv_0004, sales_0002 -> base                                   PostgreSQL 15
--
--   inv_0004 -> inv_0003       An index of heavy items  (2 statements)
--   sales_0002 -> sales_0001   Open deliveries reserve what is on hand  (3 statements)
--   sales_0001 -> base         Deliveries  (3 statements)
--   inv_0003 -> inv_0002       Reservations, and longer item names  (6 statements)
--   inv_0002 -> inv_0001       Bins: where items lie, and how many  (1 statement)
--   inv_0001 -> base           Items  (2 statements)
--
-- Halts before it touches anything, where the database is not at inv_0004, sales_0002.
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

-- guard: at inv_0004 + sales_0002
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM ops.revision) <> 2
        OR (SELECT COUNT(DISTINCT version_num) FROM ops.revision WHERE version_num IN ('inv_0004', 'sales_0002')) <> 2
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script downgrades inv_0004 + sales_0002 to base: this database is not at inv_0004 + sales_0002', DETAIL = (
            SELECT 'It is at ' || coalesce(string_agg(version_num, ', ' ORDER BY version_num), 'base') || '.'
            FROM ops.revision
        );
    END IF;
END
$guard$;

-- inv_0004 -> inv_0003   An index of heavy items --------------------------------------------------

-- inv/versions/2024/inv_0004_heavy_items.py:18   drop index ix_inv_bin_item_id
DROP INDEX inv.ix_inv_bin_item_id;

-- inv/versions/2024/inv_0004_heavy_items.py:19   drop index ix_item_heavy
DROP INDEX inv.ix_item_heavy;

-- version table
DO $version$
BEGIN
    DELETE FROM ops.revision WHERE ops.revision.version_num = 'inv_0004';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold inv_0004, which leaves it';
    END IF;
END
$version$;

-- sales_0002 -> sales_0001   Open deliveries reserve what is on hand ------------------------------

-- sales/versions/2024/sales_0002_open_deliveries.py:33
UPDATE inv.bin SET reserved = 0;

-- sales/versions/2024/sales_0002_open_deliveries.py:34   drop index ix_delivery_open
DROP INDEX sales.ix_delivery_open;

-- sales/versions/2024/sales_0002_open_deliveries.py:35   drop column sales.delivery.delivered_on
ALTER TABLE sales.delivery DROP COLUMN delivered_on;

-- version table
INSERT INTO ops.revision (version_num) VALUES ('sales_0001');

DO $version$
BEGIN
    UPDATE ops.revision SET version_num='inv_0003' WHERE ops.revision.version_num = 'sales_0002';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold sales_0002, which becomes inv_0003';
    END IF;
END
$version$;

-- sales_0001 -> base   Deliveries -----------------------------------------------------------------

-- sales/versions/2023/sales_0001_deliveries.py:28   drop table sales.delivery
DROP TABLE sales.delivery;

-- sales/versions/2023/sales_0001_deliveries.py:29
DROP SEQUENCE sales.delivery_number;

-- sales/versions/2023/sales_0001_deliveries.py:30
DROP SCHEMA sales;

-- version table
DO $version$
BEGIN
    DELETE FROM ops.revision WHERE ops.revision.version_num = 'sales_0001';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold sales_0001, which leaves it';
    END IF;
END
$version$;

-- inv_0003 -> inv_0002   Reservations, and longer item names --------------------------------------

-- inv/versions/2024/inv_0003_reservations.py:26   drop column inv.item.weight_g
ALTER TABLE inv.item DROP COLUMN weight_g;

-- inv/versions/2024/inv_0003_reservations.py:27   inv.item.label: VARCHAR(120) -> VARCHAR(80)
ALTER TABLE inv.item ALTER COLUMN label TYPE VARCHAR(80);

-- inv/versions/2024/inv_0003_reservations.py:27   rename column inv.item.label to name
ALTER TABLE inv.item RENAME label TO name;

-- inv/versions/2024/inv_0003_reservations.py:28   drop check ck_bin_reserved_on_hand of inv.bin
ALTER TABLE inv.bin DROP CONSTRAINT ck_bin_reserved_on_hand;

-- inv/versions/2024/inv_0003_reservations.py:29   drop column inv.bin.free
ALTER TABLE inv.bin DROP COLUMN free;

-- inv/versions/2024/inv_0003_reservations.py:30   drop column inv.bin.reserved
ALTER TABLE inv.bin DROP COLUMN reserved;

-- version table
DO $version$
BEGIN
    UPDATE ops.revision SET version_num='inv_0002' WHERE ops.revision.version_num = 'inv_0003';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold inv_0003, which becomes inv_0002';
    END IF;
END
$version$;

-- inv_0002 -> inv_0001   Bins: where items lie, and how many --------------------------------------

-- inv/versions/2023/inv_0002_bins.py:36   drop table inv.bin
DROP TABLE inv.bin;

-- version table
DO $version$
BEGIN
    UPDATE ops.revision SET version_num='inv_0001' WHERE ops.revision.version_num = 'inv_0002';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold inv_0002, which becomes inv_0001';
    END IF;
END
$version$;

-- inv_0001 -> base   Items ------------------------------------------------------------------------

-- inv/versions/2023/inv_0001_items.py:26   drop table inv.item
DROP TABLE inv.item;

-- inv/versions/2023/inv_0001_items.py:27
DROP SCHEMA inv;

-- version table
DO $version$
BEGIN
    DELETE FROM ops.revision WHERE ops.revision.version_num = 'inv_0001';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold inv_0001, which leaves it';
    END IF;
END
$version$;

COMMIT;
