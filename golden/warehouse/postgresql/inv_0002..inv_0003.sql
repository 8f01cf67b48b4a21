-- warehouse: upgrade inv_0002 -> inv_0003                                             PostgreSQL 15
--
--   inv_0002 -> inv_0003   Reservations, and longer item names  (6 statements)
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
        RAISE EXCEPTION USING MESSAGE = 'this script upgrades inv_0002 to inv_0003: this database is not at inv_0002', DETAIL = (
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

COMMIT;
