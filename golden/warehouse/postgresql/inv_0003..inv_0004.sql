-- warehouse: upgrade inv_0003 -> inv_0004                                             PostgreSQL 15
--
--   inv_0003 -> inv_0004   An index of heavy items  (2 statements)
--
-- Halts before it touches anything, where the database is not at inv_0003.
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

-- guard: at inv_0003
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM ops.revision) <> 1
        OR (SELECT COUNT(DISTINCT version_num) FROM ops.revision WHERE version_num IN ('inv_0003')) <> 1
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script upgrades inv_0003 to inv_0004: this database is not at inv_0003', DETAIL = (
            SELECT 'It is at ' || coalesce(string_agg(version_num, ', ' ORDER BY version_num), 'base') || '.'
            FROM ops.revision
        );
    END IF;
END
$guard$;

-- inv_0003 -> inv_0004   An index of heavy items --------------------------------------------------

-- inv/versions/2024/inv_0004_heavy_items.py:13   create index ix_item_heavy on inv.item
CREATE INDEX ix_item_heavy ON inv.item ((weight_g / 1000), sku);

-- inv/versions/2024/inv_0004_heavy_items.py:14   create index ix_inv_bin_item_id on inv.bin
CREATE INDEX ix_inv_bin_item_id ON inv.bin (item_id);

-- version table
DO $version$
BEGIN
    UPDATE ops.revision SET version_num='inv_0004' WHERE ops.revision.version_num = 'inv_0003';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold inv_0003, which becomes inv_0004';
    END IF;
END
$version$;

COMMIT;
