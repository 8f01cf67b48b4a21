-- warehouse: upgrade inv_0001 -> sales_0001                                           PostgreSQL 15
--
--   base -> sales_0001   Deliveries  (4 statements)
--
-- Halts before it touches anything, where the database is not at inv_0001.
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

-- guard: at inv_0001
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM ops.revision) <> 1
        OR (SELECT COUNT(DISTINCT version_num) FROM ops.revision WHERE version_num IN ('inv_0001')) <> 1
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script upgrades inv_0001 to sales_0001: this database is not at inv_0001', DETAIL = (
            SELECT 'It is at ' || coalesce(string_agg(version_num, ', ' ORDER BY version_num), 'base') || '.'
            FROM ops.revision
        );
    END IF;
END
$guard$;

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
DO $version$
BEGIN
    UPDATE ops.revision SET version_num='sales_0001' WHERE ops.revision.version_num = 'inv_0001';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold inv_0001, which becomes sales_0001';
    END IF;
END
$version$;

COMMIT;
