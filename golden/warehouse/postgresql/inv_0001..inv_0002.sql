-- warehouse: upgrade inv_0001 -> inv_0002                                             PostgreSQL 15
--
--   inv_0001 -> inv_0002   Bins: where items lie, and how many  (3 statements)
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
        RAISE EXCEPTION USING MESSAGE = 'this script upgrades inv_0001 to inv_0002: this database is not at inv_0001', DETAIL = (
            SELECT 'It is at ' || coalesce(string_agg(version_num, ', ' ORDER BY version_num), 'base') || '.'
            FROM ops.revision
        );
    END IF;
END
$guard$;

-- inv_0001 -> inv_0002   Bins: where items lie, and how many --------------------------------------

-- inv/versions/2023/inv_0002_bins.py:13   create table inv.place
CREATE TABLE inv.place (
    aisle VARCHAR(4) NOT NULL,
    shelf SMALLINT NOT NULL,
    item_id BIGINT NOT NULL,
    on_hand INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT pk_bin PRIMARY KEY (aisle, shelf)
);

-- inv/versions/2023/inv_0002_bins.py:22   add foreign key fk_bin_item_id_item to inv.place
ALTER TABLE inv.place ADD CONSTRAINT fk_bin_item_id_item FOREIGN KEY(item_id) REFERENCES inv.item (id) ON DELETE RESTRICT;

-- inv/versions/2023/inv_0002_bins.py:32   rename table inv.place to bin
ALTER TABLE inv.place RENAME TO bin;

-- version table
DO $version$
BEGIN
    UPDATE ops.revision SET version_num='inv_0002' WHERE ops.revision.version_num = 'inv_0001';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold inv_0001, which becomes inv_0002';
    END IF;
END
$version$;

COMMIT;
